/** `signing-key` and `trusted-keys` with keys that the real `ssh-keygen` makes: every form that is accepted, and what is said of any other. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { maskForms, readSecrets } from '../../src/action/inputs/secrets.ts';
import { openFolder } from '../scenario/folder.ts';
import { parse, problemsOf } from '../unit/action/input-values.ts';

interface Pair {
  readonly text: string;
  readonly line: string;
}

await using folder = await openFolder();
async function keygen(name: string, ...options: readonly string[]): Promise<Pair> {
  const path = join(folder.path, name);
  execFileSync('ssh-keygen', ['-q', '-N', '', '-C', 'collector', '-f', path, ...options]);
  return { text: await readFile(path, 'utf8'), line: (await readFile(`${path}.pub`, 'utf8')).trim() };
}
const own = await keygen('own', '-t', 'ed25519');
const other = await keygen('other', '-t', 'ed25519');
const rsa = await keygen('rsa', '-t', 'rsa', '-b', '2048');
const locked = await keygen('locked', '-t', 'ed25519', '-N', 'passphrase');

describe('a signing key is accepted', () => {
  const forms: Readonly<Record<string, (text: string) => string>> = {
    'as ssh-keygen wrote it': (text) => text,
    'with line breaks of Windows': (text) => text.replaceAll('\n', '\r\n'),
    'with \\n written out': (text) => text.trim().replaceAll('\n', '\\n'),
    'on one line': (text) => text.trim().replaceAll('\n', ' '),
    'in quotes': (text) => `"${text.trim()}"`,
    'as base64 of the file': (text) => Buffer.from(text).toString('base64'),
  };
  for (const [name, put] of Object.entries(forms)) {
    test(name, () => {
      const text = put(own.text);
      const { signing } = parse({ 'signing-key': text });
      const body = (pem = '') => pem.replaceAll(/-----[^-]+-----|\s/g, '');
      assert.equal(body(signing?.key), body(own.text));
      // Whatever form it has, each line of the key is masked, because a program can print it line by line.
      const masked = new Set(readSecrets((input) => (input === 'signing-key' ? text : '')).flatMap(maskForms));
      const lines = own.text.split('\n').filter((line) => line.length > 40);
      if (!name.includes('one line')) assert.ok(lines.every((line) => masked.has(line)));
      assert.ok(masked.has(text.trim()));
    });
  }
});

describe('a signing key is refused', () => {
  const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'with a passphrase': [locked.text, 'it is protected by a passphrase'],
    'of another kind': [rsa.text, 'it is not an Ed25519 key'],
    'that is the public one': [own.line, 'it is a public key; the private one is in the file without .pub'],
    'in the format of OpenSSL': [pem, 'it is a private key in another format than that of OpenSSH'],
    'without its last line': [
      own.text.trim().split('\n').slice(0, -1).join('\n'),
      'it is not an OpenSSH private key with its first and its last line',
    ],
    'without a line in the middle': [own.text.split('\n').toSpliced(2, 1).join('\n'), 'it is damaged'],
    'that is masked': ['***', 'it is the mask of a secret, not the secret'],
    'that nobody evaluated': ['${{ secrets.KEY }}', 'it is an expression that the runner did not evaluate'],
  };
  for (const [name, [text, why]] of Object.entries(cases)) {
    test(name, () => {
      const [problem = '', ...more] = problemsOf({ 'signing-key': text });
      assert.deepEqual(more, []);
      const expected = `signing-key: got a value that is not shown, which is no key to sign with: ${why}. Make one with`;
      assert.ok(problem.startsWith(expected), problem);
      for (const line of text.split('\n').filter((each) => each.length > 40)) assert.ok(!problem.includes(line));
    });
  }
});

test('trusted keys: one a line, with comments; anything else, or no signing key, is an error', () => {
  const keys = `# the old one\n${other.line}\n\n  ${own.line}  \r\n`;
  const { signing } = parse({ 'signing-key': own.text, 'trusted-keys': keys });
  const bodies = [other, own].map(({ line }) => line.split(' ')[1]);
  assert.deepEqual(signing?.trusted, bodies);
  for (const wrong of ['ssh-ed25519 AAAA', own.line.slice(0, 40), 'ssh-rsa AAAAB3NzaC1yc2E= x']) {
    const [problem = ''] = problemsOf({ 'signing-key': own.text, 'trusted-keys': `${other.line}\n${wrong}` });
    assert.match(problem, /^trusted-keys: got .*it accepts public keys, `ssh-ed25519 …`, one per line/);
  }
  const [alone = ''] = problemsOf({ 'trusted-keys': other.line });
  assert.match(alone, /^trusted-keys: without `signing-key` no signature is looked at/);
});
