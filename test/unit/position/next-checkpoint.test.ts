import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newChain } from '../../../src/model/chain.ts';
import type { Feed } from '../../../src/model/checkpoint.ts';
import { countSeen, packSeen, seenRecords } from '../../../src/model/seen.ts';
import { nextCheckpoint, nextFeed, thinMarks } from '../../../src/position/next-checkpoint.ts';

const key = (number: number) => number.toString(16).padStart(32, '0');
const seen = (stamps: readonly number[]) => packSeen(stamps.map((ts, index) => ({ ts, key: key(index) })));
const stamps = (feed: Feed) => Array.from(seenRecords(feed.seen), ({ ts }) => ts);
const draft = (part: Partial<Feed> & { readonly watermark?: number; readonly floor?: number } = {}): Feed => ({
  generation: 1,
  begin: 0,
  tail: { claim: part.watermark ?? 100, completedAt: null, sweep: null },
  deep: { claim: part.floor ?? 10, completedAt: null, sweep: null },
  marks: part.marks ?? [],
  seen: part.seen ?? new Uint8Array(0),
  gaps: [],
});
const limits = { overlapMs: 10, dedupeCapacity: 1_000, run: '7.1' };
const pendingOf = (entries: readonly (readonly [number, number])[]) => ({
  pending: entries.map(([number, ts]) => ({ key: key(number), ts })),
  generation: 2,
});

describe('the next position of a feed', () => {
  it('remembers the batch in addition to what it knew, from the floor on', () => {
    const { feed, gap, forgotten } = nextFeed(
      draft({ seen: seen([5, 20, 30]) }),
      pendingOf([
        [77, 25],
        [78, 9],
      ]),
      limits,
    );
    assert.deepEqual(stamps(feed), [20, 25, 30]);
    assert.deepEqual([gap, forgotten, feed.generation], [undefined, 0, 2]);
  });

  it('raises its floor to make room, and says so as a gap', () => {
    const { feed, gap, forgotten } = nextFeed(draft({ seen: seen([20, 30, 40]) }), pendingOf([]), {
      ...limits,
      dedupeCapacity: 2,
    });
    assert.deepEqual(stamps(feed), [30, 40]);
    assert.equal(feed.deep.claim, 21);
    assert.deepEqual(gap, { from: 10, to: 21, kind: 'capacity', certain: false, run: '7.1' });
    assert.deepEqual(feed.gaps, [gap]);
    assert.equal(forgotten, 0);
  });

  it('never raises it above the watermark, and then drops the oldest', () => {
    const full = { ...limits, dedupeCapacity: 2 };
    const { feed, gap, forgotten } = nextFeed(
      draft({ watermark: 25, seen: seen([20, 30, 40, 50]) }),
      pendingOf([]),
      full,
    );
    assert.equal(feed.deep.claim, 25);
    assert.equal(gap?.to, 25);
    assert.deepEqual(stamps(feed), [40, 50]);
    assert.equal(forgotten, 1);
  });

  it('holds no more than the capacity, no id below the floor, and a floor up to the watermark', () => {
    const number = fc.nat(60);
    const fresh = fc.array(fc.tuple(fc.integer({ min: 100, max: 200 }), number));
    const scene = fc.record({
      known: fc.array(number),
      fresh,
      a: number,
      b: number,
      capacity: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(scene, ({ known, fresh, a, b, capacity }) => {
        const [floor, watermark] = [Math.min(a, b), Math.max(a, b)];
        const before = draft({ seen: seen(known.sort((x, y) => x - y)), floor, watermark });
        const { feed, forgotten } = nextFeed(before, pendingOf(fresh), { ...limits, dedupeCapacity: capacity });
        assert.ok(countSeen(feed.seen) <= capacity);
        assert.ok(feed.deep.claim >= floor && feed.deep.claim <= watermark);
        assert.ok(stamps(feed).every((ts) => ts >= feed.deep.claim));
        assert.ok(forgotten === 0 || countSeen(feed.seen) === capacity);
      }),
    );
  });
});

describe('marks', () => {
  const marks = (list: readonly number[]) => list.map((ts) => ({ ts, after: `c${ts}` }));

  it('are one for each overlap of time, the smallest in it', () => {
    assert.deepEqual(thinMarks(marks([20, 21, 29, 30, 55]), { floor: 0, overlapMs: 10 }), marks([20, 30, 55]));
  });

  it('are kept in front of a position, so that a refusal costs a page', () => {
    const kept = thinMarks(marks([20, 21, 22, 23, 24, 25, 26]), { floor: 0, overlapMs: 10, positions: [26] });
    assert.deepEqual(kept, marks([20, 22, 23, 24, 25]));
  });

  it('reach down to the newest one below the floor', () => {
    assert.deepEqual(thinMarks(marks([0, 10, 20, 30]), { floor: 30, overlapMs: 10 }), marks([20, 30]));
    assert.deepEqual(thinMarks(marks([0, 10, 20, 30]), { floor: 31, overlapMs: 10 }), marks([30]));
  });

  it('in front of a position below the floor stay: a refused cursor there costs a page, not the way from the beginning', () => {
    const kept = thinMarks(marks([0, 1, 2, 3, 4, 5]), { floor: 90, overlapMs: 10, positions: [5] });
    assert.deepEqual(kept, marks([1, 2, 3, 4]));
  });

  it('are bounded, and the lowest is never lost', () => {
    const thinned = thinMarks(marks(Array.from({ length: 5_000 }, (_, index) => index * 10)), {
      floor: 0,
      overlapMs: 10,
    });
    assert.ok(thinned.length <= 1_000);
    assert.equal(thinned[0]?.ts, 0);
  });
});

describe('the next checkpoint', () => {
  it('counts on, takes its commit first, and keeps feeds that are not collected now', () => {
    const current = {
      version: 1,
      stream: 's',
      generation: 4,
      epoch: 0,
      resets: [],
      artifact: null,
      commits: [{ generation: 4, id: 'a' }],
      feeds: { git: draft() },
      counters: { events: 5, duplicates: 1, deadLetters: 0 },
      chain: newChain('first-run'),
    } as const;
    const next = nextCheckpoint(current, {
      feeds: { web: draft() },
      commit: { generation: 5, id: 'b' },
      delivered: { events: 2, duplicates: 3, deadLetters: 4 },
    });
    assert.equal(next.generation, 5);
    assert.deepEqual(
      next.commits.map(({ id }) => id),
      ['b', 'a'],
    );
    assert.deepEqual(Object.keys(next.feeds).sort(), ['git', 'web']);
    assert.deepEqual(next.counters, { events: 7, duplicates: 4, deadLetters: 4 });
  });
});
