import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import type { ResilienceSettings } from '../../../src/model/settings.ts';
import { type Disposition, Retry, type Task, type Verdict } from '../../../src/resilience/retry.ts';
import { FakeClock } from '../fake-clock.ts';
import { RecordingLog } from '../recording-log.ts';

const HOUR = 3_600_000;
const live = new AbortController().signal;

const settings: ResilienceSettings = {
  requestTimeoutMs: 30_000,
  retry: { attempts: 5, initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 },
  breaker: { failures: 100, successes: 2, cooldownMs: 60_000 },
};

const fails: Disposition = { kind: 'retry', failure: 'HTTP 502', hint: 'Run again.', waitMs: undefined };
const waits = (waitMs: number): Disposition => ({ kind: 'wait', failure: 'secondary rate limit', waitMs });
const done: Verdict<string> = { kind: 'done', value: 'page' };

function open(overrides: Partial<ResilienceSettings> = {}, chance = 0.5) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const random = { next: () => chance, token: () => '00000000' };
  const retry = new Retry({ settings: { ...settings, ...overrides }, clock, random, log });
  return { clock, log, retry, start: clock.now() };
}

/** Answers with the verdicts one after the other, the last one for ever. */
function script(...verdicts: readonly [Verdict<string>, ...Verdict<string>[]]) {
  let tries = 0;
  const task: Task<Verdict<string>, string> = {
    what: 'Reading',
    send: async () => verdicts[Math.min(tries++, verdicts.length - 1)] ?? verdicts[0],
    judge: (verdict) => verdict,
    classify: () => fails,
  };
  return { task, tries: () => tries };
}

test('what works at once is tried once, says nothing and leaves no timer', async () => {
  const { retry, log, clock } = open();
  const { task, tries } = script(done);
  assert.deepEqual(await retry.run(task, clock.now() + HOUR, live), done);
  assert.equal(tries(), 1);
  assert.deepEqual(log.lines, []);
  assert.equal(clock.pending, 0);
});

test('failures are followed by growing waits, each of them told', async () => {
  const { retry, log, clock } = open();
  assert.deepEqual(await retry.run(script(fails, fails, fails, done).task, clock.now() + HOUR, live), done);
  assert.deepEqual(clock.slept, [1000, 2000, 4000]);
  assert.deepEqual(log.lines, [
    'info Reading: HTTP 502, try 2 of 5 follows (waiting 1 s).',
    'info Reading: HTTP 502, try 3 of 5 follows (waiting 2 s).',
    'info Reading: HTTP 502, try 4 of 5 follows (waiting 4 s).',
  ]);
});

test('a retry without a wait is told as well', async () => {
  const { retry, log, clock } = open({}, 0);
  await retry.run(script(fails, done).task, clock.now() + HOUR, live);
  assert.deepEqual(log.lines, ['info Reading: HTTP 502, try 2 of 5 follows (waiting 0 s).']);
});

test('used-up tries name how often and what, and give the hint of the last failure', async () => {
  const { retry, clock } = open();
  const other: Disposition = { kind: 'retry', failure: 'no answer in time', hint: 'Last hint.', waitMs: undefined };
  const { task, tries } = script(fails, fails, other, fails, other);
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), (error) => {
    assert.ok(error instanceof UpstreamError);
    assert.equal(error.message, 'Reading failed 5 times (HTTP 502, 3 times; no answer in time, 2 times).');
    assert.equal(error.hint, 'Last hint.');
    return true;
  });
  assert.equal(tries(), 5);
});

test('one attempt means no retry at all', async () => {
  const { retry, clock, log } = open({ retry: { ...settings.retry, attempts: 1 } });
  const { task, tries } = script(fails);
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), { message: 'Reading failed once (HTTP 502, once).' });
  assert.equal(tries(), 1);
  assert.deepEqual(log.lines, []);
});

test('a failure that stays is thrown at once', async () => {
  const { retry, clock } = open();
  const error = new AccessError('no', { hint: 'Use another token.' });
  const { task, tries } = script({ kind: 'fail', error });
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), error);
  assert.equal(tries(), 1);
});

test('an error of our own kind from a try is thrown, a foreign one is classified', async () => {
  const { retry, clock } = open();
  const ours = new AccessError('no', { hint: 'Use another token.' });
  const { task } = script(done);
  await assert.rejects(retry.run({ ...task, send: () => Promise.reject(ours) }, clock.now() + HOUR, live), ours);
  const seen: unknown[] = [];
  const foreign = new TypeError('fetch failed');
  const classified: Task<never, string> = {
    ...task,
    send: () => {
      throw foreign;
    },
    classify: (error) => {
      seen.push(error);
      return fails;
    },
  };
  await assert.rejects(retry.run(classified, clock.now() + HOUR, live), UpstreamError);
  assert.deepEqual(seen, Array(5).fill(foreign));
});

test('a bug in judging an answer crashes instead of being retried', async () => {
  const { retry, clock } = open();
  const { task, tries } = script(done);
  const bug = new RangeError('bug');
  const judge = () => {
    throw bug;
  };
  await assert.rejects(retry.run({ ...task, judge }, clock.now() + HOUR, live), bug);
  assert.equal(tries(), 1);
});

test('waits that the server tells use up no try and are never shorter than told', async () => {
  const { retry, clock, log } = open();
  const told = [61_000, 5000, 1, 0, 0, 0].map(waits);
  assert.deepEqual(await retry.run(script(waits(0), ...told, done).task, clock.now() + HOUR, live), done);
  // A server that says 0 s for ever is asked more and more slowly.
  assert.deepEqual(clock.slept, [1000, 61_000, 5000, 8000, 16_000, 32_000, 64_000]);
  assert.equal(log.lines[1], 'warning Reading: secondary rate limit (waiting 61 s).');
  assert.equal(log.lines[2], 'info Reading: secondary rate limit (waiting 5 s).');
});

test('a time told with a failure replaces the backoff and uses up a try', async () => {
  const { retry, clock } = open();
  const told: Disposition = { ...fails, waitMs: 7000 };
  await assert.rejects(retry.run(script(told).task, clock.now() + HOUR, live), UpstreamError);
  assert.deepEqual(clock.slept, [7000, 7000, 7000, 7000]);
});

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

test('a try that never settles, not even when aborted, is given up after the request timeout', async () => {
  const { retry, clock, start } = open({}, 0);
  const hung: unknown[] = [];
  const task: Task<never, string> = {
    what: 'Reading',
    send: () => new Promise<never>(() => {}),
    judge: () => done,
    classify: (error) => {
      hung.push(error);
      return fails;
    },
  };
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), UpstreamError);
  assert.equal(hung.length, 5);
  assert.ok(hung.every((error) => error instanceof DOMException && error.name === 'TimeoutError'));
  assert.equal(clock.now() - start, 150_000);
  assert.equal(clock.pending, 0);
});

test('a client that disguises the timeout is seen through', async () => {
  const { retry, clock } = open();
  const seen: unknown[] = [];
  const task: Task<never, string> = {
    what: 'Reading',
    send: (signal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(Object.assign(new Error('HTTP 500'), { status: 500 })));
      }),
    judge: () => done,
    classify: (error) => {
      seen.push(error);
      return fails;
    },
  };
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), UpstreamError);
  assert.ok(seen.every((error) => error instanceof DOMException && error.name === 'TimeoutError'));
});

test('a hung try is cut off by the deadline and is then no failure', async () => {
  const { retry, clock, start } = open();
  const task: Task<never, string> = { ...script(done).task, send: () => new Promise<never>(() => {}) };
  const stopped = await retry.run(task, clock.now() + 30_000, live);
  assert.deepEqual(stopped, { kind: 'stopped', reason: 'max-duration' });
  assert.equal(clock.now() - start, 30_000);
});

test('a late rejection of a try that was given up harms nobody', async () => {
  const { retry, clock } = open({ retry: { ...settings.retry, attempts: 1 } });
  const late = Promise.withResolvers<never>();
  await assert.rejects(
    retry.run({ ...script(done).task, send: () => late.promise }, clock.now() + HOUR, live),
    UpstreamError,
  );
  late.reject(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});

test('cancellation is an outcome: before, during a try and during a wait', async () => {
  const cancelled = { kind: 'stopped', reason: 'cancelled' };
  const before = open();
  assert.deepEqual(await before.retry.run(script(done).task, before.start + HOUR, AbortSignal.abort()), cancelled);

  const during = open();
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
