/** The tests themselves: all are run, none is left out, and nothing is replaced behind the back of the code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STAGES } from '../../scripts/stages.ts';
import { breaches, files, paths, type Rule, sourceFile } from './tree.ts';

const rooms = new Set(STAGES.flatMap(({ tests }) => (tests === undefined ? [] : [tests])));

const leftOutRule: Rule = ({ code }) => {
  const found =
    /\b(test|it|describe|suite|t)\.(skip|only|todo)\b|\bt(est)?\.runOnly\b|[{,]\s*(skip|only|todo)\s*:/.exec(code);
  return found === null ? [] : [`${found[0].trim()}: a test runs, or it is not there`];
};

const moduleMockRule: Rule = ({ code }) =>
  /\bmock\.module\b/.test(code) ? ['no module mocks: make it a parameter'] : [];

const reachedRule: Rule = ({ path, text }) => {
  const isTest = path.endsWith('.test.ts');
  if (!isTest)
    return /from 'node:test'/.test(text) && /^test\(/m.test(text) ? ['holds tests, but no stage runs it'] : [];
  const room = path.split('/')[1] ?? '';
  return path.startsWith('test/') && rooms.has(room)
    ? []
    : [`no stage runs it; they run test/${[...rooms].join(', test/')}`];
};

const all = files(/\.ts$/);

test('no test is left out', () => assert.deepEqual(breaches(leftOutRule, all), []));
test('no module is mocked', () => assert.deepEqual(breaches(moduleMockRule, all), []));
test('every test is run by a stage', () => assert.deepEqual(breaches(reachedRule, all), []));

test('every stage of tests finds its files', () => {
  for (const { args, tests } of STAGES) {
    if (tests === undefined) continue;
    assert.ok(args.includes(`test/${tests}/**/*.test.ts`), tests);
    assert.ok(
      paths().some((path) => path.startsWith(`test/${tests}/`) && path.endsWith('.test.ts')),
      `test/${tests}/ is empty`,
    );
  }
});

const wrong: readonly (readonly [Rule, string, string])[] = [
  [leftOutRule, 'test/unit/a.test.ts', "test.skip('a', () => {});"],
  [leftOutRule, 'test/unit/a.test.ts', "describe.only('a', () => {});"],
  [leftOutRule, 'test/unit/a.test.ts', "test('a', { skip: true }, () => {});"],
  [leftOutRule, 'test/unit/a.test.ts', "test('a', { timeout: 5, todo: 'later' }, () => {});"],
  [moduleMockRule, 'test/unit/a.test.ts', "mock.module('./a.ts', {});"],
  [moduleMockRule, 'test/unit/a.test.ts', "t.mock.module('./a.ts', {});"],
  [reachedRule, 'test/attic/a.test.ts', ''],
  [reachedRule, 'src/model/claims.test.ts', ''],
  [reachedRule, 'test/unit/a.ts', "import { test } from 'node:test';\ntest('a', () => {});"],
];

for (const [rule, path, text] of wrong) {
  test(`refused: ${path} ${text.split('\n').at(-1)}`, () => assert.equal(rule(sourceFile(path, text)).length, 1));
}

test('a word in a sentence is not a skip', () => {
  const file = sourceFile('test/unit/a.test.ts', "test('skip: what test.only would do', () => {});");
  assert.deepEqual([...leftOutRule(file), ...reachedRule(file)], []);
});
