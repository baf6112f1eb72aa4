/**
 * The documentation holds what it says: links and anchors lead somewhere, names are those of inputs and outputs, and the
 * messages that people search for are those of the code. (YAML: docs-yaml.test.ts.) (Paths of one machine are looked for in every file by supply-chain.test.ts.)
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { INPUT_ROWS, isInputName } from '../../src/action/inputs/input-table.ts';
import { OUTPUTS } from '../../src/action/report/output-table.ts';
import { OPTIONS_OF } from '../../src/delivery/archive/archive-options.ts';
import { presetOf } from '../../src/delivery/http/registry.ts';
import { FINDINGS } from '../../src/evidence/verify/finding.ts';
import { SINK_NAMES } from '../../src/model/sink-name.ts';
import { ANCHORS } from '../../src/source/finding.ts';
import { anchorsOf, codeBlocks, inlineCode, linksOf } from './markdown.ts';
import { breaches, files, paths, ROOT, type Rule, type SourceFile, sourceFile } from './tree.ts';

/** Everything that can be linked to: the paths that exist, and of Markdown the anchors. */
interface Library {
  readonly paths: readonly string[];
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
}

function libraryOf(known: readonly string[], markdown: readonly SourceFile[]): Library {
  return { paths: known, anchors: new Map(markdown.map(({ path, text }) => [path, anchorsOf(text)])) };
}

/** What is wrong with a reference to `path`, from the root of the project, and an anchor in it. */
function missing({ paths, anchors }: Library, path: string, anchor: string | undefined): readonly string[] {
  const exists = path === '.' || paths.some((each) => each === path || each.startsWith(`${path.replace(/\/$/, '')}/`));
  if (!exists) return [`there is no ${path}`];
  const known = anchors.get(path);
  return anchor === undefined || known === undefined || known.has(anchor) ? [] : [`there is no #${anchor} in ${path}`];
}

const linkRule =
  (library: Library): Rule =>
  ({ path, text }) =>
    linksOf(text)
      .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
      .flatMap((target) => {
        const [file = '', anchor] = target.split('#', 2);
        if (file.startsWith('/')) return [`${target}: links are relative to the file`];
        const to = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file));
        return missing(library, to, anchor);
      });

/** References in messages and comments of the code, always from the root of the project. */
const referenceRule =
  (library: Library): Rule =>
  ({ text }) =>
    [...text.matchAll(/(?<![\w/.-])((?:docs\/[\w./-]+|[A-Z]{4,})\.md)(?:#([\w-]+))?/g)].flatMap(
      ([, path = '', anchor]) => missing(library, path, anchor),
    );

/**
 * Commands of the GitHub CLI can be copied: one name stands for the reader's organization, as in the YAML, `OWNER` is the owner of this
 * action only, and a download names a folder, because `gh` overwrites no file.
 */
const commandRule: Rule = ({ text }) => [
  ...[...text.matchAll(/--repo (?!your-organization\/)([^\s`"]+)/g)].map(
    ([, name]) => `--repo ${name}: your-organization/…`,
  ),
  ...[...text.matchAll(/\bOWNER\/(?!collect-audit-log\b)/g)].map(() => 'OWNER is the owner of collect-audit-log only'),
  ...[...text.matchAll(/\bgh run download(?=[^`\n]*--(?:pattern|name))(?![^`\n]*--dir)/g)].map(
    () => 'gh run download: --dir',
  ),
];

const scriptRule =
  (scripts: Readonly<Record<string, string>>): Rule =>
  ({ text }) =>
    [...text.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].flatMap(([, name = '']) =>
      name in scripts ? [] : [`there is no npm run ${name}`],
    );

/** A message in the documentation is put together from pieces of the code, each of two words or more. */
const messageRule =
  (code: string): Rule =>
  ({ text }) =>
    codeBlocks(text)
      .filter(({ language }) => language === 'text')
      .flatMap((block) => block.text.split('\n'))
      .flatMap((line) => line.split(/…|\d+|[:()]| failed /))
      .map((piece) => piece.replaceAll(/^[\s"',.;]+|[\s"',.;]+$/g, ''))
      .filter((piece) => piece !== '' && !isMadeOf(piece.split(' '), code))
      .map((piece) => `no message of the code says "${piece}"`);

function isMadeOf(words: readonly string[], code: string): boolean {
  const isSaid = (text: string) => code.includes(text) || code.includes(text.charAt(0).toLowerCase() + text.slice(1));
  if (isSaid(words.join(' '))) return true;
  return words.some((_, at) => {
    const isCut = at >= 2 && words.length - at >= 2 && isSaid(words.slice(0, at).join(' '));
    return isCut && isMadeOf(words.slice(at), code);
  });
}

/** Written like a name of ours and none: of GitHub, of HTTP, of other programs, of things in our files. */
const OTHER_NAMES = new Set(
  `timeout-minutes cancel-in-progress cache-mode fail-fast max-parallel runs-on continue-on-error working-directory
  id-token pull-requests security-events self-hosted ubuntu-latest private-key installation-id
  content-type retry-after user-agent x-ratelimit-reset x-ratelimit-remaining webhook-id
  collect-audit-log collect-audit-log-manifest collect-audit-log-position ssh-keygen audit-log github-audit state-lost ghec-audit-log-cli https-proxy-agent`.split(
    /\s+/,
  ),
);

const CHOICES = [...Object.values(INPUT_ROWS), ...SINK_NAMES.flatMap((name) => Object.values(presetOf(name).options))]
  .flatMap(({ kind }) => (kind.type === 'choice' ? kind.values : []))
  .concat(SINK_NAMES.flatMap((name) => Object.keys(presetOf(name).options)))
  .concat(Object.values(OPTIONS_OF).flatMap((rows) => Object.keys(rows)))
  .concat(Object.keys(FINDINGS));

/** Inputs, outputs, options and values by their names: `max-pages`, `on-gap: warn`. One that does not exist sends people astray. */
const nameRule: Rule = ({ text }) =>
  inlineCode(text)
    .flatMap((code) => /^[a-z]+(?:-[a-z]+)+(?=$|: )/.exec(code) ?? [])
    .filter((name) => !isInputName(name) && !Object.hasOwn(OUTPUTS, name))
    .filter((name) => !CHOICES.includes(name) && !OTHER_NAMES.has(name) && !outputTexts.includes(`\`${name}\``))
    .map((name) => `there is no ${name} (what is a name of something else belongs into OTHER_NAMES)`);

const outputTexts = Object.values(OUTPUTS).join();

const markdown = files(/\.md$/);
const sources = files(/^src\/.*\.ts$/);
const library = libraryOf(paths(), markdown);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const code = sources.map(({ text }) => text.replaceAll("\\'", "'").replaceAll('\\`', '`')).join('\n');
const troubleshooting = markdown.filter(({ path }) => path === 'docs/troubleshooting.md');

test('every link of the documentation leads somewhere', () => {
  assert.ok(markdown.length > 10);
  assert.deepEqual(breaches(linkRule(library), markdown), []);
});
test('every page that the code names exists', () => {
  assert.deepEqual(breaches(referenceRule(library), sources), []);
});
test('every error finds its section', () => {
  const sections = library.anchors.get('docs/troubleshooting.md');
  assert.deepEqual(
    ANCHORS.filter((anchor) => !sections?.has(anchor)),
    [],
  );
});
test('the messages in docs/troubleshooting.md are those of the code', () => {
  assert.equal(troubleshooting.length, 1);
  assert.deepEqual(breaches(messageRule(code), troubleshooting), []);
});
test('every input, output and option that is named exists', () => {
  assert.deepEqual(
    breaches(
      nameRule,
      markdown.filter(({ path }) => !path.startsWith('test/')),
    ),
    [],
  );
});
test('docs/archive.md names every option of every store', () => {
  const { text = '' } = markdown.find(({ path }) => path === 'docs/archive.md') ?? {};
  const missing = Object.values(OPTIONS_OF)
    .flatMap((rows) => Object.keys(rows))
    .filter((name) => !text.includes(`\`${name}\``));
  assert.deepEqual(missing, []);
});

test('commands of the GitHub CLI can be copied', () => {
  const pages = markdown.filter(({ path }) => path === 'README.md' || /^(?:docs|examples)\//.test(path));
  assert.deepEqual(breaches(commandRule, pages), []);
});
test('every command exists', () => assert.deepEqual(breaches(scriptRule(scripts), markdown), []));
const shelf = libraryOf(
  ['README.md', 'docs/a.md', 'src/x.ts'],
  [
    sourceFile('README.md', '# Use it\n'),
    sourceFile('docs/a.md', '## A `b` [c](d)!\n\n## Twice\n\n## Twice\n<a id="x"></a>\n'),
  ],
);
const fenced = (text: string, language: string) => `a\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;

const wrong: readonly (readonly [Rule, string, string])[] = [
  [linkRule(shelf), 'docs/a.md', '[a](b.md)'],
  [linkRule(shelf), 'docs/a.md', '[a](README.md)'],
  [linkRule(shelf), 'docs/a.md', '[a](../README.md#use)'],
  [linkRule(shelf), 'docs/a.md', '[a](#nowhere)'],
  [linkRule(shelf), 'docs/a.md', '[a](/README.md)'],
  [linkRule(shelf), 'README.md', 'Here is [`code`](docs/b.md "title").'],
  [linkRule(shelf), 'README.md', '![picture](a.png)'],
  [linkRule(shelf), 'README.md', '[a]: docs/a.md#twice-2'],
  [linkRule(shelf), 'README.md', '<a href="docs/b.md">b</a>'],
  [referenceRule(shelf), 'src/x.ts', "hint: 'See docs/b.md.'"],
  [referenceRule(shelf), 'src/x.ts', "hint: 'See docs/a.md#b.'"],
  [referenceRule(shelf), 'src/x.ts', '// see README.md#used'],
  [commandRule, 'README.md', '`gh secret set TOKEN --repo OWNER`'],
  [commandRule, 'docs/a.md', 'See OWNER/REPOSITORY.'],
  [commandRule, 'docs/a.md', "`gh run download --repo your-organization/a --pattern 'audit-log-*'`"],
  [scriptRule({ test: '' }), 'README.md', 'Say `npm run tets`.'],
  [nameRule, 'docs/a.md', 'Raise `max-page`.'],
  [nameRule, 'docs/a.md', '| `on-gaps: warn` | a |'],
  [messageRule("'the token is `wrong`, expired'"), 'docs/a.md', fenced('… the token is worn out, expired.', 'text')],
  [messageRule("'the token is wrong, expired'"), 'docs/a.md', fenced('the token is', 'text').replace('is', 'is now')],
];

for (const [rule, path, text] of wrong) {
  test(`refused in ${path}: ${JSON.stringify(text)}`, () => assert.equal(rule(sourceFile(path, text)).length, 1));
}

const right: readonly (readonly [Rule, string, string])[] = [
  [
    commandRule,
    'docs/a.md',
    '`gh run download --repo your-organization/a --name b --dir c`, OWNER/collect-audit-log@v1',
  ],
  [
    linkRule(shelf),
    'docs/a.md',
    '[a](../README.md#use-it) [b](#twice-1) [c](#x) [d](a.md#a-b-c) [e](../src/) [f](https://x.y/z#a)',
  ],
  [linkRule(shelf), 'docs/a.md', `\`[a](b.md)\` ${fenced('[a](b.md)', 'md')}`],
  [
    nameRule,
    'docs/a.md',
    '`max-pages`, `on-gap: warn`, `lag-seconds`, `splunk-hec`, `ack-every: 1s`, `rate-limit`, `id-token`, `npm run x-y`',
  ],
  [referenceRule(shelf), 'src/x.ts', '`See docs/a.md#${anchor}, docs/a.md#twice and README.md#use-it.`'],
  [
    messageRule("'the token is wrong' + ', or it has expired'"),
    'docs/a.md',
    fenced('The token is wrong or it has expired.', 'text'),
  ],
];

for (const [rule, path, text] of right) {
  test(`allowed in ${path}: ${JSON.stringify(text)}`, () => assert.deepEqual(rule(sourceFile(path, text)), []));
}
