/**
 * One query to the REST API about the workflow's own repository, retried until it is answered or certainly will not be:
 * a few tries within two minutes. What a refusal means is known where the audit log is read; nothing of what GitHub
 * wrote is shown.
 */
import { UpstreamError } from '../model/errors.ts';
import type { ResilienceSettings } from '../model/settings.ts';
import { TOOL } from '../model/version.ts';
import { renderDuration } from '../resilience/duration.ts';
import { type Disposition, Retry, type RetryDeps, type Verdict } from '../resilience/retry.ts';
import { BodyTooLargeError, exchange } from '../runtime/http-client.ts';
import type { ApiResponse } from './api.ts';
import type { GitHubClient } from './octokit.ts';

interface Request {
  /** Opens a sentence: `Listing the caches of this repository`. */
  readonly what: string;
  readonly path: string;
  /** What the job must be granted, as in `permissions:`; `undefined`: every token of this repository will do. */
  readonly permission: 'actions: read' | 'actions: write' | 'contents: read' | undefined;
}

/** A response that is not the requested one. */
export interface Refused extends Pick<Request, 'what' | 'permission'> {
  readonly response: ApiResponse;
  /** Rate limits so far, for this query, that did not say when they end. */
  readonly unstatedWaits: number;
  /** This machine's time, for a response without `Date`. */
  readonly now: number;
}

/** What refusals and failures mean: the knowledge of whoever reads the audit log. */
export interface Refusals {
  judge(refused: Refused): Disposition;
  /** Of a request without a complete response. */
  classify(error: unknown): Disposition;
}

export interface Question<Value> extends Request {
  readonly query: Readonly<Record<string, string>>;
  /** `undefined` when the response is not what GitHub documents. */
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
  /** When the run gives up what hangs, by `clock`; a query has half of the time until then at most. */
  readonly endsAt: number;
  readonly refusals: Refusals;
}

const DEADLINE_MS = 120_000;
const SETTINGS: ResilienceSettings = {
  requestTimeoutMs: 60_000,
  retry: { attempts: 4, initialBackoffMs: 1_000, maxBackoffMs: 8_000, multiplier: 2 },
  // Each query is bounded by its own tries; a breaker would let one list speak for another.
  breaker: { failures: Number.MAX_SAFE_INTEGER, successes: 1, cooldownMs: 0 },
};
const RATE_LIMIT_HINT =
  'All jobs of this repository share one budget: run this workflow at another time. Nothing was read and nothing is lost; see docs/troubleshooting.md#own-token.';
/** A storage may pack nothing more: what it holds is a zip. */
const STORAGE_HEADERS = { 'user-agent': TOOL.name, 'accept-encoding': 'identity' };
const OUTAGE_HINT = 'See https://www.githubstatus.com; the next run continues where this one stopped.';

type Sent =
  | { readonly kind: 'answer'; readonly response: ApiResponse }
  /** A redirect to something that is no storage. */
  | { readonly kind: 'astray' }
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
    const read = ({ status, body }: ApiResponse) =>
      status === 200 ? question.parse(parseJson(body.toString())) : undefined;
    return this.#run(question, { send, read, refusalOf: (response) => response }, signal);
  }

  /** As `ask`, for what may not be there, or not be shown to this token: `undefined` then. */
  async find<Value>(
    question: Question<Value>,
    hidden: readonly number[],
    signal: AbortSignal,
  ): Promise<Value | undefined> {
    const { path, query } = question;
    const send = async (within: AbortSignal) => this.#deps.client.get({ path, query }, within);
    const { what, permission } = question;
    const read = (response: ApiResponse): Found<Value> | undefined => {
      const { status, body } = response;
      const now = this.#deps.clock.now();
      // A rate limit has the same statuses, and says nothing about what is there.
      const refusal = () => this.#deps.refusals.judge({ response, what, permission, unstatedWaits: 0, now });
      if (hidden.includes(status) && refusal().kind === 'fail') return { value: undefined };
      const value = status === 200 ? question.parse(parseJson(body.toString())) : undefined;
      return value === undefined ? undefined : { value };
    };
    return (await this.#run(question, { send, read, refusalOf: (response) => response }, signal)).value;
  }

  /** Resolves also when it is gone already. */
  async delete(request: Request, signal: AbortSignal): Promise<void> {
    const send = async (within: AbortSignal) => this.#deps.client.delete({ path: request.path, query: {} }, within);
    const read = ({ status }: ApiResponse) => (status === 204 || status === 200 || status === 404 ? true : undefined);
    await this.#run(request, { send, read, refusalOf: (response) => response }, signal);
  }

  /** GitHub redirects to a storage, which is called without the token. */
  download(download: Download, signal: AbortSignal): Promise<Uint8Array> {
    return this.#run(
      download,
      {
        send: (within) => this.#follow(download, within),
        read: (sent) => (sent.kind === 'content' && sent.status === 200 ? sent.bytes : undefined),
        refusalOf: (sent) => (sent.kind === 'answer' ? sent.response : judgeStorage(download, sent)),
      },
      signal,
    );
  }

  async #follow({ path, bytesMax }: Download, signal: AbortSignal): Promise<Sent> {
    const response = await this.#deps.client.get({ path, query: {} }, signal);
    if (response.status !== 302) return { kind: 'answer', response };
    const location = this.#storageUrl(response.headers['location']);
    if (location === undefined) return { kind: 'astray' };
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
    { what, permission }: Request,
    { send, read, refusalOf }: Way<Answer, Value>,
    signal: AbortSignal,
  ): Promise<Value> {
    const { clock, refusals, endsAt } = this.#deps;
    let waits = 0;
    let last = '';
    const note = <Found extends Verdict<Value>>(verdict: Found): Found => {
      if (verdict.kind === 'retry' || verdict.kind === 'wait') last = ` (${verdict.failure})`;
      if (verdict.kind === 'wait') waits += 1;
      return verdict;
    };
    const judge = (answer: Answer): Verdict<Value> => {
      const value = read(answer);
      if (value !== undefined) return { kind: 'done', value };
      const refusal = refusalOf(answer);
      if ('kind' in refusal) return note(refusal);
      return note(refusals.judge({ response: refusal, what, permission, unstatedWaits: waits, now: clock.now() }));
    };
    const classify = (error: unknown): Disposition =>
      error instanceof BodyTooLargeError
        ? { kind: 'fail', error: new UpstreamError(`${what} brought ${error.message}`, { hint: OUTAGE_HINT }) }
        : note(refusals.classify(error));
    const startedAt = clock.now();
    const deadlineAt = startedAt + Math.min(DEADLINE_MS, (endsAt - startedAt) / 2);
    const retried = await this.#retry.run({ what, send, judge, classify }, deadlineAt, signal);
    if (retried.kind === 'done') return retried.value;
    signal.throwIfAborted();
    if (retried.reason === 'rate-limit') {
      const hint = waits > 0 ? RATE_LIMIT_HINT : OUTAGE_HINT;
      const most = renderDuration(deadlineAt - startedAt);
      throw new UpstreamError(`${what} has to wait longer than ${most}${last}`, { hint });
    }
    const waited = renderDuration(clock.now() - startedAt);
    throw new UpstreamError(`${what} received no response within ${waited}${last}`, { hint: OUTAGE_HINT });
  }
}

interface Found<Value> {
  readonly value: Value | undefined;
}

/** How a query is sent and its response read. */
interface Way<Answer, Value> {
  readonly send: (signal: AbortSignal) => Promise<Answer>;
  /** `undefined` for a response that is not the requested one. */
  readonly read: (answer: Answer) => Value | undefined;
  /** What GitHub responded instead, or what to do where something else did. */
  readonly refusalOf: (answer: Answer) => ApiResponse | Disposition;
}

function judgeStorage({ what }: Download, sent: Exclude<Sent, { kind: 'answer' }>): Disposition {
  const failure = sent.kind === 'astray' ? 'a redirect that is not followed' : `HTTP ${sent.status} from the storage`;
  return sent.kind === 'content' && (sent.status >= 500 || sent.status === 429)
    ? { kind: 'retry', failure, hint: OUTAGE_HINT, waitMs: undefined }
    : { kind: 'fail', error: new UpstreamError(`${what} failed: ${failure}`, { hint: OUTAGE_HINT }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
