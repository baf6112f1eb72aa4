/**
 * One batch until each of its events is acknowledged or a dead letter: tried again unchanged while nobody knows what became
 * of it, only the failed ones where the receiver names them, halved where one of them spoils the rest. The position of
 * the collector rests on this: it never resolves while the fate of an event is open.
 */
import { assert } from '../../model/assert.ts';
import { DeliveryError, UpstreamError } from '../../model/errors.ts';
import type { ResilienceSettings } from '../../model/settings.ts';
import type { NotAcceptedReason } from '../../model/sink-counts.ts';
import { type Disposition, Retry, type Task, type Verdict } from '../../resilience/retry.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Http, HttpAnswer } from '../../runtime/http.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import { classifyStatus, retry } from './acknowledge.ts';
import { partition, partsOf } from './frame.ts';
import { classifyRejection } from './network-failure.ts';
import type { Outcome, Why } from './outcome.ts';
import { awaitAcknowledgement, neverSafe } from './poll.ts';
import type { Entry, Protocol } from './preset.ts';
import { type Body, type FixedHeaders, makeBody, makeRequest } from './request.ts';
import { settle } from './settle.ts';
import { Suspects } from './suspects.ts';
import type { Tally } from './tally.ts';

export interface SendDeps {
  /** Name of the preset, for logs and errors. */
  readonly name: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** `requestTimeoutMs` is that of the sink. */
  readonly resilience: ResilienceSettings;
  readonly headers: FixedHeaders;
  /** When sending has to end, read before each request. */
  readonly deadlineAt: () => number;
}

/** What one request came to, when it need not be repeated as it is. */
type Sent =
  /** `again` is sent at once, without the others. */
  | { readonly kind: 'settled'; readonly again: readonly Entry[] }
  | {
      readonly kind: 'split';
      readonly part: readonly Entry[];
      readonly reason: NotAcceptedReason;
      readonly why: Why;
      readonly at: number | undefined;
      readonly bytes: number;
    }
  | { readonly kind: 'pending'; readonly part: readonly Entry[]; readonly id: string }
  /** 500 more than once, where that can mean that the request is too large or holds a bad event. */
  | { readonly kind: 'unwell'; readonly part: readonly Entry[]; readonly bytes: number };

/** How often the same request is answered with 500 before it is halved. */
const SERVER_ERRORS_MAX = 2;

export class BatchSender {
  readonly #protocol: Protocol;
  readonly #deps: SendDeps;
  readonly #tally: Tally;
  readonly #retry: Retry;
  /** Called with the size of a body that was too large. */
  readonly #onTooLarge: (bytes: number) => void;

  constructor(
    protocol: Protocol,
    deps: SendDeps,
    using: { readonly tally: Tally; readonly onTooLarge: (bytes: number) => void },
  ) {
    this.#protocol = protocol;
    this.#deps = deps;
    this.#tally = using.tally;
    this.#onTooLarge = using.onTooLarge;
    const { clock, random, log, resilience } = deps;
    this.#retry = new Retry({ settings: resilience, clock, random, log });
  }

  /** Rejects with `DeliveryError`; some of the events can have arrived by then. */
  async send(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    const { framing } = this.#protocol;
    const open = [...partition(entries, framing)];
    const suspects = new Suspects(this.#tally);
    let lost = 0;
    for (let part = open.shift(); part !== undefined; part = open.shift()) {
      if (part.length === 0) continue;
      const sent = await this.#sendPart(part, signal);
      switch (sent.kind) {
        case 'settled':
          open.unshift(...partition(sent.again, framing));
          break;
        case 'split':
          open.unshift(...this.#split(sent));
          break;
        case 'pending': {
          if (await this.#isSafe(sent.id, signal)) {
            this.#tally.acknowledge(sent.part.length);
            break;
          }
          lost += 1;
          if (lost >= this.#deps.resilience.retry.attempts) throw neverSafe(lost);
          this.#tally.retries += 1;
          open.unshift(sent.part);
          break;
        }
        case 'unwell':
          if (!suspects.add(sent)) open.unshift(...partsOf(sent.part));
      }
    }
    const tooLarge = suspects.conclude();
    if (tooLarge !== undefined) this.#onTooLarge(tooLarge);
  }

  /** The parts of a batch that was refused in one; one event alone becomes a dead letter. */
  #split({ part, reason, why, at, bytes }: Extract<Sent, { kind: 'split' }>): readonly (readonly Entry[])[] {
    const [only] = part;
    assert(only !== undefined, 'a request holds an event');
    if (reason === 'too-large') this.#onTooLarge(bytes);
    if (part.length === 1) {
      this.#tally.refuse(only, reason, why);
      this.#tally.brake();
      return [];
    }
    return partsOf(part, at);
  }

  #sendPart(part: readonly Entry[], signal: AbortSignal): Promise<Sent> {
    return this.#run(this.#task(part), this.#endFor(part), signal);
  }

  /** The end of the run, or sooner: the sink would drop events that are too old by then, and report success. */
  #endFor(part: readonly Entry[]): number {
    const { maxAgeMs } = this.#protocol.limits;
    const end = this.#deps.deadlineAt();
    return maxAgeMs === undefined ? end : part.reduce((at, { event }) => Math.min(at, event.ts + maxAgeMs), end);
  }

  #task(whole: readonly Entry[]): Task<HttpAnswer, Sent> {
    const { clock, headers, http } = this.#deps;
    const { attempts } = this.#deps.resilience.retry;
    const { authorization } = this.#protocol;
    let part = whole;
    let body: Body | undefined;
    let isRefreshed = false;
    let tries = 0;
    let serverErrors = 0;
    return {
      what: `sending ${whole.length === 1 ? 'one event' : `${whole.length} events`} to ${this.#deps.name}`,
      send: async (signal) => {
        body ??= await makeBody(part, this.#protocol);
        const authorized = (await authorization?.headers(signal)) ?? {};
        this.#tally.requests += 1;
        if (tries > 0) this.#tally.retries += 1;
        tries += 1;
        const request = makeRequest(body, this.#protocol, {
          fixed: headers,
          authorization: authorized,
          now: clock.now(),
        });
        return http.send(request, signal);
      },
      judge: (answer) => {
        if (answer.status === 401 && authorization !== undefined && !isRefreshed) {
          isRefreshed = true;
          authorization.forget();
          return retry(answer, 'HTTP 401, the token has to be renewed', clock.now());
        }
        const sent = { part, bytes: body?.plainBytes ?? 0 };
        if (answer.status === 500) serverErrors += 1;
        // Never more than the tries that a request has.
        if (this.#protocol.halvesOn500 === true && serverErrors >= Math.min(SERVER_ERRORS_MAX, attempts)) {
          return { kind: 'done', value: { kind: 'unwell', ...sent } };
        }
        const outcome = this.#read(answer, part);
        const verdict = this.#judge(outcome, sent, answer);
        if (verdict.kind === 'narrowed') {
          part = verdict.busy;
          body = undefined;
          return verdict.disposition;
        }
        return verdict;
      },
      classify: classifyRejection,
    };
  }

  #read(answer: HttpAnswer, entries: readonly Entry[]): Outcome {
    const { acknowledge, refuse } = this.#protocol;
    const request = { entries, now: this.#deps.clock.now() };
    if (answer.status >= 200 && answer.status < 300) return acknowledge(answer, request);
    return refuse?.(answer, request) ?? classifyStatus(answer, request.now);
  }

  #judge(
    outcome: Outcome,
    { part, bytes }: { readonly part: readonly Entry[]; readonly bytes: number },
    answer: HttpAnswer,
  ): Verdict<Sent> | { readonly kind: 'narrowed'; readonly busy: readonly Entry[]; readonly disposition: Disposition } {
    switch (outcome.kind) {
      case 'fates': {
        const { busy, again, hasProgress } = settle(part, outcome, this.#tally);
        if (busy.length === 0) return { kind: 'done', value: { kind: 'settled', again } };
        const why = outcome.whys?.find((each, index) => each !== undefined && outcome.fates[index] === 'busy');
        const failure = `${busy.length} of ${part.length} events were not accepted yet${why === undefined ? '' : `: ${why}`}`;
        const disposition = hasProgress
          ? ({ kind: 'wait', failure, waitMs: 0 } as const)
          : retry(answer, failure, this.#deps.clock.now());
        return { kind: 'narrowed', busy: [...again, ...busy], disposition };
      }
      case 'split':
        return {
          kind: 'done',
          value: { kind: 'split', part, reason: outcome.reason, why: outcome.why, at: outcome.at, bytes },
        };
      case 'pending':
        return { kind: 'done', value: { kind: 'pending', part, id: outcome.id } };
      case 'retry':
      case 'wait':
      case 'fail':
        return outcome;
    }
  }

  async #isSafe(id: string, signal: AbortSignal): Promise<boolean> {
    const { poll } = this.#protocol;
    assert(poll !== undefined, 'only a protocol with acknowledgements leaves a batch pending');
    const { clock, http, headers } = this.#deps;
    const asking = { poll, headers: { ...this.#protocol.headers, 'user-agent': headers.userAgent, ...headers.own } };
    const run = (task: Task<HttpAnswer, 'acknowledged' | 'not-yet'>) =>
      this.#run(task, this.#deps.deadlineAt(), signal);
    return awaitAcknowledgement(id, { ...asking, http, clock, run, tally: this.#tally }, signal);
  }

  /** One task under the retry layer, with its failures as failures of the delivery. */
  async #run<Value>(task: Task<HttpAnswer, Value>, deadlineAt: number, signal: AbortSignal): Promise<Value> {
    try {
      const retried = await this.#retry.run(task, deadlineAt, signal);
      if (retried.kind === 'done') return retried.value;
      const end = deadlineAt < this.#deps.deadlineAt() ? 'its events were too old for the sink' : 'the run had to end';
      throw new DeliveryError(`${task.what} was not done before ${end} (${retried.reason})`, {
        hint: 'Nothing was skipped: the next run sends the same events again. Look at the log of the sink if this persists; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
      });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new DeliveryError(error.message, { hint: error.hint, cause: error });
    }
  }
}
