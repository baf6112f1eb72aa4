/** The key of a GitHub App in every shape in which people put it into a secret, and what is none. */
import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePrivateKey, textsOfPrivateKey } from '../../../../src/action/inputs/parse-private-key.ts';
import { signAppJwt } from '../../../../src/github/app-jwt.ts';
import { anyText } from '../any-text.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PKCS1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const base64 = (text: string) => Buffer.from(text).toString('base64');

const SHAPES: Readonly<Record<string, (pem: string) => string>> = {
  'as it is': (pem) => pem,
  'without the last line break': (pem) => pem.trim(),
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  'with \\n written out': (pem) => pem.replaceAll('\n', '\\n'),
  'with \\r\\n written out': (pem) => pem.replaceAll('\n', '\\r\\n'),
  'on one line, with spaces': (pem) => pem.replaceAll('\n', ' '),
  'in double quotes': (pem) => `"${pem.replaceAll('\n', '\\n')}"`,
  'in single quotes': (pem) => `'${pem}'`,
  indented: (pem) => pem.replaceAll(/^/gm, '    '),
  'in base64': base64,
  'in base64 with line breaks': (pem) => base64(pem).replaceAll(/.{76}/g, '$&\n'),
  'in base64, in quotes': (pem) => `"${base64(pem)}"`,
};

for (const [shape, change] of Object.entries(SHAPES)) {
  test(`a key ${shape}`, () => {
    for (const pem of [PKCS8, PKCS1]) assert.deepEqual(parsePrivateKey(change(pem)), { kind: 'key', pem: PKCS8 });
  });
  test(`every line of a key ${shape} is among its texts`, () => {
    for (const pem of [PKCS8, PKCS1]) {
      const lines = textsOfPrivateKey(change(pem)).flatMap((text) => text.split(/[\n ]+/));
      for (const line of [PKCS8, pem].flatMap((each) => each.trim().split('\n'))) {
        if (!line.startsWith('-----')) assert.ok(lines.includes(line), shape);
      }
    }
  });
}

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const WRONG: Readonly<Record<string, readonly [string, RegExp]>> = {
  'the public key': [publicKey.export({ type: 'spki', format: 'pem' }).toString(), /not a private key/],
  'a key of another kind': [ec.export({ type: 'pkcs8', format: 'pem' }).toString(), /not an RSA key/],
  'an encrypted key': [
    privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    /without a passphrase/,
  ],
  'an encrypted key of the old kind': [
    privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    /without a passphrase/,
  ],
  'the first line alone': [PKCS1.split('\n')[0] ?? '', /without its end/],
  'a key with a hole': [PKCS8.replace(/\n[^\n]+\n/, '\n'), /damaged/],
  'a path': ['/home/runner/key.pem', /\.pem file/],
};

for (const [what, [text, because]] of Object.entries(WRONG)) {
  test(`${what} is no key, and the reason quotes nothing of it`, () => {
    const reading = parsePrivateKey(text);
    assert.ok(reading.kind === 'no-key');
    assert.match(reading.because, because);
  });
}

test('no text makes it throw', () => {
  fc.assert(
    fc.property(anyText(200), (text) => {
      const framed = `-----BEGIN PRIVATE KEY-----${text}-----END PRIVATE KEY-----`;
      for (const each of [text, framed]) assert.equal(parsePrivateKey(each).kind, 'no-key');
    }),
  );
});

test('the App signs with the key, by the clock that it is given', async () => {
  const offsetMs = 7 * 3_600_000;
  const before = Math.floor(Date.now() / 1000);
  const jwt = await signAppJwt({ appId: 'Iv23liabcdefgh', privateKey: PKCS8 }, offsetMs);
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const data = Buffer.from(`${header}.${payload}`);
  assert.ok(
    verify(
      'sha256',
      data,
      createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
      Buffer.from(signature, 'base64url'),
    ),
  );
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const { iss, iat, exp } = claims as { readonly iss: string; readonly iat: number; readonly exp: number };
  assert.equal(iss, 'Iv23liabcdefgh');
  assert.ok(Math.abs(iat - (before + offsetMs / 1000)) < 60 && exp - iat <= 600);
});
