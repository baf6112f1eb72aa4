import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createCacheStore } from '../../src/checkpoint/actions-cache.ts';
import { createDirectoryStore } from '../../src/checkpoint/directory.ts';
import { createMemoryStore } from '../../src/checkpoint/memory.ts';
import type { CheckpointStore } from '../../src/checkpoint/store.ts';
import { openActionsCache } from '../../src/github/actions-cache-client.ts';
import { CheckpointError } from '../../src/model/errors.ts';
import { systemFiles } from '../../src/runtime/files.ts';
import { plainCheckpoint } from '../unit/checkpoint/arbitrary-checkpoint.ts';
import { FakeCache, fakeRepository } from '../unit/checkpoint/fake-cache.ts';
import { FakeClock } from '../unit/fake-clock.ts';
import { LIMITS, startJob } from './emulated-job.ts';

const STREAM = '0123456789abcdef01234567';
const NEIGHBOUR = '0123456789abcdef0123456f';
const signal = new AbortController().signal;

/** One kind of store, and how its world is brought into the states that the contract speaks of. */
interface Subject {
  readonly store: CheckpointStore;
  /** The same place, as the next run opens it. */
  reopen(): CheckpointStore;
  /** Damages all that is saved. */
  damage(): Promise<void>;
  dispose(): Promise<void>;
}

const onMain = async () => ['refs/heads/main'] as const;

const subjects: Readonly<Record<string, () => Promise<Subject>>> = {
  async memory() {
    const saved = new Map<string, Uint8Array>();
    return {
      store: createMemoryStore(saved),
      reopen: () => createMemoryStore(saved),
      damage: async () => {
        for (const [key, bytes] of saved) saved.set(key, bytes.subarray(1));
      },
      dispose: async () => {},
    };
  },

  async directory() {
    const dir = await mkdtemp(join(tmpdir(), 'audit-log-'));
    return {
      store: createDirectoryStore(dir, systemFiles),
      reopen: () => createDirectoryStore(dir, systemFiles),
      damage: () => systemFiles.replace(join(dir, `audit-log-${STREAM}.checkpoint.json`), '{"version":1'),
      dispose: () => rm(dir, { recursive: true }),
    };
  },

  async 'Actions cache over its port'() {
    const cache = new FakeCache();
    const repository = fakeRepository({ listCaches: async (scope) => cache.rows(scope) });
    const open = () => createCacheStore({ client: cache, repository, refs: onMain, clock: new FakeClock() });
    return {
      store: open(),
      reopen: open,
      damage: async () => {
        for (const entry of cache.entries) entry.bytes = entry.bytes.subarray(1);
      },
      dispose: async () => {},
    };
  },

  async 'Actions cache over @actions/cache'() {
    const job = await startJob();
    const { github, repository, clock, temp } = job;
    const open = (folder: string) =>
      createCacheStore({ client: openActionsCache(join(temp, folder), LIMITS), repository, refs: onMain, clock });
    return {
      store: open('first'),
      reopen: () => open('another/place'),
      damage: async () => {
        for (const entry of github.caches.entries) github.caches.corrupt(entry);
      },
      dispose: async () => job[Symbol.asyncDispose](),
    };
  },
};

for (const [name, open] of Object.entries(subjects)) {
  describe(`a position in the store: ${name}`, () => {
    const contract = (what: string, check: (subject: Subject) => Promise<void>) =>
      it(what, async () => {
        const subject = await open();
        try {
          await check(subject);
        } finally {
          await subject.dispose();
        }
      });

    contract('is absent before the first commit', async ({ store }) => {
      assert.deepEqual(await store.load(STREAM, signal), { kind: 'absent' });
    });

    contract('is found as it was committed, by this run and the next', async ({ store, reopen }) => {
      await store.commit(plainCheckpoint(STREAM, 1), signal);
      for (const reader of [store, reopen()]) {
        const loaded = await reader.load(STREAM, signal);
        assert.ok(loaded.kind === 'found');
        assert.deepEqual(loaded.checkpoint, plainCheckpoint(STREAM, 1));
        assert.match(loaded.where, /\w/);
      }
    });

    contract('is the newest of several commits', async ({ store, reopen }) => {
      for (const generation of [1, 2, 3]) await store.commit(plainCheckpoint(STREAM, generation), signal);
      const loaded = await reopen().load(STREAM, signal);
      assert.ok(loaded.kind === 'found');
      assert.equal(loaded.checkpoint.generation, 3);
    });

    contract('is not that of a stream with nearly the same name', async ({ store }) => {
      await store.commit(plainCheckpoint(STREAM, 1), signal);
      assert.deepEqual(await store.load(NEIGHBOUR, signal), { kind: 'absent' });
      await store.commit(plainCheckpoint(NEIGHBOUR, 7), signal);
      const [own, other] = [await store.load(STREAM, signal), await store.load(NEIGHBOUR, signal)];
      assert.ok(own.kind === 'found' && other.kind === 'found');
      assert.deepEqual([own.checkpoint.generation, other.checkpoint.generation], [1, 7]);
    });

    contract('is unknown, not absent, when it cannot be read', async ({ store, damage }) => {
      await store.commit(plainCheckpoint(STREAM, 1), signal);
      await damage();
      const loaded = await store.load(STREAM, signal);
      assert.ok(loaded.kind === 'unknown' && loaded.reason instanceof CheckpointError);
    });

    contract('is not committed when no run could read it', async ({ store }) => {
      const wrong = { ...plainCheckpoint(STREAM, 1), counters: { events: -1, duplicates: 0, deadLetters: 0 } };
      await assert.rejects(store.commit(wrong, signal), CheckpointError);
      assert.deepEqual(await store.load(STREAM, signal), { kind: 'absent' });
    });
  });
}
