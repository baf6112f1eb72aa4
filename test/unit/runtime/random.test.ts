import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../src/runtime/random.ts';

test('the same seed draws the same, another one does not', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, seededRandom(seed).next);
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
  assert.match(seededRandom(3).token(), /^[0-9a-f]{8}$/);
});

test('it is uniform enough for the order of feeds and for jitter', () => {
  const random = seededRandom(42);
  const buckets = new Array<number>(10).fill(0);
  for (let at = 0; at < 10_000; at += 1) {
    const value = random.next();
    assert.ok(value >= 0 && value < 1);
    const bucket = Math.floor(value * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  for (const count of buckets) assert.ok(count > 850 && count < 1150, `${buckets}`);
});
