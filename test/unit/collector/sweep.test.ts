import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  claimAfter,
  deepIsDue,
  floorAfterTail,
  netOf,
  openSweep,
  pagesOfADay,
  reachedHead,
  retreatFrom,
  type Start,
  skippedAfter,
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
  it('starts over with the head of this run', () => {
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
  const read = frontier(40 * DAY);
  const widths = (of: Frontier, start: Start, isBusy = true) => {
    const { first, later, isNarrow } = netOf(of, { start, date: 50 * DAY, isBusy });
    return [first, later, isNarrow];
  };
  const filter = { kind: 'filter' } as const;
  const mark: Start = { kind: 'mark', ts: 1, after: 'm', copies: {} };

  it('is a day below the claim without a cursor, thirty with one, and never before 1970', () => {
    const completed = { ...read, completedAt: 1 };
    assert.deepEqual(widths(completed, filter), [39 * DAY, 10 * DAY, false]);
    assert.deepEqual(widths(completed, mark), [39 * DAY, 10 * DAY, false]);
    assert.deepEqual(widths({ ...completed, claim: DAY / 2 }, filter), [0, 0, false]);
  });

  it('is an hour on the cold start of a busy organization, until the first page has reached the claim', () => {
    assert.deepEqual(widths(read, filter, false), [39 * DAY, 10 * DAY, false]);
    assert.deepEqual(widths(read, filter), [40 * DAY - 3_600_000, 10 * DAY, true]);
    assert.deepEqual(widths({ ...read, sweep: { ...sweep(null), net: 'wide' } }, filter), [39 * DAY, 10 * DAY, false]);
  });

  it('is none where it hid something, and all there is beyond the three months that GitHub then searches', () => {
    const open: Frontier = { ...read, sweep: { ...sweep(null), net: 'none' } };
    assert.deepEqual(netOf(open, { start: mark, date: 119 * DAY, isBusy: true }).later, undefined);
    assert.deepEqual(netOf(open, { start: filter, date: 121 * DAY, isBusy: true }).first, 0);
  });
});

describe('how busy an organization is', () => {
  it('is measured by the time that its newest events span', () => {
    assert.equal(pagesOfADay([{ ts: 5 * DAY }, { ts: undefined }, { ts: 4.5 * DAY }]), 2);
    assert.equal(pagesOfADay([{ ts: 5 }, { ts: 5 }]), Number.POSITIVE_INFINITY);
    assert.equal(pagesOfADay([{ ts: 5 }]), 0);
  });
});

describe('how many marks are passed over', () => {
  it('grows with every cursor in a row that leads nowhere', () => {
    assert.deepEqual([1, 2, 3, 4, 5].map(skippedAfter), [0, 3, 15, 63, Number.POSITIVE_INFINITY]);
  });

  it('ends with the filter alone', () => {
    const marks = [mark(50), mark(60), mark(70)];
    assert.equal(startOf(frontier(100), marks, 0).kind, 'mark');
    assert.equal(startOf(frontier(100), marks, 3).kind, 'filter');
    assert.equal(startOf(frontier(100), marks, Number.POSITIVE_INFINITY).kind, 'filter');
  });
});

describe('the floor after a tail sweep', () => {
  const feedOf = (from: number | undefined, floor: number): Feed => ({
    generation: 1,
    begin: 0,
    tail: { ...frontier(500), sweep: from === undefined ? sweep(null) : { ...sweep(null), from } },
    deep: frontier(floor),
    marks: [],
    seen: new Uint8Array(0),
    gaps: [],
  });

  it('is what a deep sweep would claim when it has read everything since the floor', () => {
    assert.equal(floorAfterTail(feedOf(100, 100), 850, 600), 300);
    assert.equal(floorAfterTail(feedOf(90, 100), 250, 600), 250);
    assert.equal(floorAfterTail(feedOf(100, 100), 850, 0), 500);
  });

  it('stays when the sweep began above it, when nobody knows where, and when nothing was read', () => {
    assert.equal(floorAfterTail(feedOf(101, 100), 850, 600), 100);
    assert.equal(floorAfterTail(feedOf(undefined, 100), 850, 600), 100);
    assert.equal(floorAfterTail(feedOf(100, 100), null, 600), 100);
    assert.equal(floorAfterTail(feedOf(100, 100), 850, 900), 100);
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
  const deepFrontier = (deep: Partial<Frontier>): Frontier => ({ ...frontier(50), ...deep });

  it('is due when it is open, was never completed, or is a period old', () => {
    assert.ok(deepIsDue(deepFrontier({ sweep: sweep(null), completedAt: 1_000 }), 1_000, 500));
    assert.ok(deepIsDue(deepFrontier({ completedAt: null }), 1_000, 500));
    assert.ok(deepIsDue(deepFrontier({ completedAt: 500 }), 1_000, 500));
    assert.ok(!deepIsDue(deepFrontier({ completedAt: 501 }), 1_000, 500));
  });
});
