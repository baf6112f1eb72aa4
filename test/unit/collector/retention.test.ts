import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retentionGaps } from '../../../src/collector/retention.ts';
import type { Feed, Frontier } from '../../../src/model/checkpoint.ts';

// `Date` has whole seconds, so that the edge may lie up to one later than it says.
const rules = { retentionMs: 2_000, reconcileWindowMs: 100, run: '7.1', deliveredTo: 0 };
const frontier = (claim: number, completedAt: number | null = null): Frontier => ({ claim, completedAt, sweep: null });
const feed = (tail: Frontier, deep: Frontier = tail): Feed => ({
  generation: 1,
  begin: 0,
  tail,
  deep,
  marks: [],
  seen: new Uint8Array(0),
  gaps: [],
});
const tailGap = (of: Feed, date: number, lastTs: number | null = null) =>
  retentionGaps(of, { frontier: 'tail', lastTs, date }, rules)[0];

describe('a gap by retention', () => {
  it('reaches from what is covered to what GitHub still holds', () => {
    const gap = tailGap(feed(frontier(5_000)), 6_200);
    assert.deepEqual(gap, { from: 5_000, to: 5_200, kind: 'retention', certain: true, run: '7.1' });
  });

  it('is absent up to the very edge', () => {
    assert.equal(tailGap(feed(frontier(5_000)), 6_000), undefined);
    assert.equal(tailGap(feed(frontier(5_000)), 6_001)?.to, 5_001);
  });

  it('is absent when events up to the edge were read in this sweep', () => {
    assert.equal(tailGap(feed(frontier(5_000)), 6_200, 5_200), undefined);
    assert.equal(tailGap(feed(frontier(5_000)), 6_200, 5_100)?.from, 5_100);
  });

  it('is absent in a quiet feed that was read to its end, less the window', () => {
    assert.equal(tailGap(feed(frontier(10, 5_300)), 6_200), undefined);
    assert.equal(tailGap(feed(frontier(10, 5_299)), 6_200)?.from, 5_199);
  });

  it('is only possible when the deep sweep is late and the tail covers the time', () => {
    const deep = { frontier: 'deep', lastTs: null, date: 6_200 } as const;
    assert.equal(retentionGaps(feed(frontier(5_500), frontier(5_000)), deep, rules)[0]?.certain, false);
    assert.equal(retentionGaps(feed(frontier(5_100), frontier(5_000)), deep, rules)[0]?.certain, true);
  });

  it('is absent for ever where nothing expires', () => {
    const endless = { ...rules, retentionMs: Number.POSITIVE_INFINITY };
    assert.deepEqual(retentionGaps(feed(frontier(0)), { frontier: 'tail', lastTs: null, date: 9e12 }, endless), []);
  });

  it('is no loss below where the position stood before it was moved back', () => {
    const moved = { ...rules, deliveredTo: 5_150 };
    const read = { frontier: 'tail', lastTs: null, date: 6_200 } as const;
    assert.deepEqual(retentionGaps(feed(frontier(5_000)), read, moved), [
      { from: 5_000, to: 5_150, kind: 'reset', certain: false, run: '7.1' },
      { from: 5_150, to: 5_200, kind: 'retention', certain: true, run: '7.1' },
    ]);
    const whole = retentionGaps(feed(frontier(5_000)), read, { ...rules, deliveredTo: 9_000 });
    assert.deepEqual(whole, [{ from: 5_000, to: 5_200, kind: 'reset', certain: false, run: '7.1' }]);
  });
});
