import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoffCapMs, backoffMs } from '../../../src/resilience/backoff.ts';

const settings = { initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 };

test('the cap doubles from the initial backoff to the maximum', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map((failures) => backoffCapMs(settings, failures)),
    [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000],
  );
});

test('settings at their bounds give a number', () => {
  assert.equal(backoffCapMs({ initialBackoffMs: 0, maxBackoffMs: 0, multiplier: 1 }, 1), 0);
  assert.equal(backoffCapMs({ initialBackoffMs: 0, maxBackoffMs: 60_000, multiplier: 100 }, 10_000), 0);
  assert.equal(backoffCapMs({ ...settings, multiplier: 1 }, 50), 2000);
  assert.equal(backoffCapMs({ ...settings, multiplier: 100 }, 10_000), 60_000);
  assert.equal(backoffCapMs({ ...settings, maxBackoffMs: 500 }, 1), 500);
});

test('full jitter reaches both ends and is uniform over whole milliseconds', () => {
  assert.equal(backoffMs(settings, 1, 0), 0);
  assert.equal(backoffMs(settings, 1, 1 - Number.EPSILON), 2000);
  assert.equal(backoffMs({ ...settings, initialBackoffMs: 1, maxBackoffMs: 1 }, 1, 0.49), 0);
  assert.equal(backoffMs({ ...settings, initialBackoffMs: 1, maxBackoffMs: 1 }, 1, 0.51), 1);
});

test('jitter is a whole number within [0, cap], and the cap within the maximum', () => {
  fc.assert(
    fc.property(
      fc.record({
        initialBackoffMs: fc.nat(3_600_000),
        maxBackoffMs: fc.nat(3_600_000),
        multiplier: fc.double({ min: 1, max: 100, noNaN: true }),
      }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (any, failures, chance) => {
        const cap = backoffCapMs(any, failures);
        const wait = backoffMs(any, failures, chance);
        assert.ok(cap <= any.maxBackoffMs);
        assert.ok(Number.isInteger(wait) && wait >= 0 && wait <= cap);
      },
    ),
  );
});
