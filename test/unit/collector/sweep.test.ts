import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  claimAfter,
  deepIsDue,
  netFrom,
  openSweep,
  reachedHead,
  retreatFrom,
  startOf,
} from '../../../src/collector/sweep.ts';
import type { Feed, Frontier, Position, Sweep } from '../../../src/model/checkpoint.ts';

const DAY = 86_400_000;
const position = (ts: number): Position => ({ ts, after: `p${ts}`, copies: { x: 2 } });
const sweep = (at: Position | null, head: number | null = 900): Sweep => ({ head, openedAt: 950, position: at });
const frontier = (claim: number, open: Sweep | null = null): Frontier => ({ claim, completedAt: null, sweep: open });
const mark = (ts: number) => ({ ts, after: `m${ts}` });
const probe = { head: 2_000, newest: 2_000, date: 2_500 };

describe('opening a sweep', () => {
  it('begins afresh with the head of this run', () => {
    assert.deepEqual(openSweep(frontier(100), probe), {
      sweep: { head: 2_000, openedAt: 2_500, position: null },
      fresh: true,
    });
  });

  it('goes on with one that has passed its claim, and with its own head', () => {
    const open = sweep(position(100));
    assert.deepEqual(openSweep(frontier(100, open), probe), { sweep: open, fresh: false });
  });

  it('keeps a position behind the claim, but not its head', () => {
    const opened = openSweep(frontier(101, sweep(position(100))), probe);
    assert.deepEqual(opened, { sweep: { head: 2_000, openedAt: 2_500, position: position(100) }, fresh: true });
  });
});

describe('where a sweep starts', () => {
  it('is the filter alone when there is nothing else', () => {
    assert.deepEqual(startOf(frontier(100, sweep(null)), []), { kind: 'filter' });
  });

  it('is the newest mark strictly below the claim', () => {
    const start = startOf(frontier(100, sweep(null)), [mark(50), mark(99), mark(100), mark(150)]);
    assert.deepEqual(start, { kind: 'mark', ts: 99, after: 'm99', copies: {} });
  });

  it('is the position when that is as far or farther, with the copies it has passed', () => {
    const start = startOf(frontier(100, sweep(position(99))), [mark(99)]);
    assert.deepEqual(start, { kind: 'position', ts: 99, after: 'p99', copies: { x: 2 } });
    assert.equal(startOf(frontier(100, sweep(position(98))), [mark(99)]).kind, 'mark');
  });

  it('is never a cursor that stands at the claim or beyond and is no position', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.nat(50)), (claim, stamps) => {
        const marks = stamps.sort((a, b) => a - b).map(mark);
        const start = startOf(frontier(claim, sweep(null)), marks);
        assert.ok(start.kind === 'filter' ? marks.every(({ ts }) => ts >= claim) : start.ts < claim);
      }),
    );
  });
});

describe('a retreat from a position that is refused', () => {
  it('goes to the newest mark before it that is not behind the claim', () => {
    const marks = [mark(50), mark(100), mark(150), mark(180), mark(200)];
    assert.deepEqual(retreatFrom(frontier(100, sweep(position(180))), marks), { ts: 150, after: 'm150', copies: {} });
  });

  it('is impossible without such a mark, and without a position', () => {
    assert.equal(retreatFrom(frontier(100, sweep(position(120))), [mark(99), mark(120), mark(130)]), undefined);
    assert.equal(retreatFrom(frontier(100, sweep(null)), [mark(100)]), undefined);
    assert.equal(retreatFrom(frontier(100), [mark(100)]), undefined);
  });
});

describe('the net', () => {
  it('is a day below the claim without a cursor, thirty with one, and never before 1970', () => {
    assert.equal(netFrom(40 * DAY, { kind: 'filter' }), 39 * DAY);
    assert.equal(netFrom(40 * DAY, { kind: 'mark', ts: 1, after: 'm', copies: {} }), 10 * DAY);
    assert.equal(netFrom(DAY / 2, { kind: 'filter' }), 0);
  });
});

describe('what may be claimed', () => {
  const open = (claim: number, head: number | null) => frontier(claim, sweep(null, head));

  it('reaches neither beyond what was read nor into the bound before the head', () => {
    assert.equal(claimAfter(open(100, 1_000), 300, 200), 300);
    assert.equal(claimAfter(open(100, 1_000), 900, 200), 800);
  });

  it('stays where it was without a head, without an event and without an open sweep', () => {
    assert.equal(claimAfter(open(100, null), 900, 0), 100);
    assert.equal(claimAfter(open(100, 1_000), null, 0), 100);
    assert.equal(claimAfter(frontier(100), 900, 0), 100);
  });

  it('never goes back, never passes what was read, never passes the head less the bound', () => {
    const number = fc.nat(1_000);
    fc.assert(
      fc.property(number, number, number, number, (claim, head, lastTs, bound) => {
        const next = claimAfter(open(claim, head), lastTs, bound);
        assert.ok(next >= claim);
        assert.ok(next === claim || (next <= lastTs && next <= head - bound));
      }),
    );
  });
});

describe('the end of a list', () => {
  it('is believed when the head was reached, or has expired, or there was none', () => {
    assert.ok(reachedHead(sweep(null, 900), 900, 0));
    assert.ok(reachedHead(sweep(null, 900), 901, 0));
    assert.ok(reachedHead(sweep(null, 900), null, 901));
    assert.ok(reachedHead(sweep(null, null), null, 0));
  });

  it('is not believed before', () => {
    assert.ok(!reachedHead(sweep(null, 900), 899, 0));
    assert.ok(!reachedHead(sweep(null, 900), null, 900));
  });
});

describe('the deep sweep', () => {
  const feed = (deep: Partial<Frontier>): Feed => ({
    generation: 1,
    begin: 0,
    tail: frontier(100),
    deep: { ...frontier(50), ...deep },
    marks: [],
    seen: new Uint8Array(0),
    gaps: [],
  });

  it('is due when it is open, was never completed, or is a period old', () => {
    assert.ok(deepIsDue(feed({ sweep: sweep(null), completedAt: 1_000 }), 1_000, 500));
    assert.ok(deepIsDue(feed({ completedAt: null }), 1_000, 500));
    assert.ok(deepIsDue(feed({ completedAt: 500 }), 1_000, 500));
    assert.ok(!deepIsDue(feed({ completedAt: 501 }), 1_000, 500));
  });
});
