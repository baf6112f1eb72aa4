import assert from 'node:assert/strict';
import { it } from 'node:test';
import { DeliveredIds } from '../../../src/dedupe/delivered-ids.ts';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { packSeen } from '../../../src/model/seen.ts';

const event = (id: string, ts: number) => ({ key: keyOfId(id), ts });

it('an event is known once it is on its way, and delivered once that was committed', () => {
  const ids = new DeliveredIds(packSeen([event('old', 1)]));
  assert.ok(ids.has(event('old', 1), true));
  assert.equal(ids.has(event('new', 2), true), false);
  ids.add(event('new', 2));
  assert.ok(ids.has(event('new', 2), true));
  assert.deepEqual([ids.pending, ids.size], [[event('new', 2)], 1]);
  ids.committed();
  assert.ok(ids.has(event('new', 2), true));
  assert.deepEqual([ids.pending, ids.size], [[], 2]);
});

it('the same id at another timestamp is another event, unless the timestamp is a guess', () => {
  const ids = new DeliveredIds(packSeen([event('x', 1)]));
  assert.equal(ids.has(event('x', 2), true), false);
  assert.ok(ids.has(event('x', 2), false));
});
