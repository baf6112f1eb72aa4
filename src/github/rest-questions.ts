/**
 * One question to the REST API about the workflow's own repository, asked until it is answered or certainly will not be:
 * a few tries over a minute at most. A refusal names the permission that is missing; nothing of what GitHub wrote is shown.
 */
import { AccessError, type CollectError, describeForeign, UpstreamError } from '../model/errors.ts';
import type { ResilienceSettings } from '../model/settings.ts';
import { TOOL } from '../model/version.ts';
import { renderDuration } from '../resilience/duration.ts';
import { readRetryAfterMs, readToldWaitMs } from '../resilience/rate-limit.ts';
import { type Disposition, Retry, type RetryDeps, type Verdict } from '../resilience/retry.ts';
import { BodyTooLargeError, exchange } from '../runtime/http-client.ts';
import type { ApiResponse } from './api.ts';
import type { GitHubClient } from './octokit.ts';

interface Request {
  /** Opens a sentence: `Listing the caches of this repository`. */
  readonly what: string;
  readonly path: string;
  /** What the job must be granted: `actions: read`. */
  readonly permission: string;
}

export interface Question<Value> extends Request {
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` when the answer is not what GitHub documents. */
  readonly parse: (body: unknown) => Value | undefined;
}

export interface Download extends Request {
  readonly bytesMax: number;
}

export interface QuestionDeps extends Omit<RetryDeps, 'settings'> {
  readonly client: GitHubClient;
  readonly apiUrl: string;
  /** Fetches from the storage that GitHub redirects to. */
  readonly fetchStored?: typeof exchange;
  /** When the run gives up what hangs, by `clock`; a question has half of the time until then at most. */
  readonly endsAt: number;
}

const DEADLINE_MS = 120_000;
const SETTINGS: ResilienceSettings = {
  requestTimeoutMs: 60_000,
  retry: { attempts: 4, initialBackoffMs: 1_000, maxBackoffMs: 8_000, multiplier: 2 },
  // Each question is bounded by its own tries; a breaker would let one list speak for another.
  breaker: { failures: Number.MAX_SAFE_INTEGER, successes: 1, cooldownMs: 0 },
};
/** A storage may pack nothing more: what it holds is a zip. */
const STORAGE_HEADERS = { 'user-agent': TOOL.name, 'accept-encoding': 'identity' };
const OUTAGE_HINT = 'See https://www.githubstatus.com; the next run goes on where this one stopped.';

type Sent =
  | { readonly kind: 'answer'; readonly response: ApiResponse }
  | { readonly kind: 'content'; readonly status: number; readonly bytes: Uint8Array };

export class RestQuestions {
  readonly #deps: QuestionDeps;
  readonly #retry: Retry;

  constructor(deps: QuestionDeps) {
    this.#deps = deps;
    this.#retry = new Retry({ ...deps, settings: SETTINGS });
  }

  ask<Value>(question: Question<Value>, signal: AbortSignal): Promise<Value> {
    const { path, query } = question;
    const send = async (within: AbortSignal) => this.#deps.client.get({ path, query }, within);
    return this.#run(question, send, (response) => judgeAnswer(question, response, this.#deps.clock.now()), signal);
  }

  /** As `ask`, for what may not be there, or not be shown to this token: `undefined` then. */
  find<Value>(question: Question<Value>, hidden: readonly number[], signal: AbortSignal): Promise<Value | undefined> {
    const { path, query } = question;
    const send = async (within: AbortSignal) => this.#deps.client.get({ path, query }, within);
    const judge = (response: ApiResponse): Verdict<Value | undefined> => {
      const now = this.#deps.clock.now();
      const isLimit = isRateLimit(response, now);
      if (hidden.includes(response.status) && !isLimit) return { kind: 'done', value: undefined };
      return judgeAnswer(question, response, now);
    };
    return this.#run(question, send, judge, signal);
  }

  /** Resolves also when it is gone already. */
  delete(request: Request, signal: AbortSignal): Promise<void> {
    const send = async (within: AbortSignal) => this.#deps.client.delete({ path: request.path, query: {} }, within);
    const judge = (response: ApiResponse): Verdict<void> => {
      const gone = response.status === 204 || response.status === 200 || response.status === 404;
      return gone ? { kind: 'done', value: undefined } : judgeRefusal(request, response, this.#deps.clock.now());
    };
    return this.#run(request, send, judge, signal);
  }

  /** GitHub redirects to a storage, which is asked without the token. */
  download(download: Download, signal: AbortSignal): Promise<Uint8Array> {
    return this.#run(
      download,
      (within) => this.#follow(download, within),
      (sent) => judgeContent(download, sent, this.#deps.clock.now()),
      signal,
    );
  }

  async #follow({ path, bytesMax }: Download, signal: AbortSignal): Promise<Sent> {
    const response = await this.#deps.client.get({ path, query: {} }, signal);
    const location = response.status === 302 ? this.#storageUrl(response.headers['location']) : undefined;
    if (location === undefined) return { kind: 'answer', response };
    const { status, body } = await (this.#deps.fetchStored ?? exchange)(
      { method: 'GET', url: location, headers: STORAGE_HEADERS, bodyBytesMax: bytesMax },
      signal,
    );
    return { kind: 'content', status, bytes: body };
  }

  /** Only over https, or on the API's own host, which is how a local GitHub serves it. */
  #storageUrl(location: string | undefined): URL | undefined {
    const url = location === undefined ? null : URL.parse(location);
    if (url === null || url.username !== '' || url.password !== '') return undefined;
    const { protocol, host } = new URL(this.#deps.apiUrl);
    return url.protocol === 'https:' || (url.protocol === protocol && url.host === host) ? url : undefined;
  }

  async #run<Answer, Value>(
    { what }: Request,
    send: (signal: AbortSignal) => Promise<Answer>,
    judge: (answer: Answer) => Verdict<Value>,
    signal: AbortSignal,
  ): Promise<Value> {
    const classify = (error: unknown): Disposition =>
      error instanceof BodyTooLargeError
        ? { kind: 'fail', error: new UpstreamError(`${what} brought ${error.message}`, { hint: OUTAGE_HINT }) }
        : retry(`no answer: ${describeForeign(error)}`);
    const startedAt = this.#deps.clock.now();
    const deadlineAt = startedAt + Math.min(DEADLINE_MS, (this.#deps.endsAt - startedAt) / 2);
    const retried = await this.#retry.run({ what, send, judge, classify }, deadlineAt, signal);
    if (retried.kind === 'done') return retried.value;
    signal.throwIfAborted();
    const waited = renderDuration(this.#deps.clock.now() - startedAt);
    throw new UpstreamError(`${what} got no answer within ${waited}`, { hint: OUTAGE_HINT });
  }
}

function judgeAnswer<Value>(question: Question<Value>, response: ApiResponse, now: number): Verdict<Value> {
  if (response.status !== 200) return judgeRefusal(question, response, now);
  const value = question.parse(parseJson(response.body));
  return value === undefined ? retry('an answer that is not what GitHub documents') : { kind: 'done', value };
}

function judgeContent(download: Download, sent: Sent, now: number): Verdict<Uint8Array> {
  if (sent.kind === 'answer') return judgeRefusal(download, sent.response, now);
  if (sent.status === 200) return { kind: 'done', value: sent.bytes };
  return sent.status >= 500 || sent.status === 429
    ? retry(`HTTP ${sent.status} from the storage`)
    : { kind: 'fail', error: refused(download, `HTTP ${sent.status} from the storage`) };
}

/** `now`: this machine's time, for an answer without `Date`. */
function judgeRefusal(request: Request, { status, headers }: ApiResponse, now: number): Disposition {
  if (status >= 500) return retry(`HTTP ${status}`, readRetryAfterMs(headers, now));
  const toldMs = readToldWaitMs(headers, now);
  if (status === 429) return retry(`HTTP ${status}`, toldMs);
  if (isRateLimit({ status, headers }, now)) return retry(`HTTP ${status}, rate limit`, toldMs);
  if (status !== 401 && status !== 403 && status !== 404)
    return { kind: 'fail', error: refused(request, `HTTP ${status}`) };
  const error = new AccessError(`${request.what} was refused (HTTP ${status}); it needs \`${request.permission}\``, {
    hint: `Leave \`github-token\` at its default and give the job \`permissions: ${request.permission}\`; see docs/troubleshooting.md#position.`,
  });
  return { kind: 'fail', error };
}

function isRateLimit({ status, headers }: Pick<ApiResponse, 'status' | 'headers'>, now: number): boolean {
  return status === 403 && (readToldWaitMs(headers, now) !== undefined || headers['x-ratelimit-remaining'] === '0');
}

function retry(failure: string, waitMs?: number): Extract<Disposition, { kind: 'retry' }> {
  return { kind: 'retry', failure, hint: OUTAGE_HINT, waitMs };
}

function refused({ what }: Request, how: string): CollectError {
  return new UpstreamError(`${what} failed: ${how}`, { hint: OUTAGE_HINT });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
