/** Two runs at once over one directory: neither takes back what the other saved. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { createDirectoryStore } from '../../../src/checkpoint/directory.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { CheckpointError } from '../../../src/model/errors.ts';
import { MemoryFiles } from '../delivery/memory-files.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const PATH = `/state/audit-log-${STREAM}.checkpoint.json`;
const signal = new AbortController().signal;

function openStore(files = new MemoryFiles()) {
  return { files, store: createDirectoryStore('/state', files) };
}

function savedIn(files: MemoryFiles): Checkpoint {
  return decodeCheckpoint(files.content.get(PATH) ?? Buffer.alloc(0));
}

function textOf(checkpoint: Checkpoint): string {
  return Buffer.from(encodeCheckpoint(checkpoint)).toString();
}

/** Of a run that collects the Git feed as well. */
function withGit(checkpoint: Checkpoint): Checkpoint {
  const { web } = checkpoint.feeds;
  return web === undefined ? checkpoint : { ...checkpoint, feeds: { web, git: web } };
}

describe('a position in a directory that two runs share', () => {
  it('keeps the feed that the other run began, in this commit and in the next', async () => {
    const { files, store } = openStore();
    await store.commit(plainCheckpoint(STREAM, 1), signal);
    const [first, second] = [openStore(files).store, openStore(files).store];
    for (const each of [first, second]) await each.load(STREAM, signal);
    const begun = withGit(plainCheckpoint(STREAM, 2, 'bbbbbbbb'));
    assert.deepEqual(await first.commit(begun, signal), []);
    const notes = await second.commit(plainCheckpoint(STREAM, 2), signal);
    assert.match(notes.join(), /Another run saved its position .* both are joined, and nothing is lost/);
    assert.equal(files.text(PATH), textOf(join(plainCheckpoint(STREAM, 2), begun)));
    assert.deepEqual(await second.commit(plainCheckpoint(STREAM, 3), signal), []);
    assert.equal(files.text(PATH), textOf(join(plainCheckpoint(STREAM, 3), begun)));
  });

  it('keeps a move by hand, and is moved by one', async () => {
    const { files, store } = openStore();
    await store.commit(plainCheckpoint(STREAM, 5), signal);
    const other = openStore(files).store;
    await other.load(STREAM, signal);
    const moved = { ...plainCheckpoint(STREAM, 2), generation: 6, epoch: 7 };
    await other.commit({ ...moved, commits: [{ generation: 6, id: '8.1.cccccccc' }] }, signal);
    assert.deepEqual(savedIn(files).feeds, moved.feeds);
    await store.commit(plainCheckpoint(STREAM, 6), signal);
    assert.deepEqual([savedIn(files).epoch, savedIn(files).feeds], [7, moved.feeds]);
  });

  it('keeps a feed that one run began while another moved the position, whichever of them saves first', async () => {
    const begun = withGit(plainCheckpoint(STREAM, 2, 'bbbbbbbb'));
    const moved = { ...plainCheckpoint(STREAM, 1), generation: 2, epoch: 7, commits: [{ generation: 2, id: '8.1.c' }] };
    for (const order of [
      [begun, moved],
      [moved, begun],
    ]) {
      const { files, store } = openStore();
      await store.commit(plainCheckpoint(STREAM, 1), signal);
      const runs = order.map((next) => ({ next, own: openStore(files).store }));
      for (const { own } of runs) await own.load(STREAM, signal);
      for (const { own, next } of runs) await own.commit(next, signal);
      const { epoch, feeds } = savedIn(files);
      assert.deepEqual([epoch, feeds], [7, { web: moved.feeds.web, git: begun.feeds.git }]);
    }
  });

  it('is read again, and decoded only when somebody else wrote it', async () => {
    const { files, store } = openStore();
    await store.commit(plainCheckpoint(STREAM, 1), signal);
    // With this digest it is the one that was written, whatever became of it since.
    files.content.set(PATH, Buffer.concat([Buffer.from('x'), files.content.get(PATH) ?? Buffer.alloc(0)]));
    assert.deepEqual(await store.commit(plainCheckpoint(STREAM, 2), signal), []);
    assert.equal(files.text(PATH), textOf(plainCheckpoint(STREAM, 2)));
  });

  it('is not replaced when it cannot be read: another run can know more', async () => {
    const { files, store } = openStore();
    await store.commit(plainCheckpoint(STREAM, 1), signal);
    files.content.set(PATH, Buffer.from('{"version":2}'));
    await assert.rejects(
      store.commit(plainCheckpoint(STREAM, 2), signal),
      (error) => error instanceof CheckpointError && /written by a newer release/.test(error.message),
    );
    assert.equal(files.text(PATH), '{"version":2}');
  });

  it('is joined once more when the other run wrote after it was read', async () => {
    const { files, store } = openStore();
    const begun = withGit(plainCheckpoint(STREAM, 1, 'bbbbbbbb'));
    const replace = files.replace.bind(files);
    let isFirst = true;
    files.replace = async (path, content) => {
      await replace(path, content);
      // What this run wrote is gone before it is read back.
      if (isFirst) await replace(path, encodeCheckpoint(begun));
      isFirst = false;
    };
    assert.equal((await store.commit(plainCheckpoint(STREAM, 1), signal)).length, 1);
    assert.equal(files.text(PATH), textOf(join(plainCheckpoint(STREAM, 1), begun)));
  });
});
