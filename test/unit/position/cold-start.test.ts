import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import {
  coldFeed,
  feedAfter,
  feedFromFloor,
  firstClaim,
  firstFeed,
  refuseColdStart,
} from '../../../src/position/cold-start.ts';
import type { Found } from '../../../src/position/find-position.ts';
import { plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';

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

describe('a feed that the position does not have', () => {
  const gapOf = (to: number) => ({ from: 0, to, kind: 'state-lost', certain: false, run: '3.1' }) as const;
  const found = (gaps: Checkpoint['feeds']['web']): Found => {
    const checkpoint = { ...plainCheckpoint('s', 3), feeds: { web: gaps } } as Checkpoint;
    return { kind: 'resume', checkpoint, where: '', notes: [], doubt: undefined, floors: {}, isKept: true };
  };

  it('is a new one', () => {
    assert.deepEqual(coldFeed('git', found(firstFeed(start)), start), firstFeed(start));
  });

  it('was lost with the one that begins after a loss, and begins where that one did, with a gap', () => {
    const web = { ...firstFeed(start), gaps: [gapOf(date - 9 * DAY)] };
    const git = coldFeed('git', found(web), start);
    assert.equal(git.tail.claim, date - 9 * DAY);
    assert.deepEqual(git.gaps, [{ ...gapOf(date - 9 * DAY), run: '7.1' }]);
    assert.equal(coldFeed('git', found(web), { ...start, retentionMs: 7 * DAY }).tail.claim, date - 7 * DAY + HOUR);
  });
});

describe('a feed of which only the floor is known', () => {
  it('begins there, with a deep sweep due', () => {
    const feed = feedFromFloor(5_000);
    assert.deepEqual([feed.tail.claim, feed.deep.claim, feed.deep.completedAt], [5_000, 5_000, null]);
  });
});

describe('a feed without a position in a workflow that succeeded before', () => {
  const after = (startedAt: number, bySchedule = true) => ({ kind: 'succeeded', startedAt, bySchedule }) as const;

  it('begins a day before that run, with a possible gap from the beginning to there', () => {
    const succeededAt = date - 30 * DAY;
    const feed = feedAfter(after(succeededAt), start);
    assert.equal(feed.tail.claim, succeededAt - DAY);
    assert.deepEqual(feed.gaps, [{ from: 0, to: succeededAt - DAY, kind: 'state-lost', certain: false, run: '7.1' }]);
  });

  it('has no gap when no run of the schedule succeeded: only those collect for certain', () => {
    assert.deepEqual(feedAfter(after(date - 30 * DAY, false), start).gaps, []);
    assert.deepEqual(feedAfter({ kind: 'none' }, start), firstFeed(start));
  });

  it('begins no later than a first run would', () => {
    assert.equal(feedAfter(after(date - HOUR), start).tail.claim, firstFeed(start).tail.claim);
  });

  it('begins no earlier than GitHub holds events', () => {
    const feed = feedAfter(after(date - 30 * DAY), { ...start, retentionMs: 7 * DAY });
    assert.equal(feed.tail.claim, date - 7 * DAY + HOUR);
    assert.equal(feed.deep.claim, feed.tail.claim);
  });
});

describe('on-cold-start: fail', () => {
  const none = { kind: 'none', history: { kind: 'none' }, besides: false, notes: [] } as const;
  const resume = (checkpoint: Checkpoint): Found => {
    return { kind: 'resume', checkpoint, where: '', notes: [], doubt: undefined, floors: {}, isKept: true };
  };
  const known = plainCheckpoint('0123456789abcdef01234567', 3);

  it('refuses a run without a position, one that has names only, and a feed that was added', () => {
    const refuse = (found: Found, feeds: readonly FeedName[], onColdStart: 'fail' | 'collect' = 'fail') =>
      refuseColdStart(found, { feeds, position: { onColdStart } });
    assert.throws(() => refuse(none, ['web', 'git']), /web and git feed was not found/);
    const floors = { kind: 'floors', floors: {}, generation: 1, epoch: 0, where: '', notes: [] } as const;
    assert.throws(() => refuse(floors, ['web']), /lost but for the names/);
    assert.throws(() => refuse(resume(known), ['web', 'git']), /of the git feed was not found/);
    refuse(resume(known), ['web']);
    refuse(none, ['web', 'git'], 'collect');
  });
});
