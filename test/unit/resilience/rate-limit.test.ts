import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHttpDate } from '../../../src/resilience/http-date.ts';
import { RateBudget, readRateLimit, readRetryAfterMs, readStatedWaitMs } from '../../../src/resilience/rate-limit.ts';
import { FakeClock } from '../fake-clock.ts';

/** The runner's clock is off by a day: whoever uses it for a header's instant fails here. */
const SERVER_NOW = Date.parse('2026-11-22T09:40:00Z');
const RUNNER_NOW = SERVER_NOW - 86_400_000;
const date = new Date(SERVER_NOW).toUTCString();
const inSeconds = (seconds: number) => String(SERVER_NOW / 1000 + seconds);

test('a date is read back exactly, at any second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      assert.equal(parseHttpDate(new Date(seconds * 1000).toUTCString()), seconds * 1000);
    }),
  );
});

test('a date in any other format is not a date', () => {
  for (const text of [undefined, '', '1', '2026-11-22T09:40:00Z', 'Sun, 31 Feb 2026 09:40:00 GMT', `${date} x`]) {
    assert.equal(parseHttpDate(text), undefined, text);
  }
  assert.equal(parseHttpDate('Sun, 22 Nov 2026 25:40:00 GMT'), undefined);
});

test('Retry-After comes in seconds or as a date by the clock of the server', () => {
  assert.equal(readRetryAfterMs({ 'retry-after': '30' }, RUNNER_NOW), 30_000);
  assert.equal(readRetryAfterMs({ 'retry-after': ' 0 ' }, RUNNER_NOW), 0);
  const at = new Date(SERVER_NOW + 90_000).toUTCString();
  assert.equal(readRetryAfterMs({ 'retry-after': at, date }, RUNNER_NOW), 90_000);
  assert.equal(readRetryAfterMs({ 'retry-after': at }, SERVER_NOW + 60_000), 30_000);
  assert.equal(readRetryAfterMs({ 'retry-after': at }, SERVER_NOW + 100_000), 0);
  assert.equal(readRetryAfterMs({ 'retry-after': '9'.repeat(400) }, RUNNER_NOW), Number.POSITIVE_INFINITY);
});

test('any other value is ignored', () => {
  for (const text of ['-1', '1.5', '1e3', 'soon', '']) {
    assert.equal(readRetryAfterMs({ 'retry-after': text }, RUNNER_NOW), undefined, text);
  }
});

test('Retry-After wins over the reset, the reset counts only when nothing is left', () => {
  const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(600), date };
  assert.equal(readStatedWaitMs({ ...reset, 'retry-after': '7' }, RUNNER_NOW), 7000);
  assert.equal(readStatedWaitMs(reset, RUNNER_NOW), 601_000);
  assert.equal(readStatedWaitMs({ ...reset, 'x-ratelimit-remaining': '1' }, RUNNER_NOW), undefined);
  assert.equal(readStatedWaitMs({ 'x-ratelimit-remaining': '0', date }, RUNNER_NOW), undefined);
  assert.equal(readStatedWaitMs({ ...reset, 'x-ratelimit-reset': inSeconds(-600) }, RUNNER_NOW), 0);
});

test('headers that are not numbers set no limit', () => {
  assert.equal(readRateLimit({}), undefined);
  assert.equal(readRateLimit({ 'x-ratelimit-remaining': 'many' }), undefined);
  assert.deepEqual(readRateLimit({ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': 'x' }), {
    remaining: 5,
    resetAt: undefined,
  });
});

function observed(remaining: number, headers: Readonly<Record<string, string>> = {}) {
  const clock = new FakeClock(RUNNER_NOW);
  const budget = new RateBudget(clock);
  const answer = { 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': inSeconds(600), date, ...headers };
  budget.observe(answer);
  return { clock, budget };
}

test('the reserve is spared until the reset, measured from the answer that named it', () => {
  const { clock, budget } = observed(50);
  assert.equal(budget.remaining, 50);
  assert.equal(budget.holdMs(49), 0);
  assert.equal(budget.holdMs(50), 601_000);
  clock.spend(600_999);
  assert.equal(budget.holdMs(50), 1);
  clock.spend(1);
  assert.equal(budget.holdMs(50), 0);
});

test('nothing is spared before the first answer, nor from a server without limits', () => {
  const budget = new RateBudget(new FakeClock(RUNNER_NOW));
  assert.equal(budget.holdMs(1_000_000), 0);
  budget.observe({ date });
  assert.equal(budget.remaining, undefined);
  assert.equal(budget.holdMs(1_000_000), 0);
});

test('an answer without the headers leaves what was known', () => {
  const { budget } = observed(3);
  budget.observe({ date });
  assert.equal(budget.remaining, 3);
  assert.equal(budget.holdMs(50), 601_000);
});

test('Retry-After ends the sparing earlier', () => {
  assert.equal(observed(0, { 'retry-after': '5' }).budget.holdMs(50), 5000);
});
