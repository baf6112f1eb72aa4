/** Entries that are not the newest: joined where they hold something, else left alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { join } from '../../../src/model/claims.ts';
import { AccessError, LibraryFailure } from '../../../src/model/errors.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { keyOf, open, PREFIX, put, STREAM, signal } from './cached.ts';
import { fakeRepository } from './fake-cache.ts';

describe('entries of the Actions cache that are not the newest', () => {
  it('are joined when the newest does not contain them, as after runs at the same time', async () => {
    const { cache, store } = open();
    put(cache, 15);
    put(cache, 11);
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, join(plainCheckpoint(STREAM, 15), plainCheckpoint(STREAM, 11)));
    assert.deepEqual(loaded.notes, []);
  });

  it('are not read when the newest contains them, nor when it has left them far behind', async () => {
    const { cache, store } = open();
    put(cache, 1);
    put(cache, 49);
    const commits = Array.from({ length: 24 }, (_, index) => plainCheckpoint(STREAM, 50 - index).commits).flat();
    cache.put(keyOf(50), encodeCheckpoint({ ...plainCheckpoint(STREAM, 50), commits }));
    const restored: string[] = [];
    const { restore } = cache;
    cache.restore = (prefix) => {
      restored.push(prefix);
      return restore.call(cache, prefix);
    };
    assert.equal((await store.load(STREAM, signal)).kind, 'found');
    assert.deepEqual(restored, [PREFIX]);
  });

  it('of other branches are no sign of damage: this branch has none', async () => {
    const { cache, store } = open();
    put(cache, 5, 'refs/heads/topic');
    cache.onRead = () => false;
    assert.deepEqual(await store.load(STREAM, signal), { kind: 'absent' });
  });

  it('that could not be read are reported, with the reason that the client gives', async () => {
    const { cache, store } = open();
    put(cache, 11);
    put(cache, 15);
    const { restore } = cache;
    const why = new LibraryFailure('the download: ETIMEDOUT', { hint: '', isLasting: false });
    cache.restore = (key) => (key === PREFIX ? restore.call(cache, key) : Promise.reject(why));
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    const notes = [
      'The cache entry of generation 11 could not be read (the download: ETIMEDOUT). Events can be delivered again.',
    ];
    assert.deepEqual([loaded.checkpoint, loaded.notes], [plainCheckpoint(STREAM, 15), notes]);
  });

  it('that cannot be listed are reported, next to what was found', async () => {
    const reason = new AccessError('refused', { hint: '' });
    const { cache, store } = open(fakeRepository({ listCaches: () => Promise.reject(reason) }));
    put(cache, 5);
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    assert.match(
      loaded.notes?.join() ?? '',
      /could not search for older cache entries: refused\. Events can be delivered again/,
    );
  });
});
