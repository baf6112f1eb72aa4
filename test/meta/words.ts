/**
 * The words that are replaced everywhere, each with what to write instead, and what of a file is prose: only that is read by
 * people and held to them. A pattern is narrow enough to be right whenever it matches; what needs judgement is left to a reader.
 */
import { extname } from 'node:path';
import type { SourceFile } from './tree.ts';

export interface Word {
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Who can, but not who may: a permission that a person grants is "is allowed to". */
const ABLE = 'tokens?|Apps?|keys?|jobs?|runners?|runs?|workflows?|who|whoever|everyone|everybody|nobody|you';

export const WORDS: readonly Word[] = [
  { pattern: /\bhand(?:s|ed|ing)?(?: \w+){0,3} over\b/gi, instead: 'deliver' },
  { pattern: /\b(?:red|green)\b/gi, instead: 'failed, succeeded' },
  { pattern: /\banew\b/gi, instead: 'start over, again' },
  { pattern: /\bforg(?:ets?|ot|otten)\b/gi, instead: 'delete, no longer keep' },
  { pattern: /\b(?:tells|told|telling)\b|\btell(?! you\b)/gi, instead: 'report, say, distinguish' },
  { pattern: /\bbeside\b/gi, instead: 'next to, in addition to' },
  { pattern: /\bmend(?:s|ed|ing)?\b/gi, instead: 'fix' },
  { pattern: /\bgot nothing\b/gi, instead: 'is empty' },
  { pattern: /\b(?:set|sets|setting|puts?) (?:\w+ )?aside\b/gi, instead: 'not accepted by the sink, a dead letter' },
  { pattern: /\bout of the ordinary\b/gi, instead: 'incidents' },
  { pattern: /\bin the night\b/gi, instead: '(nothing)' },
  { pattern: /\b(?:is|are|was|were|be|been|being) asked\b|\basked (?:by|of|for)\b/gi, instead: 'is requested, called' },
  {
    pattern:
      /\bask(?:s|ed|ing)? (?:for (?:the|a|an|each|its)|(?:the|its) (?:API|audit log|cache|sink|store)|GitHub)\b/gi,
    instead: 'request, query',
  },
  { pattern: /\btakes? (?:no|an? \w+) (?:token|key|path|value|name|URL|address)\b/gi, instead: 'accepts, expects' },
  { pattern: /\b(?:kept|keeps|keep|counts?|wins?|stays?|left|lies) whole\b/gi, instead: 'unchanged, complete' },
  { pattern: new RegExp(`\\b(?:${ABLE}) may\\b`, 'gi'), instead: 'can' },
  { pattern: /\b(?:no|some|any) usable event/gi, instead: 'not a valid event' },
  { pattern: /^\|(?:[^|]*\|)* Mind \|/gim, instead: 'Notes' },
];

/** The sentences of a text that break a rule of words, each with its line. */
export function wordsOf(prose: string): readonly string[] {
  return WORDS.flatMap(({ pattern, instead }) =>
    [...prose.matchAll(pattern)].map(({ 0: found, index }) => {
      const line = prose.slice(0, index).split('\n').length;
      return `line ${line} says "${found.replaceAll(/\s+/g, ' ').trim()}"; instead: ${instead}`;
    }),
  );
}

/** What people read of a file, at the lines where it stands; the rest is blank. Of sources, only their comments. */
export function proseOf({ path, text, code }: SourceFile): string {
  const kind = extname(path);
  if (kind === '.md') return proseOfMarkdown(text);
  if (kind === '.yml') return proseOfYaml(text);
  // Where the code has been blanked out and the text has not, there is a comment or the content of a string.
  return kind === '.ts' ? proseOfSource(blank(text, (at) => text[at] !== code[at])) : '';
}

/** Without anchors of pages, names of fields and alternatives of a pattern: those are names, in the formats that they belong to. */
function proseOfSource(prose: string): string {
  const spaces = (found: string) => ' '.repeat(found.length);
  return prose.replaceAll(/#[\w-]+|\.\w+|\w+(?:\|\w+)+|(?<=^|[ ]{2})told(?=$|[ ]{2})/gm, spaces);
}

/** Without code, links' targets and HTML: their words are names. A quoted message is the code's, and judged there. */
function proseOfMarkdown(text: string): string {
  const spaces = (found: string) => found.replaceAll(/[^\n]/g, ' ');
  return text
    .replaceAll(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\2[ \t]*$/gm, spaces)
    .replaceAll(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, spaces)
    .replaceAll(/\]\([^)\s]*\)/g, spaces)
    .replaceAll(/<[a-z/!][^>]*>/g, spaces);
}

/** Comments, and the texts of an action or a form; without code between backticks. */
function proseOfYaml(text: string): string {
  const lines = text.split('\n').map((line) => {
    const comment = /(?:^|\s)#.*$/.exec(line);
    if (/^\s*(?:- )?(?:description|name|deprecationMessage):/.test(line)) return line;
    return comment === null ? '' : ' '.repeat(comment.index) + comment[0];
  });
  return lines.join('\n').replaceAll(/`[^`\n]*`/g, (found) => ' '.repeat(found.length));
}

function blank(text: string, isKept: (at: number) => boolean): string {
  return text
    .split('')
    .map((char, at) => (char === '\n' || isKept(at) ? char : ' '))
    .join('');
}
