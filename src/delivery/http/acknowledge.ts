/**
 * What a response means for the events that were sent. A status alone never acknowledges: receivers respond 200 and
 * store nothing, or 400 and store most, so each preset reads its own responses, and only what no preset claims is
 * decided here.
 */
import { DeliveryError } from '../../model/errors.ts';
import { readRetryAfterMs } from '../../resilience/rate-limit.ts';
import type { Disposition } from '../../resilience/retry.ts';
import type { HttpAnswer } from '../../runtime/http.ts';
import type { Fate, Outcome, Why } from './outcome.ts';
import type { AnsweredRequest } from './preset.ts';

/** Every event met the same fate. */
export function all(fate: Fate, count: number): Outcome {
  return { kind: 'fates', fates: Array.from({ length: count }, () => fate) };
}

/** A receiver whose only signal is its 2xx. A web page comes from something in between. */
export function acknowledgeByStatus(answer: HttpAnswer, { entries, now }: AnsweredRequest): Outcome {
  const type = answer.headers['content-type'] ?? '';
  if (/^\s*text\/html\b/i.test(type)) return notUnderstood(answer, 'a web page', now);
  return all('acknowledged', entries.length);
}

/**
 * A 2xx without what this protocol expects: a proxy's page, or another kind of receiver. It is sent again; then the
 * sending fails.
 */
export function notUnderstood(answer: HttpAnswer, expected: string, now: number): Outcome {
  return retry(answer, `HTTP ${answer.status}, but ${expected}`, now);
}

/** Another try ends the same way: somebody has to fix the inputs or the sink. */
export function refuse(what: string, hint: string): Outcome {
  return { kind: 'fail', error: new DeliveryError(`the sink refused the request: ${what}`, { hint }) };
}

const DOCS = 'see docs/troubleshooting.md#the-sink-refuses-the-request';

/**
 * What a status that is no success means wherever the protocol says nothing else. `why`: what the receiver named, in words of
 * ours.
 */
export function classifyStatus(answer: HttpAnswer, now: number, why?: Why): Outcome {
  const { status } = answer;
  const what = why === undefined ? `HTTP ${status}` : `HTTP ${status}: ${why}`;
  if (status === 408 || status === 429 || status >= 500) return retry(answer, what, now);
  if (status >= 300 && status < 400) {
    return refuse(
      `HTTP ${status}, a redirect, which is not followed because it would send the token elsewhere`,
      URL_HINT,
    );
  }
  switch (status) {
    case 413:
      return { kind: 'split', reason: 'too-large', why: what };
    case 400:
    case 422:
      return { kind: 'split', reason: 'rejected', why: what };
    case 401:
    case 403:
      return refuse(what, `Check \`sink-token\`, its permissions, and \`sink-headers\`; ${DOCS}.`);
    case 404:
    case 405:
      return refuse(what, URL_HINT);
    case 407:
      return refuse('HTTP 407', 'The proxy requires a user and a password: add them to HTTPS_PROXY.');
    case 415:
      return refuse('HTTP 415, it does not accept this content type', `Choose the preset that fits the sink; ${DOCS}.`);
    default:
      return refuse(what, `Look at the log of the sink; ${DOCS}.`);
  }
}

const URL_HINT = `Check \`sink-url\`: a URL without a path gets the preset's own, any other is used unchanged; ${DOCS}.`;

/** To be tried again unchanged, when the server said so or after the backoff. */
export function retry(answer: HttpAnswer, failure: string, now: number): Disposition {
  const waitMs = readRetryAfterMs(answer.headers, now);
  const hint = `The sink is down or busy; the next run sends the same events again. Look at its log, or set \`sink-batch-events\` lower or \`retry-attempts\` higher; see docs/troubleshooting.md#the-sink-is-down-or-busy.`;
  // The server is well and chose the pause itself.
  if (answer.status === 429 && waitMs !== undefined) return { kind: 'wait', failure, waitMs };
  return { kind: 'retry', failure, hint, waitMs };
}

/** The body as a JSON object, or `undefined`. */
export function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
