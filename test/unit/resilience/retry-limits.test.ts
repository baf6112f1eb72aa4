import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UpstreamError } from '../../../src/model/errors.ts';
import type { Task, Verdict } from '../../../src/resilience/retry.ts';
import { done, fails, HOUR, live, open, script, settings, waits } from './retry-script.ts';

test('a wait that does not fit stops the run with the reason of that wait, without waiting', async () => {
  const cases = [
    { verdict: waits(10_000), reason: 'rate-limit' },
    { verdict: { ...fails, waitMs: 10_000 }, reason: 'rate-limit' },
    { verdict: fails, reason: 'max-duration' },
  ] as const;
  for (const { verdict, reason } of cases) {
    const { retry, clock, log } = open();
    assert.deepEqual(await retry.run(script(verdict).task, clock.now() + 1000, live), { kind: 'stopped', reason });
    assert.deepEqual(clock.slept, []);
    assert.match(log.lines.join(), /does not fit before the deadline/);
  }
});

test('a reset an hour away with ten minutes left stops at once', async () => {
  const { retry, clock } = open();
  const stopped = await retry.run(script(waits(HOUR)).task, clock.now() + 600_000, live);
  assert.deepEqual(stopped, { kind: 'stopped', reason: 'rate-limit' });
});

test('at the deadline nothing is sent', async () => {
  const { retry, clock } = open();
  const { task, tries } = script(done);
  assert.deepEqual(await retry.run(task, clock.now(), live), { kind: 'stopped', reason: 'max-duration' });
  assert.equal(tries(), 0);
});

test('a hung try is cut off by the deadline and is then no failure', async () => {
  const { retry, clock, start } = open({ retry: { ...settings.retry, attempts: 1 } });
  const task: Task<never, string> = { ...script(done).task, send: () => new Promise<never>(() => {}) };
  const stopped = await retry.run(task, clock.now() + 30_000, live);
  assert.deepEqual(stopped, { kind: 'stopped', reason: 'max-duration' });
  assert.equal(clock.now() - start, 30_000);
});

test('cancellation is an outcome: before, during a try and during a wait', async () => {
  const cancelled = { kind: 'stopped', reason: 'cancelled' };
  const before = open();
  assert.deepEqual(await before.retry.run(script(done).task, before.start + HOUR, AbortSignal.abort()), cancelled);

  const during = open({ retry: { ...settings.retry, attempts: 1 } });
  const inTry = new AbortController();
  during.clock.at(during.start + 10, () => inTry.abort(new Error('SIGTERM')));
  const hung: Task<never, string> = { ...script(done).task, send: () => new Promise<never>(() => {}) };
  assert.deepEqual(await during.retry.run(hung, during.start + HOUR, inTry.signal), cancelled);
  assert.equal(during.clock.now(), during.start + 10);

  const waiting = open();
  const inWait = new AbortController();
  waiting.clock.at(waiting.start + 10, () => inWait.abort(new Error('SIGTERM')));
  assert.deepEqual(await waiting.retry.run(script(fails).task, waiting.start + HOUR, inWait.signal), cancelled);
});

test('the budget is spared before a try, and stops the run when that takes too long', async () => {
  const { retry, clock, log, start } = open();
  const holdMs = () => Math.max(0, start + 40_000 - clock.now());
  assert.deepEqual(await retry.run({ ...script(done).task, holdMs }, start + HOUR, live), done);
  assert.equal(clock.now(), start + 40_000);
  assert.deepEqual(log.lines, ['warning Reading: the rate limit is down to the reserve (waiting 40 s).']);
  const tight = open();
  const { task, tries } = script(done);
  const stopped = await tight.retry.run({ ...task, holdMs: () => 40_000 }, tight.start + 40_000, live);
  assert.deepEqual(stopped, { kind: 'stopped', reason: 'rate-limit' });
  assert.equal(tries(), 0);
});

test('the open breaker holds tries back, across tasks, and lets them on after the cool-down', async () => {
  const breaker = { failures: 3, successes: 2, cooldownMs: 60_000 };
  const { retry, clock, log, start } = open({ breaker }, 0);
  assert.deepEqual(await retry.run(script(fails, fails, fails, done).task, start + HOUR, live), done);
  assert.deepEqual(clock.slept, [60_000]);
  assert.equal(
    log.lines.at(-1),
    'warning Reading: HTTP 502, try 4 of 5 follows; the circuit breaker is open after too many failures in a row (waiting 60 s).',
  );
  // Half open after one success: one failure opens it again.
  assert.deepEqual(await retry.run(script(fails, done).task, start + HOUR, live), done);
  assert.deepEqual(clock.slept, [60_000, 60_000]);
});

test('a success in between keeps failures from adding up', async () => {
  const { retry, clock, start } = open({ breaker: { failures: 2, successes: 1, cooldownMs: 60_000 } }, 0);
  for (let i = 0; i < 3; i += 1) assert.deepEqual(await retry.run(script(fails, done).task, start + HOUR, live), done);
  assert.deepEqual(clock.slept, []);
});

test('a cool-down that does not fit before the deadline stops with circuit-open', async () => {
  const breaker = { failures: 1, successes: 1, cooldownMs: 60_000 };
  const { retry, start } = open({ breaker });
  const stopped = { kind: 'stopped', reason: 'circuit-open' };
  assert.deepEqual(await retry.run(script(fails).task, start + 50_000, live), stopped);
  const { task, tries } = script(done);
  assert.deepEqual(await retry.run(task, start + 50_000, live), stopped);
  assert.equal(tries(), 0);
});

test('a rate limit neither opens the breaker nor closes it', async () => {
  const breaker = { failures: 1, successes: 1, cooldownMs: 60_000 };
  const { retry, clock, start } = open({ breaker });
  assert.deepEqual(await retry.run(script(waits(5000), done).task, start + HOUR, live), done);
  assert.deepEqual(clock.slept, [5000]);
});

test('whatever happens, no try and no wait goes beyond the deadline, and tries stay within the attempts', async () => {
  const verdict = fc.oneof(
    fc.constant<Verdict<string>>(fails),
    fc.nat(100_000).map(waits),
    fc.nat(100_000).map((waitMs): Verdict<string> => ({ ...fails, waitMs })),
    fc.constant<Verdict<string>>(done),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(verdict, fc.nat(60_000)), { minLength: 1, maxLength: 12 }),
      fc.record({ attempts: fc.integer({ min: 1, max: 6 }), left: fc.nat(400_000), failures: fc.nat({ max: 5 }) }),
      async (steps, { attempts, left, failures }) => {
        const { retry, clock, start } = open({
          retry: { ...settings.retry, attempts },
          breaker: { failures: failures + 1, successes: 1, cooldownMs: 20_000 },
        });
        let sent = 0;
        let failed = 0;
        const task: Task<Verdict<string>, string> = {
          what: 'Reading',
          send: async (signal) => {
            assert.ok(clock.now() < start + left);
            const [next, takesMs] = steps[Math.min(sent++, steps.length - 1)] ?? [fails, 0];
            await clock.sleep(takesMs, signal);
            return next;
          },
          judge: (next) => {
            if (next.kind === 'retry') failed += 1;
            return next;
          },
          classify: () => {
            failed += 1;
            return fails;
          },
        };
        const outcome = await retry.run(task, start + left, live).catch((error: unknown) => error);
        assert.ok(clock.now() <= start + left);
        assert.ok(failed <= attempts);
        assert.equal(outcome instanceof UpstreamError, failed === attempts);
        assert.equal(clock.pending, 0);
      },
    ),
    { numRuns: 300 },
  );
});
