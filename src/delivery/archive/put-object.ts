/**
 * Puts one object until the store has confirmed it, or rejects. "Exists already" counts as stored only after a try whose end
 * nobody knows: otherwise something else holds the key, and nothing is ever written over it.
 */
import { DeliveryError, UpstreamError } from '../../model/errors.ts';
import type { ResilienceSettings } from '../../model/settings.ts';
import { isUnconnected } from '../../resilience/failure-codes.ts';
import { readRetryAfterMs } from '../../resilience/rate-limit.ts';
import { type Disposition, Retry, type Task, type Verdict } from '../../resilience/retry.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../runtime/http.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import type { NewObject, ObjectStore } from './object-store.ts';
import { classifyFailure, NOTHING_SKIPPED } from './store-failure.ts';
import type { PutVerdict, StoreProtocol } from './store-protocol.ts';

export interface PutDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly resilience: ResilienceSettings;
  readonly userAgent: string;
  /** Epoch milliseconds by which every object has to be stored. */
  readonly deadlineAt: number;
}

export class RetryingStore implements ObjectStore {
  readonly #protocol: StoreProtocol;
  readonly #deps: PutDeps;
  readonly #retry: Retry;

  constructor(protocol: StoreProtocol, deps: PutDeps) {
    this.#protocol = protocol;
    this.#deps = deps;
    const { clock, random, log, resilience } = deps;
    this.#retry = new Retry({ settings: resilience, clock, random, log });
  }

  get name(): string {
    return this.#protocol.name;
  }

  async put(object: NewObject, signal: AbortSignal): Promise<void> {
    const task = new PutTask(object, this.#protocol, this.#deps);
    try {
      const retried = await this.#retry.run(task, this.#deps.deadlineAt, signal);
      if (retried.kind === 'done') return;
      throw new DeliveryError(`${task.what} was not done before the run had to end (${retried.reason})`, {
        hint: `${NOTHING_SKIPPED} If this happens again, see docs/archive.md#when-the-store-refuses.`,
      });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      throw new DeliveryError(error.message, { hint: error.hint, cause: error });
    }
  }
}

interface Exchange {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
}

class PutTask implements Task<Exchange, undefined> {
  readonly what: string;
  readonly #object: NewObject;
  readonly #protocol: StoreProtocol;
  readonly #deps: PutDeps;
  readonly #changed = new Set<string>();
  /** Whether the try under way has reached the point where the store can learn of the object. */
  #isSent = false;
  #mayBeStored = false;

  constructor(object: NewObject, protocol: StoreProtocol, deps: PutDeps) {
    this.#object = object;
    this.#protocol = protocol;
    this.#deps = deps;
    this.what = `storing an object in ${protocol.name}`;
  }

  async send(signal: AbortSignal): Promise<Exchange> {
    this.#isSent = false;
    const { http, userAgent } = this.#deps;
    const made = await this.#protocol.request(this.#object, signal);
    const request = { ...made, headers: { 'user-agent': userAgent, ...made.headers } };
    this.#isSent = true;
    return { request, answer: await http.send(request, signal) };
  }

  judge({ request, answer }: Exchange): Verdict<undefined> {
    const verdict = this.#protocol.judge(answer, { object: this.#object, request });
    switch (verdict.kind) {
      case 'stored':
        return { kind: 'done', value: undefined };
      case 'exists':
        return this.#mayBeStored ? { kind: 'done', value: undefined } : { kind: 'fail', error: this.#taken() };
      case 'altered':
        return { kind: 'fail', error: this.#altered() };
      case 'changed':
        if (this.#changed.has(verdict.what)) return { kind: 'fail', error: verdict.otherwise };
        this.#changed.add(verdict.what);
        return { kind: 'wait', failure: verdict.what, waitMs: 0 };
      case 'busy':
        return this.#again(verdict, answer);
      case 'refused':
        return { kind: 'fail', error: verdict.error };
    }
  }

  classify(error: unknown): Disposition {
    if (this.#isSent && !isUnconnected(error)) this.#mayBeStored = true;
    return classifyFailure(error);
  }

  #again({ failure, mayBeStored }: Extract<PutVerdict, { kind: 'busy' }>, answer: HttpAnswer): Disposition {
    if (mayBeStored) this.#mayBeStored = true;
    const waitMs = readRetryAfterMs(answer.headers, this.#deps.clock.now());
    const hint = `${NOTHING_SKIPPED} The store is unavailable or overloaded: check its status page, or raise \`retry-attempts\`.`;
    return { kind: 'retry', failure, hint, waitMs };
  }

  #taken(): DeliveryError {
    return new DeliveryError(`${this.#protocol.name} already has an object under a key that no run has used`, {
      hint: 'Nothing was overwritten. Find out who else writes below this prefix, and set a separate prefix for this collector; see docs/archive.md#when-the-store-refuses.',
    });
  }

  #altered(): DeliveryError {
    return new DeliveryError(
      `${this.#protocol.name} confirmed an object with another checksum than that of the bytes sent`,
      {
        hint: 'Something between the runner and the store changes what is sent. The position has not moved, and no manifest names the object. Check proxies and gateways on the way; see docs/archive.md#when-the-store-refuses.',
      },
    );
  }
}
