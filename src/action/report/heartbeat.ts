/**
 * The heartbeat for a monitor outside of GitHub: one GET that says only that a run succeeded. It never fails a run,
 * because everything is delivered and saved by then; its silence raises the alarm.
 */
import { CollectError, DeliveryError, describeForeign, sentence } from '../../model/errors.ts';
import { TOOL } from '../../model/version.ts';
import { codesOf, isCertificateCode } from '../../resilience/failure-codes.ts';
import { type Disposition, Retry, type RetryDeps, type Verdict } from '../../resilience/retry.ts';
import type { Http, HttpAnswer } from '../../runtime/http.ts';

export interface HeartbeatWorld extends Omit<RetryDeps, 'settings'> {
  readonly http: Http;
}

/** Short: a job should not wait for its monitor. */
const RESILIENCE: RetryDeps['settings'] = {
  requestTimeoutMs: 5_000,
  retry: { attempts: 3, initialBackoffMs: 1_000, maxBackoffMs: 2_000, multiplier: 2 },
  breaker: { failures: 100, successes: 1, cooldownMs: 0 },
};
const ALL_TRIES_MS = 20_000;

const HINT =
  'The run succeeded, and everything is delivered and saved. Check `heartbeat-url`; see docs/security.md#the-watch-from-outside.';

/** Resolves when the heartbeat was answered, or when a warning says why not. */
export async function sendHeartbeat(url: string, world: HeartbeatWorld, signal: AbortSignal): Promise<void> {
  const { http, clock, log } = world;
  try {
    const retried = await new Retry({ ...world, settings: RESILIENCE }).run(
      {
        what: 'The heartbeat',
        send: (trySignal) =>
          http.send({ method: 'GET', url, headers: { 'user-agent': TOOL.name, accept: '*/*' } }, trySignal),
        judge,
        classify,
      },
      clock.now() + ALL_TRIES_MS,
      signal,
    );
    if (retried.kind === 'done') log.info('Heartbeat sent.');
    else log.warning(`The heartbeat got no response in time (${retried.reason}). ${HINT}`);
  } catch (error) {
    if (!(error instanceof CollectError)) throw error;
    log.warning(`${sentence(error.message)} ${error.hint}`);
  }
}

function judge({ status }: HttpAnswer): Verdict<undefined> {
  if (status >= 200 && status < 300) return { kind: 'done', value: undefined };
  if (status === 408 || status === 429 || status >= 500) return retry(`HTTP ${status}`);
  if (status >= 300 && status < 400) return fail(`HTTP ${status}, a redirect, which is not followed`);
  return fail(`HTTP ${status}`);
}

function classify(error: unknown): Disposition {
  const codes = codesOf(error);
  if (codes.some(isCertificateCode)) return fail(`its certificate is not trusted (${codes.join(', ')})`);
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  return retry(isTimeout ? 'no response in time' : describeForeign(error));
}

function retry(failure: string): Disposition {
  return { kind: 'retry', failure, hint: HINT, waitMs: undefined };
}

function fail(failure: string): Disposition {
  return { kind: 'fail', error: new DeliveryError(`the heartbeat failed (${failure})`, { hint: HINT }) };
}
