import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import type { Disposition, Task } from '../../../src/resilience/retry.ts';
import { done, fails, HOUR, live, open, script, settings, waits } from './retry-script.ts';

test('what works at once is tried once, says nothing and leaves no timer', async () => {
  const { retry, log, clock } = open();
  const { task, tries } = script(done);
  assert.deepEqual(await retry.run(task, clock.now() + HOUR, live), done);
  assert.equal(tries(), 1);
  assert.deepEqual(log.lines, []);
  assert.equal(clock.pending, 0);
});

test('failures are followed by growing waits, each of them logged', async () => {
  const { retry, log, clock } = open();
  assert.deepEqual(await retry.run(script(fails, fails, fails, done).task, clock.now() + HOUR, live), done);
  assert.deepEqual(clock.slept, [1000, 2000, 4000]);
  assert.deepEqual(log.lines, [
    'info Reading: HTTP 502, try 2 of 5 follows (waiting 1 s).',
    'info Reading: HTTP 502, try 3 of 5 follows (waiting 2 s).',
    'info Reading: HTTP 502, try 4 of 5 follows (waiting 4 s).',
  ]);
});

test('a retry without a wait is logged as well', async () => {
  const { retry, log, clock } = open({}, 0);
  await retry.run(script(fails, done).task, clock.now() + HOUR, live);
  assert.deepEqual(log.lines, ['info Reading: HTTP 502, try 2 of 5 follows (waiting 0 s).']);
});

test('used-up tries name how often and what, and give the hint of the last failure', async () => {
  const { retry, clock } = open();
  const other: Disposition = { kind: 'retry', failure: 'no response in time', hint: 'Last hint.', waitMs: undefined };
  const { task, tries } = script(fails, fails, other, fails, other);
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), (error) => {
    assert.ok(error instanceof UpstreamError);
    assert.equal(error.message, 'Reading failed 5 times (HTTP 502, 3 times; no response in time, 2 times)');
    assert.equal(error.hint, 'Last hint.');
    return true;
  });
  assert.equal(tries(), 5);
});

test('one attempt means no retry at all', async () => {
  const { retry, clock, log } = open({ retry: { ...settings.retry, attempts: 1 } });
  const { task, tries } = script(fails);
  await assert.rejects(retry.run(task, clock.now() + HOUR, live), { message: 'Reading failed once (HTTP 502, once)' });
  assert.equal(tries(), 1);
  assert.deepEqual(log.lines, []);
});

test('a permanent failure is thrown at once', async () => {
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

test('a wait that the server names uses up no try and is never shorter than named', async () => {
  const { retry, clock, log } = open();
  const waiting = [61_000, 5000, 1, 0, 0, 0].map(waits);
  assert.deepEqual(await retry.run(script(waits(0), ...waiting, done).task, clock.now() + HOUR, live), done);
  // A server that always says 0 s gets requests more and more slowly.
  assert.deepEqual(clock.slept, [1000, 61_000, 5000, 8000, 16_000, 32_000, 64_000]);
  assert.equal(log.lines[1], 'warning Reading: secondary rate limit (waiting 61 s).');
  assert.equal(log.lines[2], 'info Reading: secondary rate limit (waiting 5 s).');
});

test('a time that comes with a failure replaces the backoff and uses up a try', async () => {
  const { retry, clock } = open();
  const named: Disposition = { ...fails, waitMs: 7000 };
  await assert.rejects(retry.run(script(named).task, clock.now() + HOUR, live), UpstreamError);
  assert.deepEqual(clock.slept, [7000, 7000, 7000, 7000]);
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

test('a late rejection of a try that was given up is ignored', async () => {
  const { retry, clock } = open({ retry: { ...settings.retry, attempts: 1 } });
  const late = Promise.withResolvers<never>();
  await assert.rejects(
    retry.run({ ...script(done).task, send: () => late.promise }, clock.now() + HOUR, live),
    UpstreamError,
  );
  late.reject(new Error('too late'));
  await new Promise((resolve) => setImmediate(resolve));
});
