/** A position that was moved by hand: what it claims is true, and no older copy of it moves it back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ArtifactPositions } from '../../../src/checkpoint/artifacts.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { Copies } from '../../../src/checkpoint/found-copies.ts';
import { createMemoryStore } from '../../../src/checkpoint/memory.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import { join } from '../../../src/model/claims.ts';
import { seenRecords } from '../../../src/model/seen.ts';
import { findPosition } from '../../../src/position/find-position.ts';
import { moveFeed, movePosition } from '../../../src/position/reset.ts';
import type { AuditLog } from '../../../src/source/page.ts';
import { parse } from '../action/input-values.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';
import { FakeClock } from '../fake-clock.ts';
import { smallCheckpoint } from '../model/small-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const DATE = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;
const { signal } = new AbortController();

const auditLog: AuditLog = {
  usage: { requests: 1, retries: 0, rateLimitRemaining: undefined },
  read: async () => ({ kind: 'page', page: { elements: [], next: undefined, date: DATE } }),
};

/** The position that a reset to `since` would save, when the store holds `saved`. */
async function moved(saved: Checkpoint | undefined, inputs: Readonly<Record<string, string>>, next = 0.5, run = '9.1') {
  const store = createMemoryStore(new Map(saved === undefined ? [] : [[STREAM, encodeCheckpoint(saved)]]));
  return movePosition(
    {
      auditLog,
      allowance: { deadlineAt: Number.POSITIVE_INFINITY, reserve: 0 },
      random: { next: () => next, token: () => '0a1b2c3d' },
      findPosition: (stream, signal) =>
        findPosition(stream, { store, elsewhere: undefined, clock: new FakeClock() }, signal),
    },
    {
      settings: parse({ mode: 'reset', ...inputs }),
      identity: {
        subject: 'api.github.com organization octo-org',
        stream: STREAM,
        run,
        retentionMs: { web: 180 * DAY, git: 7 * DAY },
      },
    },
    signal,
  );
}

/** As a run of the time before would have left it. */
function collected(generation: number, claim: number): Checkpoint {
  const plain = plainCheckpoint(STREAM, generation);
  const { web } = plain.feeds;
  assert.ok(web !== undefined);
  return { ...plain, feeds: { web: { ...web, tail: { ...web.tail, claim } } } };
}

describe('a reset', () => {
  it('starts a later epoch and a higher generation, and records where from, where to and in which run', async () => {
    const before = collected(7, DATE - DAY);
    const { checkpoint, moves } = await moved(before, { since: '2026-11-20T08:00:00.123Z' });
    const to = Date.parse('2026-11-20T08:00:00.123Z');
    assert.equal(checkpoint.generation, 8);
    assert.equal(checkpoint.epoch, DATE + 500);
    assert.deepEqual(moves, [
      { epoch: DATE + 500, run: '9.1', feed: 'web', from: DATE - DAY, to },
      { epoch: DATE + 500, run: '9.1', feed: 'git', from: null, to },
    ]);
    assert.deepEqual(checkpoint.resets, [moves[1], moves[0]]);
    assert.equal(checkpoint.feeds.web?.tail.claim, to);
    assert.deepEqual(decodeCheckpoint(encodeCheckpoint(checkpoint)), checkpoint);
    assert.deepEqual(checkpoint.counters, before.counters);
  });

  it('is later than every epoch before it, also one that a wrong clock made', async () => {
    const ahead = { ...collected(7, DATE - DAY), epoch: DATE + DAY };
    assert.equal((await moved(ahead, { since: '2d' })).checkpoint.epoch, DATE + DAY + 1);
  });

  it('begins where GitHub does when that is later, feed by feed', async () => {
    const { checkpoint } = await moved(undefined, { since: '30d' });
    assert.equal(checkpoint.feeds.web?.tail.claim, DATE - 30 * DAY);
    assert.equal(checkpoint.feeds.git?.tail.claim, DATE - 7 * DAY + 3_600_000);
  });

  it('leaves a feed alone that it does not name', async () => {
    const before = collected(7, DATE - DAY);
    const { checkpoint } = await moved(before, { since: '2d', include: 'git' });
    assert.deepEqual(checkpoint.feeds.web, before.feeds.web);
    assert.equal(checkpoint.feeds.git?.tail.claim, DATE - 2 * DAY);
  });

  it('is not made a second time by a re-run, which saves it again; another run makes it', async () => {
    const first = (await moved(collected(7, DATE - DAY), { since: '2d' })).checkpoint;
    const again = await moved(first, { since: '2d' }, 0.9, '9.2');
    assert.deepEqual([again.checkpoint.epoch, again.checkpoint.generation], [first.epoch, first.generation + 1]);
    assert.deepEqual(again.checkpoint.feeds, first.feeds);
    assert.deepEqual(again.moves, first.resets);
    const other = await moved(first, { since: '2d' }, 0.9, '10.1');
    assert.ok(other.checkpoint.epoch > first.epoch);
  });

  it('into the future is refused', async () => {
    await assert.rejects(moved(undefined, { since: '2026-11-22T12:00:01Z' }), /since is in the future/);
  });

  it('back survives any join with any copies from before, in any order', async () => {
    const { checkpoint } = await moved(collected(7, DATE - DAY), { since: '3d' });
    fc.assert(
      fc.property(fc.array(smallCheckpoint, { minLength: 1, maxLength: 4 }), fc.nat(), (copies, at) => {
        const older = copies.map(
          (copy): Checkpoint => ({ ...copy, stream: STREAM, epoch: 0, resets: [], generation: 99 }),
        );
        const all = older.toSpliced(at % (older.length + 1), 0, checkpoint);
        const [first, ...others] = all;
        assert.ok(first !== undefined);
        const joined = others.reduce(join, first);
        assert.deepEqual(joined.feeds, checkpoint.feeds);
        assert.equal(joined.epoch, checkpoint.epoch);
        assert.equal(joined.generation, 99);
      }),
    );
  });
});

describe('a moved feed', () => {
  const feeds = smallCheckpoint.map(({ feeds }) => feeds.web).filter((feed) => feed !== undefined);
  const to = fc.integer({ min: 0, max: 12 });

  it('claims nothing that was neither delivered nor written down as a possible gap', () => {
    fc.assert(
      fc.property(feeds, to, (before, to) => {
        const after = moveFeed(before, { since: to, to, begin: 0, date: 99, generation: 4, run: '9.1' });
        assert.equal(after.tail.claim, to);
        assert.ok(after.deep.claim <= after.tail.claim);
        const covers = (at: number) =>
          after.gaps.some(({ kind, certain, from, to }) => kind === 'reset' && !certain && from <= at && at < to);
        if (after.tail.claim > before.tail.claim) {
          for (let at = before.deep.claim; at < to; at++) assert.ok(covers(at));
        } else {
          assert.deepEqual(after.gaps, before.gaps);
          assert.ok(after.deep.claim <= before.deep.claim);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('says that GitHub no longer keeps the part of the requested time before its edge', () => {
    fc.assert(
      fc.property(feeds, (before) => {
        const after = moveFeed(before, { since: 90, to: 95, begin: 0, date: 99, generation: 4, run: '9.1' });
        const moved = after.gaps.filter(({ kind, certain }) => kind === 'reset' && !certain);
        assert.ok(moved.some(({ from, to }) => from <= 90 && to >= 95));
      }),
      { numRuns: 50 },
    );
  });

  it('remembers exactly the delivered ids that are not wanted again', () => {
    const idsOf = (seen: Uint8Array) => [...seenRecords(seen)].map(({ ts, key }) => ({ ts, key }));
    fc.assert(
      fc.property(feeds, to, (before, to) => {
        const after = moveFeed(before, { since: to, to, begin: 0, date: 99, generation: 4, run: '9.1' });
        const forward = to > before.tail.claim;
        const wanted = idsOf(before.seen).filter(({ ts }) => (forward ? ts >= to : ts < to));
        assert.deepEqual(idsOf(after.seen), wanted);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a store that still holds what was there before', () => {
  const unasked = () => Promise.reject(new Error('nobody asks'));
  const sourcesOf = (copies: Copies) => {
    const store = createMemoryStore(new Map([[STREAM, encodeCheckpoint(collected(7, DATE))]]));
    const artifacts: ArtifactPositions = { load: async () => copies };
    return {
      store,
      elsewhere: { artifacts, holdEveryDelivery: true, history: unasked, isOtherThere: unasked },
      clock: new FakeClock(),
    };
  };

  it('is joined with the copy that was moved, which wins', async () => {
    const { checkpoint } = await moved(collected(7, DATE), { since: '3d' });
    const copies: Copies = {
      kind: 'found',
      checkpoint,
      where: 'an artifact',
      notes: [],
      hidden: undefined,
      mayLackIds: false,
      floors: {},
      artifact: 9,
      isKept: true,
    };
    const found = await findPosition(STREAM, sourcesOf(copies), signal);
    assert.ok(found.kind === 'resume');
    assert.deepEqual(found.checkpoint.feeds, checkpoint.feeds);
    assert.equal(found.checkpoint.artifact, 9);
  });
});
