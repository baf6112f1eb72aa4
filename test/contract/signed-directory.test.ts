/** Signed positions in a directory, with a key that the real `ssh-keygen` makes: runs at the same time leave one that counts. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createDirectoryStore } from '../../src/checkpoint/directory.ts';
import type { Trust } from '../../src/checkpoint/trust.ts';
import { parseSigningKey } from '../../src/evidence/ssh-signature.ts';
import { type Files, systemFiles } from '../../src/runtime/files.ts';
import { openFolder } from '../scenario/folder.ts';
import { plainCheckpoint } from '../unit/checkpoint/arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const signal = new AbortController().signal;
const folder = await openFolder();
after(() => folder[Symbol.asyncDispose]());
const keyFile = join(folder.path, 'key');
execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'collector', '-f', keyFile]);
const reading = parseSigningKey(await readFile(keyFile, 'utf8'));
assert.ok(reading.kind === 'key');
const trust: Trust = { key: reading.key, trusted: [reading.key.publicKey], repositoryId: null };
const dir = join(folder.path, 'state');
const path = join(dir, `audit-log-${STREAM}.checkpoint.json`);
const open = (files: Files = systemFiles) => createDirectoryStore(dir, files, trust);

describe('signed positions of two runs in one directory', () => {
  test('are joined, and ssh-keygen verifies the file that they leave', async () => {
    const [first, second] = [open(), open()];
    await first.commit(plainCheckpoint(STREAM, 1), signal);
    assert.equal((await second.commit(plainCheckpoint(STREAM, 1, 'bbbbbbbb'), signal)).length, 1);
    const loaded = await open().load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    assert.equal(loaded.checkpoint.commits.length, 2);
    const signers = join(folder.path, 'allowed_signers');
    await writeFile(signers, `collector ${await readFile(`${keyFile}.pub`, 'utf8')}`);
    const verify = ['-Y', 'verify', '-f', signers, '-I', 'collector', '-n', 'collect-audit-log-position'];
    execFileSync('ssh-keygen', [...verify, '-s', `${path}.sig`], { input: await readFile(path) });
  });

  test('keep the signature of the file that is there, whichever of them writes last', async () => {
    await open().commit(plainCheckpoint(STREAM, 2), signal);
    // The other run signs its own between the two writes of this one, and is killed before it writes the position.
    let steps = 0;
    const interrupted: Files = {
      ...systemFiles,
      replace: async (at, content) => {
        await systemFiles.replace(at, content);
        steps += 1;
        const other = trust.key.sign('another position', 'collect-audit-log-position');
        if (steps === 1) await systemFiles.replace(at, other);
      },
    };
    await open(interrupted).commit(plainCheckpoint(STREAM, 3), signal);
    const loaded = await open().load(STREAM, signal);
    assert.ok(loaded.kind === 'found', loaded.kind === 'unknown' ? loaded.reason.message : loaded.kind);
    assert.equal(loaded.checkpoint.generation, 3);
  });

  test('do not replace a file that nobody signed', async () => {
    await writeFile(`${path}.sig`, '');
    const before = await readFile(path);
    await assert.rejects(open().commit(plainCheckpoint(STREAM, 4), signal), /so it is not believed/);
    assert.deepEqual(await readFile(path), before);
  });
});
