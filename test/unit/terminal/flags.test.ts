import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { INPUT_NAMES, INPUT_ROWS, type InputName } from '../../../src/action/inputs/input-table.ts';
import { InputError } from '../../../src/model/errors.ts';
import { parseFlags } from '../../../src/terminal/flags.ts';
import { nearest } from '../../../src/terminal/nearest.ts';

function inputsOf(...args: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(parseFlags(args).inputs);
}

function problemsOf(...args: readonly string[]): readonly string[] {
  try {
    parseFlags(args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}

test('every input is a flag, with its value behind it or attached', () => {
  for (const name of INPUT_NAMES) {
    const value = INPUT_ROWS[name].kind.type === 'boolean' ? 'false' : 'a=b c';
    assert.deepEqual(inputsOf(`--${name}`, value), { [name]: value });
    assert.deepEqual(inputsOf(`--${name}=${value}`), { [name]: value });
  }
});

test('a boolean alone is true, and takes no word that is none', () => {
  assert.deepEqual(inputsOf('--sink-gzip', '--include', 'web'), { 'sink-gzip': 'true', include: 'web' });
  assert.deepEqual(problemsOf('--sink-gzip', 'yes'), ['- "yes": this is not a flag; flags begin with `--`']);
  assert.deepEqual(inputsOf('--sink-gzip=perhaps'), { 'sink-gzip': 'perhaps' });
});

test('a value may begin with one dash, and with two when it is attached', () => {
  assert.deepEqual(inputsOf('--phrase', '-action:git.clone'), { phrase: '-action:git.clone' });
  assert.deepEqual(inputsOf('--phrase=--x'), { phrase: '--x' });
  assert.deepEqual(inputsOf('--phrase='), { phrase: '' });
  assert.equal(problemsOf('--phrase', '--include', 'web').length, 1);
  assert.match(problemsOf('--phrase')[0] ?? '', /--phrase: it needs a value/);
});

test('inputs of several lines are given line by line, any other only once', () => {
  assert.deepEqual(inputsOf('--sink-headers', 'A: 1', '--sink-headers=B: 2'), { 'sink-headers': 'A: 1\nB: 2' });
  assert.deepEqual(problemsOf('--include', 'web', '--include', 'git'), ['- --include: it is given twice']);
});

test('a token in the wrong place is not shown, not even in part', () => {
  const token = 'ghp_0123456789abcdefghijABCDEFGHIJ0123';
  for (const args of [[token], [`--${token}`], ['-t', token], [`-----BEGIN RSA PRIVATE KEY-----\n${token}`]]) {
    const message = problemsOf(...args).join();
    assert.notEqual(message, '');
    assert.doesNotMatch(message, /ghp|0123|KEY/);
  }
});

test('all problems are reported at once, with the name that was probably meant', () => {
  assert.deepEqual(problemsOf('--organisation', 'acme', '--per_page', '5', '--colour').slice(0, 1), [
    '- "--organisation": this flag does not exist; did you mean --organization?',
  ]);
  assert.equal(problemsOf('--organisation', 'acme').length, 1, 'the value behind it is no problem of its own');
  const all = problemsOf('--per_page=5', '--colour');
  assert.match(all[0] ?? '', /did you mean --per-page\?/);
  assert.equal(all[1], '- "--colour": this flag does not exist');
});

test('stdout is a flag of the terminal; version and help stand alone', () => {
  assert.deepEqual(parseFlags(['--stdout']), { inputs: new Map(), stdout: true });
  for (const flag of ['--version', '--help']) assert.equal(problemsOf('--stdout', flag).length, 1);
});

test('no command line makes it fail with anything but an InputError', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom<string>(...INPUT_NAMES.map((name) => `--${name}`), '--', '--=', '-h'),
  );
  fc.assert(
    fc.property(fc.array(word), (args) => {
      problemsOf(...args);
    }),
  );
});

test('a long word is shown in part only: it can be a secret', () => {
  assert.ok(
    !problemsOf(`ghp_${'x'.repeat(36)}`)
      .join()
      .includes('x'.repeat(31)),
  );
});

const meant: readonly (readonly [string, InputName | undefined])[] = [
  ['organisation', 'organization'],
  ['org', 'organization'],
  ['orgnization', 'organization'],
  ['sink-header', 'sink-headers'],
  ['State-Dir', 'state-dir'],
  ['sink', undefined],
  ['verbose', undefined],
  ['', undefined],
];
for (const [given, name] of meant) {
  test(`"${given}" is ${name === undefined ? 'like nothing else' : `most likely ${name}`}`, () => {
    assert.equal(
      nearest(
        given,
        INPUT_NAMES.filter((each) => each !== given),
      ),
      name,
    );
  });
}
