/**
 * What the rules about documentation see of a Markdown text: its code, where its links lead, and the anchors that
 * GitHub gives it. Not a parser of Markdown; what stands in code is never taken for a link or a heading.
 */

export interface CodeBlock {
  /** The first word behind the fence, or ''. */
  readonly language: string;
  /** Without the indentation of its fence. */
  readonly text: string;
  /** Of the line behind the opening fence, counted from 1. */
  readonly line: number;
}

interface Parts {
  readonly blocks: readonly CodeBlock[];
  /** The lines outside of code blocks; those inside are empty. */
  readonly prose: readonly string[];
}

/** The fenced blocks of a text; one that is never closed goes to the end. */
export function codeBlocks(text: string): readonly CodeBlock[] {
  return split(text).blocks;
}

/** Where links and images lead, as it is written. */
export function linksOf(text: string): readonly string[] {
  const prose = split(text).prose.join('\n').replaceAll(INLINE_CODE, '');
  const inline = /\]\(\s*<?([^()\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
  const defined = /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?/gm;
  const html = /<(?:a|img)\s[^>]*\b(?:href|src)="([^"]*)"/g;
  return [inline, defined, html].flatMap((form) => [...prose.matchAll(form)].map(([, target = '']) => target));
}

/** What stands between backticks, outside of blocks. */
export function inlineCode(text: string): readonly string[] {
  return split(text).prose.flatMap((line) => [...line.matchAll(INLINE_CODE)].map(([code]) => code.replaceAll('`', '')));
}

/** The names behind `#` that lead somewhere in this text: headings as GitHub names them, and explicit ones. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of split(text).prose) {
    for (const [, name = ''] of line.matchAll(/<a\s[^>]*\b(?:id|name)="([^"]+)"/g)) anchors.add(name);
    const title = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (title === undefined) continue;
    const slug = slugOf(title);
    let name = slug;
    for (let copy = 1; anchors.has(name); copy += 1) name = `${slug}-${copy}`;
    anchors.add(name);
  }
  return anchors;
}

const INLINE_CODE = /(`+)(?!`)[^\n]*?[^`]\1(?!`)/g;

/** https://github.com/Flet/github-slugger: lower case, spaces become hyphens, everything but letters, digits and `_` goes. */
function slugOf(title: string): string {
  const shown = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return shown
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function split(text: string): Parts {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  let open: { readonly fence: string; readonly indent: number; readonly block: Omit<CodeBlock, 'text'> } | undefined;
  let content: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', fence, info = ''] = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    prose.push(open === undefined && fence === undefined ? line : '');
    if (open === undefined) {
      if (fence === undefined) continue;
      const [language = ''] = info.trim().split(/\s/);
      open = { fence, indent: indent.length, block: { language: language.toLowerCase(), line: index + 2 } };
    } else if (fence?.startsWith(open.fence) && info.trim() === '') {
      blocks.push({ ...open.block, text: content.join('\n') });
      [open, content] = [undefined, []];
    } else {
      content.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    }
  }
  if (open !== undefined) blocks.push({ ...open.block, text: content.join('\n') });
  return { blocks, prose };
}
