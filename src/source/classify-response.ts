/**
 * What to do about a response. Only status 200 can be a page, and nothing else ever ends the list: a rate limit is
 * waited for, a failure of the server is tried again, a cursor that is not accepted is distinguished from a target that
 * is not, and the rest is a refusal. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
import type { ApiResponse } from '../github/api.ts';
import { readRateLimit, readRetryAfterMs, readStatedWaitMs } from '../resilience/rate-limit.ts';
import type { Disposition } from '../resilience/retry.ts';
import { type Circumstances, diagnose } from './diagnose.ts';
import { withLink } from './finding.ts';
import { findRefusal } from './refusals.ts';

export interface RequestFacts extends Circumstances {
  readonly cursorSent: boolean;
  /** Rate limits so far, for this page, that did not say when they end. */
  readonly unstatedWaits: number;
  /** This machine's time, for a response without `Date`. */
  readonly now: number;
}

export type Classified =
  /** Status 200: see whether it is a page. */
  { readonly kind: 'answered' } | { readonly kind: 'cursor-refused' } | Disposition;

/** The shortest wait that GitHub documents when it does not say how long; longer with every repetition. */
const UNSTATED_WAIT_MS = 60_000;

/**
 * With a cursor, these say nothing about it, and neither does a rate limit. 408 and 409 pass; Octokit treats 409 as an
 * empty last page.
 */
const NOT_THE_CURSOR = [401, 403, 407, 408, 409];

export function classifyResponse(response: ApiResponse, facts: RequestFacts): Classified {
  const { status } = response;
  if (status === 200) return { kind: 'answered' };
  const limited = classifyRateLimit(response, facts);
  if (limited !== undefined) return limited;
  if (status >= 400 && status < 500 && facts.cursorSent && !NOT_THE_CURSOR.includes(status)) {
    return { kind: 'cursor-refused' };
  }
  // 304 answers a conditional request, and none was sent; a cache on the way can err for a moment.
  if (status >= 300 && status < 500 && status !== 304 && status !== 408 && status !== 409) {
    return { kind: 'fail', error: diagnose(response, facts) };
  }
  return {
    kind: 'retry',
    failure: `HTTP ${status}`,
    hint: withLink(
      'Either GitHub or a proxy in front of it has an outage: check https://www.githubstatus.com and run again later. If it persists, set `per-page` lower or `retry-attempts` higher.',
      'server-errors',
    ),
    waitMs: readRetryAfterMs(response.headers, facts.now),
  };
}

/**
 * The wait that a rate limit demands, or `undefined` when the answer is none. The order is GitHub's: `Retry-After`, else
 * the reset when nothing is left, else a minute and more.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function classifyRateLimit(
  response: ApiResponse,
  facts: Pick<RequestFacts, 'unstatedWaits' | 'now'>,
): Disposition | undefined {
  if (response.status !== 403 && response.status !== 429) return undefined;
  const failure = nameRateLimit(response);
  const statedMs = readStatedWaitMs(response.headers, facts.now);
  if (failure === undefined && statedMs === undefined) return undefined;
  // The last request of an hour can be refused like any other; waiting for the reset would not help it.
  if (response.status === 403 && findRefusal(response)) return undefined;
  return {
    kind: 'wait',
    failure: failure ?? `HTTP ${response.status} with a time to wait`,
    waitMs: statedMs ?? UNSTATED_WAIT_MS * 2 ** facts.unstatedWaits,
  };
}

function nameRateLimit(response: ApiResponse): string | undefined {
  const body = response.body.toString();
  if (/secondary rate limit|abuse detection/i.test(body)) return 'secondary rate limit';
  if (readRateLimit(response.headers)?.remaining === 0) return 'the hourly rate limit is used up';
  if (/rate limit/i.test(body)) return 'rate limit';
  return response.status === 429 ? 'HTTP 429, too many requests' : undefined;
}
