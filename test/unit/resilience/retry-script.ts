/** Tasks for the retry layer that answer from a script, and a retry layer in virtual time. */
import type { ResilienceSettings } from '../../../src/model/settings.ts';
import { type Disposition, Retry, type Task, type Verdict } from '../../../src/resilience/retry.ts';
import { FakeClock } from '../fake-clock.ts';
import { RecordingLog } from '../recording-log.ts';

export const HOUR = 3_600_000;
export const live = new AbortController().signal;

export const settings: ResilienceSettings = {
  requestTimeoutMs: 30_000,
  retry: { attempts: 5, initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 },
  breaker: { failures: 100, successes: 2, cooldownMs: 60_000 },
};

export const fails: Extract<Disposition, { kind: 'retry' }> = {
  kind: 'retry',
  failure: 'HTTP 502',
  hint: 'Run again.',
  waitMs: undefined,
};
export const waits = (waitMs: number): Disposition => ({ kind: 'wait', failure: 'secondary rate limit', waitMs });
export const done: Verdict<string> = { kind: 'done', value: 'page' };

export function open(overrides: Partial<ResilienceSettings> = {}, chance = 0.5) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const random = { next: () => chance, token: () => '00000000' };
  const retry = new Retry({ settings: { ...settings, ...overrides }, clock, random, log });
  return { clock, log, retry, start: clock.now() };
}

/** Answers with the verdicts one after the other, the last one for ever. */
export function script(...verdicts: readonly [Verdict<string>, ...Verdict<string>[]]) {
  let tries = 0;
  const task: Task<Verdict<string>, string> = {
    what: 'Reading',
    send: async () => verdicts[Math.min(tries++, verdicts.length - 1)] ?? verdicts[0],
    judge: (verdict) => verdict,
    classify: () => fails,
  };
  return { task, tries: () => tries };
}
