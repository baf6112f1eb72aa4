/** Size, names and openings: a newcomer guesses from a file's name what is in it, and reads it in one go. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaches, files, type Rule, sourceFile } from './tree.ts';

const LINES_MAX = 250;
const NAMELESS = /(^|\/)(utils?|helpers?|common|types|interfaces|misc|shared|lib)(\/|\.ts$)/;

const sizeRule: Rule = ({ text }) => {
  const lines = text.split('\n').length - 1;
  return lines <= LINES_MAX ? [] : [`${lines} lines ask to be two files`];
};

const nameRule: Rule = ({ path }) => {
  const found = NAMELESS.exec(path);
  return found === null ? [] : [`${found[2]} says nothing: name the thing that is in it`];
};

/** A file that only passes on what others export hides where things are, and ties modules together that need not be. */
const barrelRule: Rule = ({ path, code }) => {
  const passesOn = /\bexport\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s*)?from\b/.test(code);
  if (/(^|\/)index\.ts$/.test(path)) return ['no index files: import from the file that has it'];
  return passesOn ? ['passes on the exports of another file: import from that one'] : [];
};

const openingRule: Rule = ({ text }) =>
  /^(#!.*\n)?(\/\*\*|\/\/)/.test(text) ? [] : ['open with what this file is responsible for'];

const typescript = files(/^(src|scripts|test|bench)\/.*\.ts$/);

test('no file is too long', () => assert.deepEqual(breaches(sizeRule, typescript), []));
test('no nameless folder or file', () => assert.deepEqual(breaches(nameRule, typescript), []));
test('no barrel', () => assert.deepEqual(breaches(barrelRule, typescript), []));
test('every source file says what it is for', () => {
  const sources = typescript.filter(({ path }) => !path.endsWith('.test.ts'));
  assert.deepEqual(breaches(openingRule, sources), []);
});

const wrong: readonly (readonly [Rule, string, string])[] = [
  [sizeRule, 'src/a.ts', 'x;\n'.repeat(LINES_MAX + 1)],
  [nameRule, 'src/source/utils.ts', ''],
  [nameRule, 'src/common/a.ts', ''],
  [nameRule, 'test/helpers/a.ts', ''],
  [nameRule, 'src/types/a.ts', ''],
  [barrelRule, 'src/source/index.ts', 'const x = 1;'],
  [barrelRule, 'src/source/source.ts', "export * from './page.ts';"],
  [barrelRule, 'src/source/source.ts', "export type { Page } from './page.ts';"],
  [barrelRule, 'src/source/source.ts', "export * as page from './page.ts';"],
  [openingRule, 'src/source/source.ts', "import { x } from './page.ts';"],
];

for (const [rule, path, text] of wrong) {
  test(`refused: ${path} ${text.split('\n')[0]}`, () => {
    assert.equal(rule(sourceFile(path, text)).length, 1);
  });
}

test('the longest file that is allowed', () => {
  assert.deepEqual(sizeRule(sourceFile('src/a.ts', 'x;\n'.repeat(LINES_MAX))), []);
});

test('an export of its own is not a barrel', () => {
  const file = sourceFile('src/a.ts', "export { x };\nimport { y } from './b.ts';\nexport const z = y;");
  assert.deepEqual([...barrelRule(file), ...nameRule(file)], []);
});
