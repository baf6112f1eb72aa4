import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createDirectoryStore } from '../../../src/checkpoint/directory.ts';
import { CheckpointError } from '../../../src/model/errors.ts';
import { type Files, systemFiles } from '../../../src/runtime/files.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const signal = new AbortController().signal;

describe('a position in a directory', () => {
  let dir = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'audit-log-'));
  });
  after(() => rm(dir, { recursive: true }));

  it('lies in one file, named by its stream', async () => {
    const store = createDirectoryStore(join(dir, 'new/folder'), systemFiles);
    await store.commit(plainCheckpoint(STREAM, 1), signal);
    await store.commit(plainCheckpoint(STREAM, 2), signal);
    assert.deepEqual(await readdir(join(dir, 'new/folder')), [`audit-log-${STREAM}.checkpoint.json`]);
  });

  it('that is damaged is unknown, and stays where it is', async () => {
    const path = join(dir, `audit-log-${STREAM}.checkpoint.json`);
    await writeFile(path, 'canary');
    const loaded = await createDirectoryStore(dir, systemFiles).load(STREAM, signal);
    assert.ok(loaded.kind === 'unknown' && !loaded.reason.message.includes('canary'));
    assert.equal(Buffer.from((await systemFiles.read(path)) ?? []).toString(), 'canary');
  });

  it('of another stream under this name is unknown', async () => {
    const other = `f${STREAM.slice(1)}`;
    await createDirectoryStore(dir, systemFiles).commit(plainCheckpoint(other, 1), signal);
    await systemFiles.move(
      join(dir, `audit-log-${other}.checkpoint.json`),
      join(dir, `audit-log-${STREAM}.checkpoint.json`),
    );
    assert.equal((await createDirectoryStore(dir, systemFiles).load(STREAM, signal)).kind, 'unknown');
  });

  it('that cannot be read is unknown, one that cannot be written is an error', async () => {
    const denied = Object.assign(new Error('canary'), { code: 'EACCES' });
    const store = createDirectoryStore(dir, {
      ...systemFiles,
      read: () => Promise.reject(denied),
      replace: () => Promise.reject(denied),
    });
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'unknown');
    assert.match(loaded.reason.message, /EACCES/);
    await assert.rejects(
      store.commit(plainCheckpoint(STREAM, 1), signal),
      (error) => error instanceof CheckpointError && !error.message.includes('canary'),
    );
  });

  it('is read back before a commit counts', async () => {
    const forgetful: Files = { ...systemFiles, replace: async () => {} };
    const commit = (files: Files, generation: number) =>
      createDirectoryStore(dir, files).commit(plainCheckpoint(STREAM, generation), signal);
    await systemFiles.remove(dir);
    await assert.rejects(commit(forgetful, 2), /missing when read back/);
    await commit(systemFiles, 1);
    await assert.rejects(commit(forgetful, 2), /missing when read back/);
    const cut: Files = { ...systemFiles, replace: (at, content) => systemFiles.replace(at, content.slice(0, -1)) };
    await assert.rejects(commit(cut, 2), CheckpointError);
  });
});
