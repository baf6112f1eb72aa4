import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Wait, waitWithin } from '../../../src/resilience/deadline.ts';
import { FakeClock } from '../fake-clock.ts';

const live = new AbortController().signal;

function wait(ms: number, leftMs: number) {
  const clock = new FakeClock(1000);
  const wait: Wait = { ms, deadlineAt: 1000 + leftMs, otherwise: 'rate-limit' };
  return { clock, done: (signal = live) => waitWithin(clock, wait, signal) };
}

test('a wait that ends before the deadline takes place', async () => {
  const { clock, done } = wait(99, 100);
  assert.equal(await done(), undefined);
  assert.equal(clock.now(), 1099);
});

test('a wait that would reach the deadline is not begun', async () => {
  for (const ms of [100, 101, Number.POSITIVE_INFINITY]) {
    const { clock, done } = wait(ms, 100);
    assert.deepEqual(await done(), { kind: 'stopped', reason: 'rate-limit' });
    assert.deepEqual(clock.slept, []);
  }
});

test('nothing to wait for is fine until the deadline, and then it is over', async () => {
  assert.equal(await wait(0, 1).done(), undefined);
  assert.deepEqual(await wait(0, 0).done(), { kind: 'stopped', reason: 'max-duration' });
  assert.deepEqual(await wait(50, -1).done(), { kind: 'stopped', reason: 'max-duration' });
});

test('cancellation ends it before and during the wait, and never rejects', async () => {
  assert.deepEqual(await wait(0, 100).done(AbortSignal.abort()), { kind: 'stopped', reason: 'cancelled' });
  const { clock, done } = wait(50, 100);
  const controller = new AbortController();
  clock.at(1010, () => controller.abort(new Error('SIGTERM')));
  assert.deepEqual(await done(controller.signal), { kind: 'stopped', reason: 'cancelled' });
  assert.equal(clock.now(), 1010);
});
