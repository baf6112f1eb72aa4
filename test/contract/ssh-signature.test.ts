/** Our signatures against the real `ssh-keygen`, both ways. It comes with every Linux that runs workflows (openssh-client). */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  judgeSignature,
  MANIFEST_NAMESPACE,
  POSITION_NAMESPACE,
  parsePublicKey,
  parseSigningKey,
} from '../../src/evidence/ssh-signature.ts';
import { openFolder } from '../scenario/folder.ts';

const MESSAGE = '{"version":2}\n';

async function makeKey(folder: string, name: string, ...options: readonly string[]) {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'a comment', ...options, '-f', path]);
  const reading = parseSigningKey(await readFile(path, 'utf8'));
  const publicLine = await readFile(`${path}.pub`, 'utf8');
  return { path, reading, publicLine, publicKey: parsePublicKey(publicLine) };
}

async function makeSigner(folder: string, name = 'key') {
  const { reading, ...made } = await makeKey(folder, name);
  assert.ok(reading.kind === 'key' && made.publicKey !== undefined);
  assert.equal(reading.key.publicKey, made.publicKey);
  return { ...made, key: reading.key, publicKey: made.publicKey };
}

describe('a signature', () => {
  it('of ours is good for ssh-keygen, for its own namespace and its own bytes only', async () => {
    await using folder = await openFolder();
    const { key, publicLine } = await makeSigner(folder.path);
    await writeFile(join(folder.path, 'allowed_signers'), `collector ${publicLine}`);
    await writeFile(join(folder.path, 'x.sig'), key.sign(MESSAGE, MANIFEST_NAMESPACE));
    const check = (namespace: string, input: string) =>
      spawnSync(
        'ssh-keygen',
        ['-Y', 'verify', '-f', 'allowed_signers', '-I', 'collector', '-n', namespace, '-s', 'x.sig'],
        { cwd: folder.path, input },
      ).status;
    assert.equal(check(MANIFEST_NAMESPACE, MESSAGE), 0);
    assert.notEqual(check(POSITION_NAMESPACE, MESSAGE), 0);
    assert.notEqual(check(MANIFEST_NAMESPACE, `${MESSAGE} `), 0);
  });

  it('of ssh-keygen is good for us, whatever its hash, for its own namespace, bytes and key only', async () => {
    await using folder = await openFolder();
    const { path, publicKey } = await makeSigner(folder.path);
    const other = await makeSigner(folder.path, 'other');
    for (const hash of ['sha256', 'sha512']) {
      const signed = execFileSync(
        'ssh-keygen',
        ['-q', '-Y', 'sign', '-f', path, '-n', POSITION_NAMESPACE, '-O', `hashalg=${hash}`],
        { input: MESSAGE, stdio: ['pipe', 'pipe', 'ignore'] },
      );
      const judge = (content: string, trusted: readonly string[], namespace = POSITION_NAMESPACE as never) =>
        judgeSignature(content, signed, { namespace, trusted });
      assert.deepEqual(judge(MESSAGE, [other.publicKey, publicKey]), { kind: 'good', by: publicKey });
      assert.deepEqual(judge(MESSAGE, [other.publicKey]), { kind: 'other-key', by: publicKey });
      assert.deepEqual(judge('other', [publicKey]), { kind: 'bad', why: 'not of these bytes' });
      assert.deepEqual(judge(MESSAGE, [publicKey], MANIFEST_NAMESPACE as never), {
        kind: 'bad',
        why: 'made for something else',
      });
    }
  });

  it('is the same for the same bytes, and one of several in a file is enough', async () => {
    await using folder = await openFolder();
    const { key, publicKey } = await makeSigner(folder.path);
    const one = key.sign(MESSAGE, POSITION_NAMESPACE);
    assert.equal(key.sign(Buffer.from(MESSAGE), POSITION_NAMESPACE), one);
    const several = key.sign('older', POSITION_NAMESPACE) + one;
    const expected = { namespace: POSITION_NAMESPACE, trusted: [publicKey] } as const;
    assert.equal(judgeSignature(MESSAGE, several, expected).kind, 'good');
  });

  it('that is cut or changed anywhere is bad, and never throws', async () => {
    await using folder = await openFolder();
    const { key, publicKey } = await makeSigner(folder.path);
    const expected = { namespace: POSITION_NAMESPACE, trusted: [publicKey] } as const;
    const blob = Buffer.from(key.sign(MESSAGE, POSITION_NAMESPACE).split('\n').slice(1, -2).join(''), 'base64');
    const armor = (bytes: Uint8Array) =>
      `-----BEGIN SSH SIGNATURE-----\n${Buffer.from(bytes).toString('base64')}\n-----END SSH SIGNATURE-----\n`;
    assert.equal(judgeSignature(MESSAGE, armor(blob), expected).kind, 'good');
    for (let at = 0; at < blob.length; at++) {
      const changed = Buffer.from(blob);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.notEqual(judgeSignature(MESSAGE, armor(changed), expected).kind, 'good', `byte ${at}`);
      assert.notEqual(judgeSignature(MESSAGE, armor(blob.subarray(0, at)), expected).kind, 'good', `cut at ${at}`);
    }
    for (const text of ['', 'no', '-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n']) {
      assert.deepEqual(judgeSignature(MESSAGE, text, expected), { kind: 'bad', why: 'no signature' });
    }
  });
});

describe('a signing key', () => {
  it('is an Ed25519 key of OpenSSH without a passphrase, and the error about any other says what it is', async () => {
    await using folder = await openFolder();
    const refused = async (...options: readonly string[]) => {
      const { reading } = await makeKey(folder.path, `key${options.join('')}`, ...options);
      return reading.kind === 'no-key' ? reading.because : reading.kind;
    };
    assert.match(await refused('-N', 'a passphrase'), /protected by a passphrase/);
    assert.match(await refused('-t', 'ecdsa'), /not an Ed25519 key/);
    const { path } = await makeSigner(folder.path);
    const text = await readFile(path, 'utf8');
    assert.equal(parseSigningKey(text.replaceAll('\n', '\r\n')).kind, 'key');
    for (const broken of ['', 'key', text.slice(0, -20), text.replace(/b3BlbnNzaC1/, 'b3BlbnNzaC2')]) {
      assert.equal(parseSigningKey(broken).kind, 'no-key');
    }
  });

  it('has a public key, of which only Ed25519 is accepted', async () => {
    await using folder = await openFolder();
    const { publicLine, publicKey } = await makeSigner(folder.path);
    assert.equal(parsePublicKey(` ${publicLine} `), publicKey);
    for (const line of ['', 'ssh-rsa AAAA', 'ssh-ed25519', 'ssh-ed25519 AAAA', `x ${publicLine}`, '-----BEGIN']) {
      assert.equal(parsePublicKey(line), undefined);
    }
  });
});
