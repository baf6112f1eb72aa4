/**
 * What a server says about its rate limit, and how long that makes us wait. Instants in its headers are compared with its
 * own `Date`, never with this machine's clock: a runner whose clock is wrong must neither hammer nor sleep for hours.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
import type { Clock } from '../runtime/clock.ts';
import { parseHttpDate } from './http-date.ts';

/** Names in lower case. */
export type HeaderFields = Readonly<Record<string, string>>;

/** The reset is given in full seconds, and the machines behind one name differ a little. */
const RESET_MARGIN_MS = 1000;

export interface RateLimit {
  /** Requests left in the window. */
  readonly remaining: number;
  /** When the window ends, by the server's clock (epoch milliseconds), where it says so. */
  readonly resetAt: number | undefined;
}

/** `x-ratelimit-remaining` and `x-ratelimit-reset`; `undefined` from a server that has no limit (GHES by default). */
export function readRateLimit(headers: HeaderFields): RateLimit | undefined {
  const remaining = integer(headers['x-ratelimit-remaining']);
  if (remaining === undefined) return undefined;
  const reset = integer(headers['x-ratelimit-reset']);
  return { remaining, resetAt: reset === undefined ? undefined : reset * 1000 };
}

/**
 * `Retry-After` in milliseconds from the moment of the response: full seconds, or a date against the response's own
 * `Date` (against `now` when it has none).
 */
export function readRetryAfterMs(headers: HeaderFields, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  const seconds = integer(text);
  if (seconds !== undefined) return seconds * 1000;
  const at = parseHttpDate(text);
  return at === undefined ? undefined : Math.max(0, at - (parseHttpDate(headers['date']) ?? now));
}

/** How long the response demands to wait, in milliseconds: `Retry-After`, else the reset when nothing is left. */
export function readStatedWaitMs(headers: HeaderFields, now: number): number | undefined {
  const retryAfterMs = readRetryAfterMs(headers, now);
  if (retryAfterMs !== undefined) return retryAfterMs;
  const limit = readRateLimit(headers);
  if (limit?.remaining !== 0 || limit.resetAt === undefined) return undefined;
  return Math.max(0, limit.resetAt + RESET_MARGIN_MS - (parseHttpDate(headers['date']) ?? now));
}

/** What is left of the hourly budget, as last reported, and until when it has to be spared. */
export class RateBudget {
  readonly #clock: Clock;
  #limit: number | undefined;
  #last: { readonly remaining: number; readonly freeAt: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Requests of a window in all, as last reported; `undefined` when no response had it. */
  get limit(): number | undefined {
    return this.#limit;
  }

  /** Requests left as last reported; `undefined` when no response had it. */
  get remaining(): number | undefined {
    return this.#last?.remaining;
  }

  /** Records a response that has just come. One that says nothing about the limit changes nothing. */
  observe(headers: HeaderFields): void {
    const limit = readRateLimit(headers);
    if (limit === undefined) return;
    this.#limit = integer(headers['x-ratelimit-limit']) ?? this.#limit;
    const now = this.#clock.now();
    const serverNow = parseHttpDate(headers['date']) ?? now;
    const untilReset = limit.resetAt === undefined ? 0 : limit.resetAt + RESET_MARGIN_MS - serverNow;
    // A server that sends Retry-After accepts the next request then, whatever the reset says.
    const untilWelcome = Math.min(untilReset, readRetryAfterMs(headers, now) ?? Number.POSITIVE_INFINITY);
    this.#last = { remaining: limit.remaining, freeAt: now + untilWelcome };
  }

  /** How long to wait before the next request so that `reserve` requests stay for others, in milliseconds. */
  holdMs(reserve: number): number {
    if (this.#last === undefined || this.#last.remaining > reserve) return 0;
    return Math.max(0, this.#last.freeAt - this.#clock.now());
  }
}

function integer(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  return trimmed !== undefined && /^\d+$/.test(trimmed) ? Number(trimmed) : undefined;
}
