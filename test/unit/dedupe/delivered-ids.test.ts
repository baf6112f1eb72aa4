import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DeliveredIds } from '../../../src/dedupe/delivered-ids.ts';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { cutSeen, NOTHING_SEEN, packSeen, SEEN_RECORD_BYTES, uniteSeen } from '../../../src/model/seen.ts';

const event = (id: string, ts: number) => ({ key: keyOfId(id), ts });

it('an event is known once it is on its way, and delivered once that was committed', () => {
  const seen = packSeen([event('old', 1)]);
  const ids = new DeliveredIds(seen);
  assert.ok(ids.has(event('old', 1), true));
  assert.equal(ids.has(event('new', 2), true), false);
  ids.add(event('new', 2));
  assert.ok(ids.has(event('new', 2), true));
  assert.deepEqual([ids.pending, ids.size], [[event('new', 2)], 1]);
  ids.committed(uniteSeen(seen, packSeen(ids.pending)), 0);
  assert.ok(ids.has(event('new', 2), true));
  assert.deepEqual([ids.pending, ids.size], [[], 2]);
});

it('the same id at another timestamp is another event, unless the timestamp is a guess', () => {
  const ids = new DeliveredIds(packSeen([event('x', 1)]));
  assert.equal(ids.has(event('x', 2), true), false);
  assert.ok(ids.has(event('x', 2), false));
  ids.add(event('x', 2));
  ids.add(event('y', 2));
  assert.ok(ids.has(event('x', 2), true) && ids.has(event('x', 9), false) && ids.has(event('y', 9), false));
  assert.equal(ids.has(event('x', 3), true) || ids.has(event('y', 3), true), false);
});

it('whatever is added and committed, what was added is known from the floor on, with room in the position or not', () => {
  const some = fc.record({ key: fc.integer({ min: 0, max: 20 }).map((id) => keyOfId(`${id}`)), ts: fc.nat(9) });
  const step = fc.oneof(some, some, fc.record({ room: fc.nat(6), floor: fc.nat(9) }));
  fc.assert(
    fc.property(fc.array(step), fc.array(some), (steps, queried) => {
      const ids = new DeliveredIds(NOTHING_SEEN);
      const [added, keys] = [new Set<string>(), new Set<string>()];
      let [seen, from] = [NOTHING_SEEN, 0];
      for (const each of steps) {
        if ('room' in each) {
          from = Math.max(from, each.floor);
          seen = cutSeen(uniteSeen(seen, packSeen(ids.pending)), from);
          seen = seen.subarray(Math.max(0, seen.length - each.room * SEEN_RECORD_BYTES));
          ids.committed(seen, from);
        } else if (!ids.has(each, true)) {
          ids.add(each);
          added.add(`${each.ts} ${each.key}`);
          keys.add(each.key);
        }
      }
      for (const each of queried.filter(({ ts }) => ts >= from)) {
        assert.equal(ids.has(each, true), added.has(`${each.ts} ${each.key}`));
        assert.ok(keys.has(each.key) || !ids.has(each, false));
        const isThere = [...added].some((text) => text.endsWith(each.key) && Number(text.split(' ')[0]) >= from);
        assert.ok(ids.has(each, false) || !isThere);
      }
    }),
  );
});
