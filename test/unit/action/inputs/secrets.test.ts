import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  createRedactor,
  keepSecrets,
  MASK_LENGTH_MIN,
  maskForms,
  maskSecrets,
  readSecrets,
} from '../../../../src/action/inputs/secrets.ts';
import { anyText } from '../any-text.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const anySecret = fc.string({ unit: 'grapheme', minLength: MASK_LENGTH_MIN, maxLength: 40 }).filter((text) => {
  return text.trim().length >= MASK_LENGTH_MIN && !text.includes('*');
});

test('the secret inputs are read, empty ones left out', () => {
  const values: Record<string, string> = { token: 'one-token', 'github-token': '', organization: 'acme' };
  assert.deepEqual(
    readSecrets((name) => values[name] ?? ''),
    ['one-token'],
  );
});

test('every form of a secret is masked', () => {
  const secret = 'päss wörd/+1';
  const forms = maskForms(secret);
  for (const form of [
    secret,
    base64(secret),
    base64(secret).replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
    base64(`x-access-token:${secret}`),
    base64(`${secret}:`),
    base64(`:${secret}`),
    base64(`${secret}:x-oauth-basic`),
  ]) {
    assert.ok(forms.includes(form), form);
  }
});

test('every line of a secret is masked for itself, with either line break', () => {
  const forms = maskForms('-----BEGIN KEY-----\nabcdefgh\r\nijklmnop\n');
  for (const line of ['abcdefgh', 'ijklmnop', base64('abcdefgh')]) assert.ok(forms.includes(line), line);
  assert.ok(forms.includes('-----BEGIN KEY-----\\nabcdefgh\\r\\nijklmnop'), 'JSON-escaped');
});

test('nothing shorter than four characters is masked', () => {
  assert.deepEqual(maskForms('abc'), []);
  assert.deepEqual(maskForms('   a   '), []);
  fc.assert(
    fc.property(anyText(40), (secret) => {
      for (const form of maskForms(secret)) assert.ok(form.trim().length >= MASK_LENGTH_MIN, JSON.stringify(form));
    }),
  );
});

test('masks are registered for all secrets', () => {
  const masked: string[] = [];
  maskSecrets(['first-secret', 'second-secret'], (value) => masked.push(value));
  for (const form of ['first-secret', base64('second-secret')]) assert.ok(masked.includes(form), form);
});

test('no form of a secret outlives the redactor', () => {
  fc.assert(
    fc.property(anySecret, fc.array(fc.oneof(fc.nat({ max: 200 }), fc.string())), (secret, parts) => {
      const forms = maskForms(secret);
      const text = parts.map((part) => (typeof part === 'number' ? forms[part % forms.length] : part)).join('');
      const redacted = createRedactor([secret])(text);
      // A form of the mask's own making would be one that runs across `***`.
      for (const form of forms) assert.ok(!redacted.includes(form), JSON.stringify({ redacted, form }));
    }),
  );
});

test('a text without a secret is left alone', () => {
  const text = 'Nothing to see: $1 $& \\ ***';
  assert.equal(createRedactor([])(text), text);
  assert.equal(createRedactor(['some.secret'])(text), text);
  assert.equal(createRedactor(['some.secret'])('some-secret'), 'some-secret');
  assert.equal(createRedactor(['some.secret'])('a some.secret b'), 'a *** b');
});

test('a secret that begins like another leaves nothing of the longer one', () => {
  assert.equal(createRedactor(['abcd', 'abcdefgh'])('x abcdefgh y'), 'x *** y');
});

test('a token in the wrong input is masked as well', () => {
  const values: Record<string, string> = { organization: 'ghp_0123456789abcdefghij', phrase: 'actor:x' };
  assert.deepEqual(
    readSecrets((name) => values[name] ?? ''),
    ['ghp_0123456789abcdefghij'],
  );
});

test('a secret that is made on the way is masked, and cut out of texts, from then on', () => {
  const masked: string[] = [];
  const { hide, redact } = keepSecrets((value) => masked.push(value));
  hide('first.secret');
  assert.equal(redact('first.secret second.secret'), '*** second.secret');
  hide('second.secret');
  assert.equal(redact('first.secret second.secret'), '*** ***');
  assert.ok(masked.includes('second.secret') && masked.includes(base64('second.secret')));
});
