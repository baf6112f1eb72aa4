import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InputError } from '../../../src/model/errors.ts';
import { parseCommandLine } from '../../../src/terminal/command-line.ts';

const NOTHING = { inputs: new Map(), stdout: false };

test('collect is the command when none is named', () => {
  assert.deepEqual(parseCommandLine([]), { kind: 'collect', ...NOTHING });
  assert.deepEqual(parseCommandLine(['collect', '--stdout']), { kind: 'collect', ...NOTHING, stdout: true });
  const inputs = new Map([['organization', 'acme']]);
  assert.deepEqual(parseCommandLine(['--organization', 'acme']), { kind: 'collect', ...NOTHING, inputs });
});

test('help wins over everything else, and is that of the named command', () => {
  assert.deepEqual(parseCommandLine(['--nonsense', '-h']), { kind: 'help', of: undefined, all: false });
  assert.deepEqual(parseCommandLine(['collect', '--help', '--all']), { kind: 'help', of: 'collect', all: true });
});

test('the version, with a command or without', () => {
  for (const args of [['--version'], ['collect', '--version']])
    assert.deepEqual(parseCommandLine(args), { kind: 'version' });
});

test('a command that does not exist is an error that names the one that was meant', () => {
  for (const args of [['colect'], ['colect', '--help']]) {
    assert.throws(
      () => parseCommandLine(args),
      (error) =>
        error instanceof InputError && /"colect" is not a command; did you mean `collect`\?/.test(error.message),
    );
  }
  assert.throws(() => parseCommandLine(['ghp_0123456789abcdefghij']), /"\*\*\*" is not a command$/);
});
