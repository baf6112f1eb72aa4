import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InputName } from '../../../src/action/inputs/input-table.ts';
import { InputError } from '../../../src/model/errors.ts';
import { readTerminalInputs } from '../../../src/terminal/terminal-inputs.ts';

type Given = Readonly<Partial<Record<InputName, string>>>;

function read(flags: Given, variables: Readonly<Record<string, string | undefined>> = {}) {
  return readTerminalInputs(new Map(Object.entries(flags) as [InputName, string][]), variables);
}

const SHELL = {
  GITHUB_TOKEN: 'ghp_shell',
  GITHUB_ORG: 'shell-org',
  GITHUB_API_URL: 'https://api.shell.ghe.com',
};

test('an input without a flag comes from the usual variables, then from the defaults of a terminal', () => {
  const inputs = read({}, SHELL);
  assert.equal(inputs.read('token'), 'ghp_shell');
  assert.equal(inputs.read('organization'), 'shell-org');
  assert.equal(inputs.read('enterprise'), '');
  assert.equal(inputs.read('api-url'), 'https://api.shell.ghe.com');
  assert.equal(inputs.read('artifact'), 'false');
  assert.equal(inputs.read('per-page'), '', 'the table has its default');
  assert.equal(read({}).read('api-url'), 'https://api.github.com');
});

test('a flag wins, and one target keeps the other one of the environment away', () => {
  const inputs = read({ enterprise: 'acme-corp', token: 'env:MINE' }, { ...SHELL, MINE: 'ghp_mine' });
  assert.equal(inputs.read('organization'), '');
  assert.equal(inputs.read('enterprise'), 'acme-corp');
  assert.equal(inputs.read('token'), 'ghp_mine');
  assert.equal(read({ 'replay-dir': 'x' }, SHELL).read('token'), '', 'a replay needs none');
});

test('a GitHub App keeps the token of the environment away', () => {
  const inputs = read({ 'app-id': '12', 'app-private-key': 'env:KEY' }, { ...SHELL, KEY: 'one\ntwo' });
  assert.equal(inputs.read('token'), '');
  assert.equal(inputs.read('app-private-key'), 'one\ntwo');
  assert.deepEqual(inputs.exposed, []);
});

test('only secrets on the command line are reported', () => {
  assert.deepEqual(read({ token: 'ghp_open', include: 'web' }).exposed, ['token']);
  assert.deepEqual(read({ token: 'env:T' }, { T: 'x' }).exposed, []);
  assert.deepEqual(read({ 'sink-headers': 'env:A\nX-Y: z' }, { A: 'B: c' }).exposed, ['sink-headers']);
});

test('a variable is named line by line, and can hold several lines', () => {
  const inputs = read({ 'sink-headers': 'X-Y: z\nenv:MORE' }, { MORE: 'A: 1\nB: 2' });
  assert.equal(inputs.read('sink-headers'), 'X-Y: z\nA: 1\nB: 2');
});

for (const variables of [{}, { NOPE: '' }]) {
  test(`a named variable that is ${'NOPE' in variables ? 'empty' : 'unset'} is an error, whatever else is set`, () => {
    assert.throws(
      () => read({ token: 'env:NOPE', 'sink-token': 'env:NOPE' }, { ...SHELL, ...variables }),
      (error) =>
        error instanceof InputError && error.message.match(/NOPE, which is not set or is empty/g)?.length === 2,
    );
  });
}

test('a malformed name of a variable is not shown: it can be the secret itself', () => {
  assert.throws(
    () => read({ token: 'env:ghp-canary' }),
    (error) => error instanceof InputError && !error.message.includes('canary'),
  );
});
