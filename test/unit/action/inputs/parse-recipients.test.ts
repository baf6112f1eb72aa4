import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createEncryption } from '../../../../src/evidence/encryption.ts';
import { parse, problemsOf } from '../input-values.ts';

const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const hybrid = await identityToRecipient(await generateHybridIdentity());

test('recipients stand one a line, with comments between, and a repeated one counts once', () => {
  assert.deepEqual(parse({}).encryptTo, []);
  const text = `# the auditors\n${recipient}\n\n  ${hybrid}\n${recipient}`;
  assert.deepEqual(parse({ 'encrypt-to': text }).encryptTo, [recipient, hybrid]);
});

test('the library encrypts to every accepted recipient', async () => {
  for (const each of [recipient, hybrid]) {
    assert.deepEqual(problemsOf({ 'encrypt-to': each }), []);
    assert.ok((await createEncryption([each])([Buffer.from('x')])).length > 0);
  }
});

test('a wrong character anywhere is found', () => {
  for (let at = 0; at < recipient.length; at += 1) {
    const wrong = `${recipient.slice(0, at)}${recipient[at] === 'q' ? 'p' : 'q'}${recipient.slice(at + 1)}`;
    assert.match(problemsOf({ 'encrypt-to': `${recipient}\n${wrong}` })[0] ?? '', /mistake in recipient 2/, wrong);
  }
});

test('a text that is not an age recipient is refused, with what is accepted instead', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl', /need no plugin/],
    ['age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t', /need no plugin/],
    [recipient.toUpperCase(), /not a recipient of age/],
    [recipient.slice(0, -1), /not a recipient of age/],
    ['someone@example.com', /not a recipient of age/],
  ];
  for (const [value, expected] of cases) assert.match(problemsOf({ 'encrypt-to': value })[0] ?? '', expected);
});

test('a secret key in the place of a recipient, or anywhere else, is named and not shown', () => {
  for (const name of ['encrypt-to', 'phrase', 'user-agent'] as const) {
    const [problem = ''] = problemsOf({ [name]: identity });
    assert.match(problem, /no input accepts a secret key of age/);
    assert.ok(!problem.includes(identity.slice(20)), 'it is not shown');
  }
});
