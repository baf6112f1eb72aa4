import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newChain } from '../../../src/model/chain.ts';
import type { Checkpoint, Sweep } from '../../../src/model/checkpoint.ts';
import { COMMITS_MAX, join, uniteCommits } from '../../../src/model/claims.ts';
import { FEEDS } from '../../../src/model/feed.ts';
import { seenRecords } from '../../../src/model/seen.ts';
import { smallCheckpoint } from './small-checkpoint.ts';

/** A text that is the same for equal checkpoints, whatever the order of keys. */
function render(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint, (_, value) => {
    if (value instanceof Uint8Array || value?.type === 'Buffer')
      return Buffer.from(value.data ?? value).toString('hex');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

const same = (a: Checkpoint, b: Checkpoint) => assert.equal(render(a), render(b));
const RUNS = { numRuns: 1_000 };

describe('join', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => same(join(a, b), join(b, a))),
      RUNS,
    );
  });

  it('is associative', () => {
    const three = [smallCheckpoint, smallCheckpoint, smallCheckpoint] as const;
    fc.assert(
      fc.property(...three, (a, b, c) => same(join(a, join(b, c)), join(join(a, b), c))),
      RUNS,
    );
  });

  it('is idempotent, also after other joins', () => {
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => {
        const both = join(a, b);
        same(join(both, both), both);
        same(join(both, a), both);
      }),
      RUNS,
    );
  });

  it('never takes a claim back within an epoch', () => {
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => {
        const both = join(a, b);
        assert.ok(both.generation >= a.generation && both.epoch >= a.epoch);
        if (both.epoch > a.epoch) return;
        for (const name of FEEDS) {
          const [before, after] = [a.feeds[name], both.feeds[name]];
          if (before === undefined) continue;
          assert.ok(after !== undefined && after.tail.claim >= before.tail.claim);
          assert.ok(after.deep.claim >= before.deep.claim && after.deep.claim <= after.tail.claim);
          assert.ok((after.tail.completedAt ?? -1) >= (before.tail.completedAt ?? -1));
        }
      }),
      RUNS,
    );
  });

  it('remembers whatever either remembered in its epoch, from its floor on', () => {
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => {
        const both = join(a, b);
        for (const name of FEEDS) {
          const floor = both.feeds[name]?.deep.claim ?? 0;
          const ids = (checkpoint: Checkpoint) =>
            [
              ...seenRecords(
                (checkpoint.epoch < both.epoch ? undefined : checkpoint.feeds[name]?.seen) ?? new Uint8Array(0),
              ),
            ]
              .filter(({ ts }) => ts >= floor)
              .map(({ ts, key }) => `${ts} ${key}`);
          assert.deepEqual(new Set(ids(both)), new Set([...ids(a), ...ids(b)]));
          assert.equal(ids(both).length, [...seenRecords(both.feeds[name]?.seen ?? new Uint8Array(0))].length);
        }
      }),
      RUNS,
    );
  });

  it('takes each sweep unchanged from one of the two', () => {
    const sweeps = ({ feeds }: Checkpoint) =>
      FEEDS.flatMap((name) => [feeds[name]?.tail.sweep, feeds[name]?.deep.sweep]).map((sweep) => JSON.stringify(sweep));
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => {
        const given = [...sweeps(a), ...sweeps(b)];
        for (const sweep of sweeps(join(a, b))) assert.ok(given.includes(sweep));
      }),
      RUNS,
    );
  });

  it('takes the feeds of a later epoch unchanged, whatever the earlier one claims, and keeps both histories', () => {
    fc.assert(
      fc.property(smallCheckpoint, smallCheckpoint, (a, b) => {
        fc.pre(a.epoch > b.epoch);
        const both = join(a, b);
        assert.deepEqual(both.feeds, a.feeds);
        for (const { epoch, feed, to } of [...a.resets, ...b.resets]) {
          assert.ok(both.resets.some((reset) => reset.epoch === epoch && reset.feed === feed && reset.to === to));
        }
      }),
      RUNS,
    );
  });

  it('refuses positions of two streams', () => {
    fc.assert(
      fc.property(smallCheckpoint, (a) => {
        assert.throws(() => join(a, { ...a, stream: 'f'.repeat(24) }), /bug in collect-audit-log/);
      }),
      { numRuns: 5 },
    );
  });
});

describe('of two sweeps, join takes', () => {
  const open = (position: number | null, head = 50): Sweep => ({
    head,
    openedAt: 60,
    position: position === null ? null : { ts: position, after: `c${position}`, copies: {} },
  });
  const withSweep = (generation: number, sweep: Sweep | null): Checkpoint => ({
    version: 1,
    stream: '0',
    generation,
    epoch: 0,
    resets: [],
    artifact: null,
    commits: [],
    feeds: {
      web: {
        generation,
        begin: 0,
        tail: { claim: 10, completedAt: null, sweep },
        deep: { claim: 5, completedAt: null, sweep: null },
        marks: [],
        seen: new Uint8Array(0),
        gaps: [],
      },
    },
    counters: { events: 0, duplicates: 0, deadLetters: 0 },
    chain: newChain('first-run'),
  });
  const taken = (a: Checkpoint, b: Checkpoint) => join(a, b).feeds.web?.tail.sweep;

  it('that of the later generation, so that a closed one stays closed', () => {
    assert.equal(taken(withSweep(2, null), withSweep(1, open(30))), null);
    assert.deepEqual(taken(withSweep(2, open(20)), withSweep(1, null)), open(20));
  });

  it('the closed one of two of the same generation', () => {
    assert.equal(taken(withSweep(2, null), withSweep(2, open(30))), null);
  });

  it('the one that got farther, even behind the watermark', () => {
    assert.deepEqual(taken(withSweep(2, open(3)), withSweep(2, open(null))), open(3));
    assert.deepEqual(taken(withSweep(2, open(7)), withSweep(2, open(3))), open(7));
  });

  it('the smaller head of two at the same place, because it claims less', () => {
    assert.deepEqual(taken(withSweep(2, open(7, 40)), withSweep(2, open(7, 50))), open(7, 40));
  });
});

describe('lists that are bounded', () => {
  it('keep the newest commits', () => {
    const commits = Array.from({ length: 40 }, (_, generation) => ({ generation, id: `1.1.${generation}` }));
    const united = uniteCommits(commits.slice(0, 25), commits.slice(15));
    assert.equal(united.length, COMMITS_MAX);
    assert.equal(united[0]?.generation, 39);
    assert.equal(united.at(-1)?.generation, 40 - COMMITS_MAX);
  });
});
