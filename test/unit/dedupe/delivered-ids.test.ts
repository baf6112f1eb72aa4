import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DeliveredIds } from '../../../src/dedupe/delivered-ids.ts';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { NOTHING_SEEN, packSeen, uniteSeen } from '../../../src/model/seen.ts';

const event = (id: string, ts: number) => ({ key: keyOfId(id), ts });

it('an event is known once it is on its way, and delivered once that was committed', () => {
  const seen = packSeen([event('old', 1)]);
  const ids = new DeliveredIds(seen);
  assert.ok(ids.has(event('old', 1), true));
  assert.equal(ids.has(event('new', 2), true), false);
  ids.add(event('new', 2));
  assert.ok(ids.has(event('new', 2), true));
  assert.deepEqual([ids.pending, ids.size], [[event('new', 2)], 1]);
  ids.committed(uniteSeen(seen, packSeen(ids.pending)));
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

it('whatever is added and committed, what was added is known, and nothing else', () => {
  const some = fc.record({ key: fc.integer({ min: 0, max: 20 }).map((id) => keyOfId(`${id}`)), ts: fc.nat(9) });
  const step = fc.oneof(some, fc.constant('commit' as const));
  fc.assert(
    fc.property(fc.array(step), fc.array(some), (steps, queried) => {
      const ids = new DeliveredIds(NOTHING_SEEN);
      const [added, keys] = [new Set<string>(), new Set<string>()];
      let seen = NOTHING_SEEN;
      for (const each of steps) {
        if (each === 'commit') {
          seen = uniteSeen(seen, packSeen(ids.pending));
          ids.committed(seen);
        } else if (!ids.has(each, true)) {
          ids.add(each);
          added.add(`${each.ts} ${each.key}`);
          keys.add(each.key);
        }
      }
      for (const each of queried) {
        assert.equal(ids.has(each, true), added.has(`${each.ts} ${each.key}`));
        assert.equal(ids.has(each, false), keys.has(each.key));
      }
    }),
  );
});
