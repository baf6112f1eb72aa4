import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { feedFromFloor, feedFromHistory, firstClaim, firstFeed } from '../../../src/position/cold-start.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const date = Date.UTC(2026, 4, 20, 10, 30);
const start = { date, since: { kind: 'before-now', ms: 7 * DAY }, retentionMs: 180 * DAY, run: '7.1' } as const;
const iso = (ms: number) => new Date(ms).toISOString();

describe('a first run', () => {
  it('begins at the whole hour of since', () => {
    assert.equal(iso(firstClaim(start)), '2026-05-13T10:00:00.000Z');
    const at = Date.UTC(2026, 4, 1, 8, 59);
    assert.equal(iso(firstClaim({ ...start, since: { kind: 'instant', at } })), '2026-05-01T08:00:00.000Z');
  });

  it('begins an hour inside of what GitHub still holds, when since is before that', () => {
    assert.equal(firstClaim({ ...start, retentionMs: 7 * DAY }), date - 7 * DAY + HOUR);
  });

  it('begins at 1970 at the earliest, and anywhere where nothing expires', () => {
    const since = { kind: 'before-now', ms: 100 * 365 * DAY } as const;
    assert.equal(firstClaim({ ...start, since, retentionMs: Number.POSITIVE_INFINITY }), 0);
  });

  it('needs no deep sweep for a period, and has no gap', () => {
    const feed = firstFeed(start);
    assert.equal(feed.deep.completedAt, date);
    assert.equal(feed.tail.completedAt, null);
    assert.equal(feed.deep.claim, feed.tail.claim);
    assert.deepEqual(feed.gaps, []);
  });
});

describe('a feed of which only the floor is known', () => {
  it('begins there, with a deep sweep due', () => {
    const feed = feedFromFloor(5_000);
    assert.deepEqual([feed.tail.claim, feed.deep.claim, feed.deep.completedAt], [5_000, 5_000, null]);
  });
});

describe('a feed of which only an earlier success is known', () => {
  it('begins a day before that run, with a gap from the beginning to there', () => {
    const succeededAt = date - 30 * DAY;
    const feed = feedFromHistory(start, succeededAt);
    assert.equal(feed.tail.claim, succeededAt - DAY);
    assert.deepEqual(feed.gaps, [{ from: 0, to: succeededAt - DAY, kind: 'state-lost', certain: true, run: '7.1' }]);
  });

  it('begins no later than a first run would', () => {
    assert.equal(feedFromHistory(start, date - HOUR).tail.claim, firstFeed(start).tail.claim);
  });

  it('begins no earlier than GitHub holds events', () => {
    const feed = feedFromHistory({ ...start, retentionMs: 7 * DAY }, date - 30 * DAY);
    assert.equal(feed.tail.claim, date - 7 * DAY + HOUR);
    assert.equal(feed.deep.claim, feed.tail.claim);
  });
});
