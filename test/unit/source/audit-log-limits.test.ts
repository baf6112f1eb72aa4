import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UpstreamError } from '../../../src/model/errors.ts';
import { NOW, openScripted, page, status } from './scripted-api.ts';

const limits = (remaining: number, resetInSeconds: number) => ({
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(NOW / 1000 + resetInSeconds),
});

test('the pause comes before every page but the first, and ends at the deadline', async () => {
  const { read, clock } = openScripted([page()], { pageDelayMs: 5000 });
  await read();
  assert.deepEqual(clock.slept, []);
  await read();
  await read({ feed: 'git' });
  assert.deepEqual(clock.slept, [5000, 5000]);
  assert.deepEqual(await read({}, { deadlineAt: clock.now() + 5000 }), { kind: 'stopped', reason: 'max-duration' });
  assert.deepEqual(await read({}, {}, AbortSignal.abort()), { kind: 'stopped', reason: 'cancelled' });
});

test('a rate limit is waited for inside the deadline and uses up no try', async () => {
  const limited = status(403, limits(0, 120), 'API rate limit exceeded');
  const { read, clock, auditLog } = openScripted([...Array(7).fill(limited), page()]);
  assert.equal((await read()).kind, 'page');
  assert.deepEqual(clock.slept, Array(7).fill(121_000));
  assert.equal(auditLog.usage.retries, 7);
});

test('a reset beyond the deadline stops at once', async () => {
  const { read, clock, requests } = openScripted([status(429, limits(0, 3600))]);
  assert.deepEqual(await read(), { kind: 'stopped', reason: 'rate-limit' });
  assert.deepEqual(clock.slept, []);
  assert.equal(requests.length, 1);
});

test('a secondary limit without a time waits a minute and more each time', async () => {
  const secondary = status(403, limits(1200, 60), 'You have exceeded a secondary rate limit.');
  const { read, clock, log } = openScripted([secondary, secondary, secondary, page()]);
  assert.equal((await read()).kind, 'page');
  assert.deepEqual(clock.slept, [60_000, 120_000, 240_000]);
  assert.match(log.lines[0] ?? '', /^warning .*secondary rate limit/);
});

test('Retry-After wins: neither the reset nor the reserve makes it longer', async () => {
  const limited = status(403, { ...limits(0, 1800), 'retry-after': '3' }, 'API rate limit exceeded');
  const { read, clock } = openScripted([limited, page()]);
  assert.equal((await read({}, { reserve: 50 })).kind, 'page');
  assert.deepEqual(clock.slept, [3000]);
});

test('the reserve is kept for others: the next page waits for the reset, or the run stops', async () => {
  const first = { ...page([1], 'x'), headers: { ...page([1], 'x').headers, ...limits(50, 600) } };
  const waiting = openScripted([first, page()]);
  await waiting.read({}, { reserve: 50 });
  assert.equal(waiting.auditLog.usage.rateLimitRemaining, 50);
  await waiting.read({ after: 'x' }, { reserve: 50 });
  assert.deepEqual(waiting.clock.slept, [601_000]);

  const stopping = openScripted([first, page()]);
  await stopping.read({}, { reserve: 50 });
  const stopped = await stopping.read({ after: 'x' }, { reserve: 50, deadlineAt: NOW + 600_000 });
  assert.deepEqual(stopped, { kind: 'stopped', reason: 'rate-limit' });
  assert.equal(stopping.requests.length, 1);

  const enough = openScripted([first, page()]);
  await enough.read({}, { reserve: 49 });
  await enough.read({ after: 'x' }, { reserve: 49 });
  assert.deepEqual(enough.clock.slept, []);
});

test('the breaker lives as long as the audit log', async () => {
  const resilience = {
    requestTimeoutMs: 1000,
    retry: { attempts: 2, initialBackoffMs: 0, maxBackoffMs: 0, multiplier: 1 },
    breaker: { failures: 2, successes: 1, cooldownMs: 60_000 },
  };
  const { read, requests } = openScripted([status(500)], { resilience });
  await assert.rejects(read(), UpstreamError);
  assert.deepEqual(await read({}, { deadlineAt: NOW + 30_000 }), { kind: 'stopped', reason: 'circuit-open' });
  assert.equal(requests.length, 2);
});

test('cancelled while a request hangs: an outcome', async () => {
  const { read, clock } = openScripted(['hang']);
  const controller = new AbortController();
  clock.at(NOW + 100, () => controller.abort(new Error('SIGTERM')));
  assert.deepEqual(await read({}, {}, controller.signal), { kind: 'stopped', reason: 'cancelled' });
});
