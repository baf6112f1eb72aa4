import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCacheStore } from '../../../src/checkpoint/actions-cache.ts';
import { encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import { AccessError, CheckpointError, LibraryFailure, UpstreamError } from '../../../src/model/errors.ts';
import { FakeClock } from '../fake-clock.ts';
import { plainCheckpoint } from './arbitrary-checkpoint.ts';
import { keyOf, onMain, open, put, STREAM, signal } from './cached.ts';
import { FakeCache, fakeRepository } from './fake-cache.ts';

describe('loading from the Actions cache', () => {
  it('finds the newest entry', async () => {
    const { cache, store } = open('none');
    put(cache, 1);
    put(cache, 2);
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    assert.deepEqual(loaded.checkpoint, plainCheckpoint(STREAM, 2));
  });

  it('believes that there is none when the list says so, and only then', async () => {
    assert.deepEqual(await open().store.load(STREAM, signal), { kind: 'absent' });
    const unproven = await open('none').store.load(STREAM, signal);
    assert.ok(unproven.kind === 'unknown');
    assert.match(unproven.reason.hint, /actions: read/);
    const reason = new AccessError('refused', { hint: 'grant it' });
    const refused = await open(fakeRepository({ listCaches: () => Promise.reject(reason) })).store.load(STREAM, signal);
    assert.deepEqual(refused, { kind: 'unknown', reason });
  });

  it('does not believe a miss when entries are listed', async () => {
    const { cache, store } = open();
    put(cache, 1);
    cache.onRead = () => false;
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'unknown' && loaded.reason instanceof CheckpointError);
    assert.match(loaded.reason.message, /none of the saved positions that are listed \(1\)/);
  });

  it('takes an older entry when the newest cannot be read', async () => {
    const { cache, store } = open();
    put(cache, 1);
    put(cache, 2);
    cache.put(keyOf(3), Buffer.from('{'));
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'found');
    assert.equal(loaded.checkpoint.generation, 2);
  });

  it('tries three listed entries at most', async () => {
    const { cache, store } = open();
    put(cache, 1);
    for (const generation of [2, 3, 4]) cache.put(keyOf(generation), Buffer.from('{'));
    assert.equal((await store.load(STREAM, signal)).kind, 'unknown');
  });

  it('does not take an entry of another stream, whatever its key', async () => {
    const { cache, store } = open();
    cache.put(keyOf(1), encodeCheckpoint(plainCheckpoint(STREAM.replace('0', 'f'), 1)));
    assert.equal((await store.load(STREAM, signal)).kind, 'unknown');
  });

  it('treats a failing client like one that read nothing', async () => {
    const { cache, store } = open();
    put(cache, 1);
    cache.restore = () => Promise.reject(new Error('no runtime token'));
    assert.equal((await store.load(STREAM, signal)).kind, 'unknown');
    const why = new LibraryFailure('looking for an entry: HTTP 503', { hint: '', isLasting: false });
    cache.restore = () => Promise.reject(why);
    const loaded = await store.load(STREAM, signal);
    assert.ok(loaded.kind === 'unknown');
    assert.match(loaded.reason.message, /saved positions that are listed \(\d+\) \(looking for an entry: HTTP 503\)$/);
    cache.entries.length = 0;
    assert.equal((await store.load(STREAM, signal)).kind, 'absent');
  });

  it('lets a bug of ours crash', async () => {
    const { store } = open(fakeRepository({ listCaches: () => Promise.reject(new TypeError('bug')) }));
    await assert.rejects(store.load(STREAM, signal), TypeError);
  });
});

describe('committing to the Actions cache', () => {
  const checkpoint = plainCheckpoint(STREAM, 12);

  it('saves once under a key of its own and looks it up', async () => {
    const { cache, store, clock } = open('none');
    await store.commit(checkpoint, signal);
    assert.deepEqual([cache.saves, cache.lookUps, clock.slept], [[keyOf(12)], [keyOf(12)], []]);
    assert.equal(cache.entries[0]?.key, `audit-log-${STREAM}-0000000012-7.12.aaaaaaaa`);
  });

  const lost: readonly [string, (cache: FakeCache) => void][] = [
    [
      '−1',
      (cache) => {
        cache.onSave = (store) => Math.min(store(), -1);
      },
    ],
    [
      '0',
      (cache) => {
        cache.onSave = (store) => Math.min(store(), 0);
      },
    ],
    [
      'an error',
      (cache) => {
        cache.onSave = (store) => {
          store();
          throw new Error('lost answer');
        };
      },
    ],
  ];
  for (const [what, lie] of lost) {
    it(`believes the look-up when the save gave ${what} although it worked`, async () => {
      const { cache, store } = open('none');
      lie(cache);
      await store.commit(checkpoint, signal);
      assert.equal(cache.saves.length, 1);
    });
  }

  const failures: readonly [string, () => number, number[]][] = [
    ['−1', () => -1, []],
    ['0', () => 0, []],
    [
      'an error',
      () => {
        throw new Error('canary');
      },
      [],
    ],
    ['an id of nothing', () => 99, [1000, 3000]],
  ];
  for (const [what, onSave, slept] of failures) {
    it(`is rejected after ${what} and a look-up that finds nothing, without another save`, async () => {
      const { cache, store, clock } = open('none');
      cache.onSave = onSave;
      await assert.rejects(store.commit(checkpoint, signal), (error) => {
        assert.ok(error instanceof CheckpointError && !error.message.includes('canary'));
        return true;
      });
      assert.deepEqual([cache.saves.length, clock.slept], [1, slept]);
    });
  }

  it('waits for an entry that shows up late', async () => {
    const { cache, store, clock } = open('none');
    cache.onRead = () => clock.slept.length === 2;
    await store.commit(checkpoint, signal);
    assert.deepEqual(clock.slept, [1000, 3000]);
  });

  it('treats a failed look-up like one that finds nothing', async () => {
    const { cache, store } = open('none');
    cache.has = () => Promise.reject(new Error('down'));
    await assert.rejects(store.commit(checkpoint, signal), CheckpointError);
  });

  it('still says which it was when it is cancelled', async () => {
    const { cache, store } = open('none');
    cache.onSave = () => 99;
    await assert.rejects(store.commit(checkpoint, AbortSignal.abort()), CheckpointError);
  });
});

describe('pruning the Actions cache', () => {
  function openWith(
    generations: readonly number[],
    deleteCache = async (_: number) => {},
    elsewhere: readonly number[] = [],
  ) {
    const cache = new FakeCache();
    const deleted: number[] = [];
    for (const generation of generations) put(cache, generation);
    for (const generation of elsewhere) put(cache, generation, 'refs/heads/other');
    cache.put('audit-log-other', Buffer.from(''));
    const repository = fakeRepository({
      listCaches: async (scope) => cache.rows(scope),
      deleteCache: async (id) => {
        await deleteCache(id);
        deleted.push(Number(/-(\d{10})-/.exec(cache.entries.find((entry) => entry.id === id)?.key ?? '')?.[1]));
      },
    });
    return { store: createCacheStore({ client: cache, clock: new FakeClock(), refs: onMain, repository }), deleted };
  }

  it('keeps the newest three and the highest three', async () => {
    const { store, deleted } = openWith([1, 2, 9, 8, 3, 4, 5]);
    await store.load(STREAM, signal);
    assert.equal(await store.prune(signal), 2);
    assert.deepEqual(deleted.toSorted(), [1, 2]);
  });

  it('leaves those of other branches alone, which this job cannot restore', async () => {
    const { store, deleted } = openWith([1, 2, 3, 4], undefined, [5, 6, 7, 8, 9]);
    await store.load(STREAM, signal);
    assert.equal(await store.prune(signal), 1);
    assert.deepEqual(deleted.toSorted(), [1]);
  });

  it('deletes at most twenty, the oldest', async () => {
    const { store, deleted } = openWith(Array.from({ length: 40 }, (_, index) => index + 1));
    await store.load(STREAM, signal);
    assert.equal(await store.prune(signal), 20);
    assert.deepEqual(
      deleted.toSorted((a, b) => a - b),
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it('does nothing without the permission, a list or a token', async () => {
    const refused = () => Promise.reject(new AccessError('403', { hint: '' }));
    const denied = openWith([1, 2, 3, 4, 5], refused);
    await denied.store.load(STREAM, signal);
    assert.equal(await denied.store.prune(signal), 0);
    const down = open(fakeRepository({ listCaches: () => Promise.reject(new UpstreamError('502', { hint: '' })) }));
    await down.store.load(STREAM, signal);
    assert.equal(await down.store.prune(signal), 0);
    assert.equal(await open('none').store.prune(signal), 0);
  });
});
