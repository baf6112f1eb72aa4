/** What the inputs of keys and of private fields say when they are wrong, word for word: docs/troubleshooting.md explains each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bech32 } from '@scure/base';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { parseSigningKey } from '../../../../src/evidence/ssh-signature.ts';
import { problemsOf } from '../input-values.ts';

const KEY = 'a secret of thirty-two characters';
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const short = bech32.encodeFromBytes('age', new Uint8Array(16));
const mistyped = `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`;
const mistake = (of: string) => `encrypt-to: got "${of}", which has a mistake in recipient 1: `;
const needed = 'is needed to know which event it is, what happened and when; it stays in every event';

const CASES: readonly (readonly [Parameters<typeof problemsOf>[0], string])[] = [
  [{ 'encrypt-to': mistyped }, `${mistake(mistyped)}it is not a recipient of age, or a character of it is wrong`],
  [{ 'encrypt-to': short }, `${mistake(short)}it is not as long as a recipient`],
  [
    { 'encrypt-to': 'ssh-ed25519 AAAA' },
    `${mistake('ssh-ed25519 AAAA')}only recipients that begin with \`age1\` and need no plugin can be used`,
  ],
  [
    { 'encrypt-to': identity },
    'encrypt-to: got a value that is not shown, because it looks like a secret: no input accepts a secret key of age; `encrypt-to` accepts its public key, `age1…`. Create a new one if a log has shown it',
  ],
  [
    { 'pseudonymize-fields': 'actor' },
    'pseudonym-key: is empty: for `pseudonymize-fields` it accepts a secret of at least 32 characters',
  ],
  [{ 'pseudonym-key': KEY }, 'pseudonym-key: it has no effect without fields; set `pseudonymize-fields`'],
  [
    { 'drop-fields': 'actor', 'pseudonymize-fields': 'actor', 'pseudonym-key': KEY },
    'pseudonymize-fields: `actor` stands in `drop-fields` as well',
  ],
  [{ 'drop-fields': 'action' }, `drop-fields: got "action": \`action\` ${needed}`],
];

for (const [inputs, expected] of CASES) {
  test(expected.slice(0, 110), () => {
    const [problem = '', ...more] = problemsOf(inputs);
    assert.deepEqual(more, []);
    assert.equal(problem.replaceAll(/…"/g, '"').slice(0, 40), expected.slice(0, 40));
    assert.ok(problem.endsWith(expected.slice(expected.indexOf(': ', 30) + 2)), problem);
  });
}

test('a file that holds more than one key', () => {
  const field = (text: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(text.length);
    return Buffer.concat([size, Buffer.from(text)]);
  };
  const two = Buffer.from([0, 0, 0, 2]);
  const blob = Buffer.concat([Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), two]);
  const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${blob.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
  assert.deepEqual(parseSigningKey(text), { kind: 'no-key', because: 'it holds more than one key' });
});
