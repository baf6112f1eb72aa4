/**
 * The documentation holds what it says: links and anchors lead somewhere, YAML is what GitHub takes, and the messages that
 * people search for are those of the code. (Paths of one machine are looked for in every file by supply-chain.test.ts.)
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { isMap, isScalar, type Node, parseDocument, visit } from 'yaml';
import { lintGrammar } from '../../scripts/workflow-grammar.ts';
import { lintPins } from '../../scripts/workflow-rules.ts';
import { isInputName } from '../../src/action/input-table.ts';
import { ANCHORS } from '../../src/source/finding.ts';
import { anchorsOf, codeBlocks, linksOf } from './markdown.ts';
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

const scriptRule =
  (scripts: Readonly<Record<string, string>>): Rule =>
  ({ text }) =>
    [...text.matchAll(/\bnpm run ([\w:-]+)/g)].flatMap(([, name = '']) =>
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

const isYaml = ({ language }: { readonly language: string }) => language === 'yaml' || language === 'yml';

/** Blocks that are no YAML, name inputs that we do not have, or run an action that can change under us. */
const yamlRule: Rule = ({ text }) =>
  codeBlocks(text)
    .filter(isYaml)
    .flatMap((block) => {
      const document = parseDocument(block.text);
      const broken = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? '');
      const found = broken.length > 0 ? broken : [...foreignInputs(document.contents), ...lintPins(block.text)];
      return found.map((what) => `block in line ${block.line}: ${what}`);
    });

/** Keys below `with:` that are no input of ours, unless the step uses something else. */
function foreignInputs(root: Node | null): readonly string[] {
  const found: string[] = [];
  visit(root, {
    Map(_, step) {
      const given = step.get('with');
      const uses = step.get('uses');
      const isOther = typeof uses === 'string' && !/(^|\/)collect-audit-log@|^\$?\.?\/\.?(github\/|$)/.test(uses);
      if (!isMap(given) || isOther) return;
      const names = given.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
      found.push(...names.filter((name) => !isInputName(name)).map((name) => `there is no input ${name}`));
    },
  });
  return found;
}

/** What GitHub would refuse in the workflows of a text; a list is taken for the steps of one. */
async function grammarFaults({ text }: SourceFile): Promise<readonly string[]> {
  const faults: string[] = [];
  const read = (path: string) => readFile(join(ROOT, path), 'utf8');
  for (const block of codeBlocks(text).filter(isYaml)) {
    const content: unknown = parseDocument(block.text).toJS();
    const isWorkflow = typeof content === 'object' && content !== null && 'jobs' in content;
    const workflow = Array.isArray(content) ? STEPS + block.text.replaceAll(/^/gm, '      ') : block.text;
    if (!isWorkflow && !Array.isArray(content)) continue;
    const found = await lintGrammar({ place: '.github/workflows/docs.yml', text: workflow, read });
    faults.push(...found.map((what) => `block in line ${block.line}: ${what}`));
  }
  return faults;
}

const STEPS = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n';

const markdown = files(/\.md$/);
const sources = files(/^src\/.*\.ts$/);
const library = libraryOf(paths(), markdown);
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const code = sources.map(({ text }) => text.replaceAll("\\'", "'")).join('\n');
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
test('every command exists', () => assert.deepEqual(breaches(scriptRule(scripts), markdown), []));
test('every block of YAML is right, and its inputs are ours', () => assert.deepEqual(breaches(yamlRule, markdown), []));
test('every workflow is one that GitHub takes', async () => {
  for (const file of markdown) assert.deepEqual(await grammarFaults(file), [], file.path);
});

const shelf = libraryOf(
  ['README.md', 'docs/a.md', 'src/x.ts'],
  [
    sourceFile('README.md', '# Use it\n'),
    sourceFile('docs/a.md', '## A `b` [c](d)!\n\n## Twice\n\n## Twice\n<a id="x"></a>\n'),
  ],
);
const fenced = (text: string, language = 'yaml') => `a\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
const ours = '- uses: OWNER/collect-audit-log@v1\n  with:\n';

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
  [scriptRule({ test: '' }), 'README.md', 'Say `npm run tets`.'],
  [messageRule("'the token is `wrong`, expired'"), 'docs/a.md', fenced('… the token is worn out, expired.', 'text')],
  [messageRule("'the token is wrong, expired'"), 'docs/a.md', fenced('the token is', 'text').replace('is', 'is now')],
  [yamlRule, 'README.md', fenced('a: b: c')],
  [yamlRule, 'README.md', fenced('a: 1\na: 2')],
  [yamlRule, 'README.md', fenced(`${ours}    organisation: a`)],
  [yamlRule, 'README.md', `1. a\n${fenced('with:\n  mode: x', 'yml').replaceAll(/^/gm, '   ')}`],
  [yamlRule, 'README.md', fenced('- uses: ./\n  with: { x: 1 }')],
  [yamlRule, 'README.md', fenced('- uses: actions/checkout@v4')],
];

for (const [rule, path, text] of wrong) {
  test(`refused in ${path}: ${JSON.stringify(text)}`, () => assert.equal(rule(sourceFile(path, text)).length, 1));
}

const right: readonly (readonly [Rule, string, string])[] = [
  [
    linkRule(shelf),
    'docs/a.md',
    '[a](../README.md#use-it) [b](#twice-1) [c](#x) [d](a.md#a-b-c) [e](../src/) [f](https://x.y/z#a)',
  ],
  [linkRule(shelf), 'docs/a.md', `\`[a](b.md)\` ${fenced('[a](b.md)', 'md')}`],
  [referenceRule(shelf), 'src/x.ts', '`See docs/a.md#${anchor}, docs/a.md#twice and README.md#use-it.`'],
  [
    messageRule("'the token is wrong' + ', or it has expired'"),
    'docs/a.md',
    fenced('The token is wrong or it has expired.', 'text'),
  ],
  [
    yamlRule,
    'README.md',
    fenced(`${ours}    organization: a\n- uses: other/action@${'0'.repeat(40)} # v1.2.3\n  with: { x: 1 }`),
  ],
];

for (const [rule, path, text] of right) {
  test(`allowed in ${path}: ${JSON.stringify(text)}`, () => assert.deepEqual(rule(sourceFile(path, text)), []));
}

test('the grammar is asked about workflows and steps, and about nothing else', async () => {
  const faults = (text: string) => grammarFaults(sourceFile('README.md', fenced(text)));
  assert.equal((await faults('on: push\njobs:\n  a:\n    run-on: x\n    steps: [{ run: a }]')).length > 0, true);
  assert.equal((await faults('- uses: OWNER/collect-audit-log@v1\n  wiht: {}')).length > 0, true);
  assert.deepEqual(await faults(`${ours}    organization: a\n    token: x`), []);
  assert.deepEqual(await faults('permissions:\n  actions: read'), []);
});
