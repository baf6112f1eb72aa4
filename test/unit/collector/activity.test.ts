/** What happened, counted in the same memory whatever the volume. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ACTIONS_NAMED, ActivityCount, actionNameOf, BUCKETS_MAX, KINDS_MAX } from '../../../src/collector/activity.ts';
import type { AuditEvent } from '../../../src/model/event.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

const eventOf = (ts: number, action?: string): AuditEvent => ({
  ts,
  id: undefined,
  key: '0'.repeat(32),
  raw: Buffer.from('{}'),
  wellFormed: true,
  action,
});

function activityOf(events: readonly AuditEvent[]) {
  const count = new ActivityCount(NOW);
  count.add(events);
  return count.activity;
}

describe('events over time', () => {
  it('few minutes are shown by the minute, with the empty ones between', () => {
    const { buckets, bucketMs } = activityOf([NOW, NOW + 59_999, NOW + 3 * MINUTE].map((ts) => eventOf(ts)));
    assert.equal(bucketMs, MINUTE);
    assert.deepEqual(
      buckets.map(({ from, events }) => [from - NOW, events]),
      [
        [0, 2],
        [MINUTE, 0],
        [2 * MINUTE, 0],
        [3 * MINUTE, 1],
      ],
    );
  });

  it('a week is shown by half a day, in whole ones', () => {
    const week = Array.from({ length: 7 * 24 }, (_, hour) => eventOf(NOW - hour * HOUR));
    const { buckets, bucketMs } = activityOf(week);
    assert.equal(bucketMs, 12 * HOUR);
    assert.ok(buckets.every(({ from }) => from % (12 * HOUR) === 0));
    assert.equal(
      buckets.reduce((sum, { events }) => sum + events, 0),
      week.length,
    );
  });

  it('events far from now are counted apart and do not stretch the chart', () => {
    const events = [0, NOW - 401 * DAY, NOW, NOW + 8 * DAY, 2 ** 48 - 1].map((ts) => eventOf(ts));
    const { buckets, longAgo, inTheFuture } = activityOf(events);
    assert.deepEqual(buckets, [{ from: NOW, events: 1 }]);
    assert.deepEqual([longAgo, inTheFuture], [2, 2]);
  });

  it('never too many buckets, every event in its own, in whatever order and portions they come', () => {
    const ts = fc.integer({ min: NOW - 450 * DAY, max: NOW + 20 * DAY });
    fc.assert(
      fc.property(fc.array(fc.array(ts, { maxLength: 20 }), { maxLength: 8 }), (portions) => {
        const count = new ActivityCount(NOW);
        for (const portion of portions) count.add(portion.map((each) => eventOf(each)));
        const { buckets, bucketMs, longAgo, inTheFuture } = count.activity;
        assert.ok(buckets.length <= BUCKETS_MAX);
        const near = portions.flat().filter((each) => each >= NOW - 400 * DAY && each <= NOW + 7 * DAY);
        assert.equal(longAgo + inTheFuture, portions.flat().length - near.length);
        for (const { from, events } of buckets) {
          assert.equal(events, near.filter((each) => each >= from && each < from + bucketMs).length);
        }
        assert.equal(
          buckets.reduce((sum, { events }) => sum + events, 0),
          near.length,
        );
      }),
    );
  });

  it('the first and the last bucket are not empty', () => {
    const { buckets } = activityOf([NOW - 90 * DAY, NOW].map((ts) => eventOf(ts)));
    assert.deepEqual([buckets[0]?.events, buckets.at(-1)?.events], [1, 1]);
  });
});

describe('frequent actions', () => {
  it('are ranked, and by name where they are equal', () => {
    const names = ['b.x', 'a.x', 'c.x', 'c.x'];
    const { actions, kinds, others } = activityOf([...names, undefined].map((name) => eventOf(NOW, name)));
    assert.deepEqual(actions, [
      { name: 'c.x', events: 2 },
      { name: 'a.x', events: 1 },
      { name: 'b.x', events: 1 },
    ]);
    assert.deepEqual([kinds, others], [3, 1]);
  });

  it('are bounded: names beyond the limit are counted together, known ones go on', () => {
    const many = Array.from({ length: KINDS_MAX + 50 }, (_, index) => eventOf(NOW, `a.x${index}`));
    const { actions, kinds, others } = activityOf([...many, eventOf(NOW, 'a.x7')]);
    assert.equal(actions.length, ACTIONS_NAMED);
    assert.deepEqual(actions[0], { name: 'a.x7', events: 2 });
    assert.deepEqual([kinds, others], [KINDS_MAX, 50]);
  });

  it('a malformed name is not kept', () => {
    for (const name of ['repo.create', 'git.clone', 'org_credential_authorization.grant', 'x'.repeat(100)]) {
      assert.equal(actionNameOf(name), name);
    }
    const none: readonly unknown[] = ['', '.', 'a.', 'a b', '<b>', 'a\n', 'é', 'x'.repeat(101), 7, null, undefined, {}];
    for (const action of none) assert.equal(actionNameOf(action), undefined);
  });
});
