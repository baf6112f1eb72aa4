/** The bounds of a run: its budget and its batches. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BatchBuffer } from '../../../src/collector/batch-buffer.ts';
import { Budget } from '../../../src/collector/budget.ts';
import type { AuditEvent } from '../../../src/model/event.ts';

const limits = { perPage: 100, maxPages: 10, maxDurationMs: 1_000, pageDelayMs: 0, jitterMs: 0, rateLimitReserve: 50 };

describe('the budget', () => {
  const use = (share: { hasPage(): boolean; takePage(): void }) => {
    let pages = 0;
    while (share.hasPage()) {
      share.takePage();
      pages++;
    }
    return pages;
  };

  it('is all of the tails when no deep sweep is due', () => {
    assert.equal(use(new Budget(limits, 0).forTail(false)), 10);
  });

  it('keeps a quarter of the pages, the time and the requests for a deep sweep, which gets the rest as well', () => {
    const budget = new Budget(limits, 5_000);
    const tail = budget.forTail(true);
    assert.equal(use(tail), 8);
    assert.deepEqual([tail.deadlineAt, tail.reserve], [5_750, 52]);
    const deep = budget.forDeep();
    assert.equal(use(deep), 2);
    assert.deepEqual([deep.deadlineAt, deep.reserve], [6_000, 50]);
  });

  it('keeps at least one page', () => {
    const budget = new Budget({ ...limits, maxPages: 2 }, 0);
    assert.equal(use(budget.forTail(true)), 1);
    assert.equal(use(budget.forDeep()), 1);
  });

  it('never leaves the tail without a page, and gives a deep sweep no more than a quarter of what is left of the hour', () => {
    for (const remaining of [51, 52, 60, 250, 1_750]) {
      const budget = new Budget({ ...limits, maxPages: 1_000 }, 0);
      const tail = budget.forTail(true, remaining);
      assert.ok(tail.reserve < remaining, `a tail reads with ${remaining} left`);
      const deep = budget.forDeep(remaining);
      assert.equal(use(deep), Math.max(1, Math.floor((Math.min(1_000 + 50, remaining) - 50) / 4)));
      assert.equal(deep.usedUp, 'rate-limit');
    }
  });

  it('leaves the deep sweep what it kept for it, when the tail has used up all else', () => {
    const budget = new Budget({ ...limits, maxPages: 1_000 }, 0);
    assert.equal(budget.forTail(true, 250).reserve, 100);
    assert.equal(use(budget.forDeep(100)), 50);
  });

  it('says that it was the pages that were used up', () => {
    const share = new Budget(limits, 0).forTail(false);
    use(share);
    assert.equal(share.usedUp, 'max-pages');
  });
});

describe('the buffer of a batch', () => {
  const event = (ts: number, id: string, wellFormed = true, raw = '{}'): AuditEvent => ({
    ts,
    id,
    key: id,
    raw: Buffer.from(raw),
    wellFormed,
  });

  it('gives everything once, sorted by time and id, and elements that are no events apart', () => {
    const buffer = new BatchBuffer({ pages: 9, bytes: 9_999 });
    buffer.addPage([event(5, 'b'), event(9, 'x', false)]);
    buffer.addPage([event(5, 'a'), event(1, 'c')]);
    const { events, deadLetters } = buffer.take();
    assert.deepEqual(
      events.map(({ id }) => id),
      ['c', 'a', 'b'],
    );
    assert.deepEqual(
      deadLetters.map(({ id }) => id),
      ['x'],
    );
    assert.deepEqual(buffer.take(), { events: [], deadLetters: [] });
  });

  it('is full at its number of pages, even of empty ones', () => {
    const buffer = new BatchBuffer({ pages: 2, bytes: 9_999 });
    buffer.addPage([]);
    assert.ok(!buffer.isFull);
    buffer.addPage([]);
    assert.ok(buffer.isFull);
    buffer.take();
    assert.ok(!buffer.isFull);
  });

  it('is full at its size', () => {
    const buffer = new BatchBuffer({ pages: 9, bytes: 10 });
    buffer.addPage([event(1, 'a', true, '123456789')]);
    assert.ok(!buffer.isFull);
    buffer.addPage([event(2, 'b', true, '1')]);
    assert.ok(buffer.isFull);
  });
});
