/**
 * The one retry layer. A task is tried until it is done, until its tries are used up, or until a limit of the run is
 * reached; no wait and no try goes beyond the deadline, and a try that never settles cannot hold the run.
 * What a failure means is the task's knowledge; how long to wait and when to give up is decided here.
 */
import { CollectError, UpstreamError } from '../model/errors.ts';
import type { ResilienceSettings } from '../model/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { backoffMs } from './backoff.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { type Stopped, waitWithin } from './deadline.ts';
import { renderDuration } from './duration.ts';

/** What to do about a failed try. Every text is in our own words. */
export type Disposition =
  /** Try again after the backoff, or after `waitMs` when the server said how long. Uses up a try. */
  | {
      readonly kind: 'retry';
      readonly failure: string;
      readonly hint: string;
      readonly waitMs: number | undefined;
    }
  /** The server is well and wants the request later. Uses up no try. */
  | { readonly kind: 'wait'; readonly failure: string; readonly waitMs: number }
  /** Another try ends the same way. */
  | { readonly kind: 'fail'; readonly error: CollectError };

export type Verdict<Value> = { readonly kind: 'done'; readonly value: Value } | Disposition;

export type Retried<Value> = { readonly kind: 'done'; readonly value: Value } | Stopped;

export interface Task<Answer, Value> {
  /** Opens a sentence: `Reading a page of the web feed`. */
  readonly what: string;
  /** One try. A rejection with a `CollectError` ends the task; any other is classified. */
  send(signal: AbortSignal): Promise<Answer>;
  /** What an answer means. What it throws is a bug and crashes. */
  judge(answer: Answer): Verdict<Value>;
  /** What a rejection of `send` means; a try that ran out of time comes as a `TimeoutError`. */
  classify(error: unknown): Disposition;
  /** How long a budget must be spared before the next try, in milliseconds. */
  holdMs?(): number;
}

export interface RetryDeps {
  readonly settings: ResilienceSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A server that says "come back in 0 s" repeatedly is called no faster than this, doubled each time. */
const WAIT_MIN_MS = 1000;
/** Longer waits are warnings: someone who watches the run should know why nothing moves. */
const LONG_WAIT_MS = 30_000;

interface Due {
  readonly ms: number;
  readonly otherwise: Stopped['reason'];
  readonly why: string;
}

const NOTHING_DUE = { ms: 0, otherwise: 'max-duration' } as const;

/** Retries against one server: its circuit breaker lives as long as this does. */
export class Retry {
  readonly #deps: RetryDeps;
  readonly #breaker: CircuitBreaker;

  constructor(deps: RetryDeps) {
    this.#deps = deps;
    this.#breaker = new CircuitBreaker(deps.settings.breaker, () => deps.clock.now());
  }

  /** Rejects with the task's own `fail` error, or with `UpstreamError` when the tries are used up. */
  async run<Answer, Value>(
    task: Task<Answer, Value>,
    deadlineAt: number,
    signal: AbortSignal,
  ): Promise<Retried<Value>> {
    const failures: string[] = [];
    let waits = 0;
    let due: Due | undefined;
    for (;;) {
      const stopped = await this.#waitUntilDue({ task, due, deadlineAt }, signal);
      if (stopped !== undefined) return stopped;
      const verdict = await this.#try(task, deadlineAt, signal);
      switch (verdict.kind) {
        case 'done':
          this.#breaker.succeeded();
          return verdict;
        case 'stopped':
          return verdict;
        case 'fail':
          throw verdict.error;
        case 'wait':
          due = waitDue(verdict, waits);
          waits += 1;
          break;
        case 'retry':
          failures.push(verdict.failure);
          this.#breaker.failed();
          if (failures.length >= this.#deps.settings.retry.attempts) throw usedUp(task.what, failures, verdict.hint);
          due = this.#retryDue(verdict, failures.length);
          break;
      }
    }
  }

  /** The longest of what is due, what the breaker demands and what the budget demands; again until nothing is left. */
  async #waitUntilDue(
    next: { task: Pick<Task<never, unknown>, 'what' | 'holdMs'>; due: Due | undefined; deadlineAt: number },
    signal: AbortSignal,
  ): Promise<Stopped | undefined> {
    const { clock } = this.#deps;
    let due = next.due;
    for (;;) {
      const all = [due, this.#breakerDue(), holdDue(next.task)].filter((candidate) => candidate !== undefined);
      const longest = all.reduce<Due | undefined>((a, b) => (a === undefined || b.ms > a.ms ? b : a), undefined);
      if (longest !== undefined) {
        const fits = clock.now() + longest.ms < next.deadlineAt;
        this.#tell(`${next.task.what}: ${all.map(({ why }) => why).join('; ')}`, longest.ms, fits);
      }
      const { ms, otherwise } = longest ?? NOTHING_DUE;
      const stopped = await waitWithin(clock, { ms, otherwise, deadlineAt: next.deadlineAt }, signal);
      if (stopped !== undefined || longest === undefined) return stopped;
      due = undefined;
    }
  }

  async #try<Answer, Value>(
    task: Task<Answer, Value>,
    deadlineAt: number,
    signal: AbortSignal,
  ): Promise<Verdict<Value> | Stopped> {
    const { clock, settings } = this.#deps;
    const leftMs = deadlineAt - clock.now();
    const scope = clock.timeout(Math.min(leftMs, settings.requestTimeoutMs), signal);
    const sent = await settle(task, scope.signal).finally(() => scope.done());
    if (sent.kind === 'answered') return task.judge(sent.answer);
    if (signal.aborted) return { kind: 'stopped', reason: 'cancelled' };
    if (scope.signal.aborted && leftMs <= settings.requestTimeoutMs) return { kind: 'stopped', reason: 'max-duration' };
    if (sent.error instanceof CollectError) return { kind: 'fail', error: sent.error };
    return task.classify(sent.error);
  }

  #retryDue(disposition: Extract<Disposition, { kind: 'retry' }>, failed: number): Due {
    const { settings, random } = this.#deps;
    const stated = disposition.waitMs;
    return {
      ms: stated ?? backoffMs(settings.retry, failed, random.next()),
      otherwise: stated === undefined ? 'max-duration' : 'rate-limit',
      why: `${disposition.failure}, try ${failed + 1} of ${settings.retry.attempts} follows`,
    };
  }

  #breakerDue(): Due | undefined {
    const ms = this.#breaker.coolingMs;
    return ms > 0
      ? { ms, otherwise: 'circuit-open', why: 'the circuit breaker is open after too many failures in a row' }
      : undefined;
  }

  #tell(line: string, waitMs: number, fits: boolean): void {
    const wait = renderDuration(waitMs);
    const sentence = `${line} (${fits ? `waiting ${wait}` : `a wait of ${wait} does not fit before the deadline`}).`;
    if (waitMs > LONG_WAIT_MS) this.#deps.log.warning(sentence);
    else this.#deps.log.info(sentence);
  }
}

function waitDue(disposition: Extract<Disposition, { kind: 'wait' }>, waits: number): Due {
  return {
    ms: Math.max(disposition.waitMs, WAIT_MIN_MS * 2 ** waits),
    otherwise: 'rate-limit',
    why: disposition.failure,
  };
}

function holdDue(task: Pick<Task<never, unknown>, 'holdMs'>): Due | undefined {
  const ms = task.holdMs?.() ?? 0;
  return ms > 0 ? { ms, otherwise: 'rate-limit', why: 'the rate limit is down to the reserve' } : undefined;
}

type Sent<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Settles with the try or with the signal, whichever comes first: some requests never settle, not even when aborted. */
function settle<Answer>(task: Task<Answer, unknown>, signal: AbortSignal): Promise<Sent<Answer>> {
  return new Promise((resolve) => {
    // Before the client hears of it: clients dress an abort up as many things, Octokit as status 500.
    const onAbort = () => resolve({ kind: 'failed', error: signal.reason });
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const tried = (async () => task.send(signal))();
    tried
      .then(
        (answer) => resolve({ kind: 'answered', answer }),
        (error: unknown) => resolve({ kind: 'failed', error }),
      )
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** `Reading a page of the web feed failed 5 times (HTTP 502, 3 times; no answer in time, 2 times)` */
function usedUp(what: string, failures: readonly string[], hint: string): UpstreamError {
  const kinds = [...Map.groupBy(failures, (failure) => failure)].map(([failure, all]) => `${failure}, ${times(all)}`);
  return new UpstreamError(`${what} failed ${times(failures)} (${kinds.join('; ')})`, { hint });
}

function times(list: readonly unknown[]): string {
  return list.length === 1 ? 'once' : `${list.length} times`;
}
