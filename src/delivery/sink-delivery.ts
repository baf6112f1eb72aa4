/**
 * A sink at work in parallel to the reading: full batches leave while the next pages are fetched, one on its way at a
 * time, and nothing counts before `settle` has the word of the sink for every event. Once it failed it stays failed:
 * what came after would be committed over a hole.
 */
import { assert } from '../model/assert.ts';
import { type AuditEvent, byTime } from '../model/event.ts';
import type { SetAsideReason, SinkCounts } from '../model/sink-counts.ts';
import type { SetAside, Sink, SinkReceipt } from './http/sink.ts';

/** What a run handed to its sink. */
export interface SinkTotals extends SinkCounts {
  readonly requests: number;
  readonly retries: number;
}

export function countSetAside({ setAside }: SinkCounts): number {
  return Object.values(setAside).reduce((sum, count) => sum + count, 0);
}

export function countReasons(setAside: readonly SetAside[]): SinkCounts['setAside'] {
  const counts = { 'too-old': 0, 'too-new': 0, 'too-large': 0, rejected: 0 };
  for (const { reason } of setAside) counts[reason] += 1;
  return counts;
}

/** `3 too-old, 2 rejected: it does not fit the mapping of the index`; reasons in the words of the presets. */
export function describeReasons(setAside: readonly SetAside[]): string {
  const groups = Map.groupBy(setAside, ({ reason, why }) => (why === undefined ? reason : `${reason}: ${why}`));
  return [...groups].map(([text, all]) => `${all.length} ${text}`).join(', ');
}

/** Both of one sink. */
export function addCounts(a: SinkCounts, b: SinkCounts): SinkCounts {
  const setAside = sumReasons(a.setAside, b.setAside);
  return { name: a.name, acknowledged: a.acknowledged + b.acknowledged, setAside };
}

function sumReasons(a: SinkCounts['setAside'], b: SinkCounts['setAside']): SinkCounts['setAside'] {
  const sum = (reason: SetAsideReason) => a[reason] + b[reason];
  return {
    'too-old': sum('too-old'),
    'too-new': sum('too-new'),
    'too-large': sum('too-large'),
    rejected: sum('rejected'),
  };
}

type Ended =
  | { readonly kind: 'sent'; readonly receipt: SinkReceipt }
  | { readonly kind: 'failed'; readonly error: unknown };

export class SinkDelivery {
  readonly #sink: Sink;
  #counts: Omit<SinkTotals, 'name'> = { acknowledged: 0, setAside: countReasons([]), requests: 0, retries: 0 };
  /** Taken in and not yet on their way. */
  #waiting: AuditEvent[] = [];
  #waitingBytes = 0;
  /** Since the last `settle`. */
  #taken = new Set<AuditEvent>();
  #setAside: SetAside[] = [];
  #underWay: Promise<Ended> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  get totals(): SinkTotals {
    return { name: this.#sink.name, ...this.#counts };
  }

  /**
   * Takes events that will be settled later, and may send them meanwhile. Waits only when two batches are waiting already.
   * Rejects with what an earlier sending failed of.
   */
  async offer(events: readonly AuditEvent[], signal: AbortSignal): Promise<void> {
    for (const event of events) this.#take(event);
    if (this.#fill() >= 2) await this.#landed();
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#underWay === undefined && this.#fill() >= 1) this.#start(signal);
  }

  /**
   * Resolves with what was set aside once each of `events` is acknowledged or set aside, offered before or not. Rejects with
   * what the sending failed of, from then on always.
   */
  async settle(events: readonly AuditEvent[], signal: AbortSignal): Promise<readonly SetAside[]> {
    await this.#landed();
    for (const event of events) if (!this.#taken.has(event)) this.#take(event);
    if (this.#failure === undefined && this.#waiting.length > 0) {
      this.#start(signal);
      await this.#landed();
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    assert(this.#taken.size === events.length, 'what was offered to the sink is what is delivered');
    const setAside = this.#setAside;
    this.#taken = new Set();
    this.#setAside = [];
    return setAside;
  }

  #take(event: AuditEvent): void {
    this.#taken.add(event);
    this.#waiting.push(event);
    this.#waitingBytes += event.raw.length;
  }

  /** How many batches are waiting. */
  #fill(): number {
    const { events, bytes } = this.#sink.batch;
    return Math.max(this.#waiting.length / events, this.#waitingBytes / bytes);
  }

  /** Sorted, because what waits may come from two feeds, or from a tail and the deep sweep behind it. */
  #start(signal: AbortSignal): void {
    const events = this.#waiting.sort(byTime);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#underWay = this.#sink.send(events, signal).then(
      (receipt) => ({ kind: 'sent', receipt }),
      (error: unknown) => ({ kind: 'failed', error }),
    );
  }

  /** Waits for what is on its way, if anything is, and writes down what became of it. */
  async #landed(): Promise<void> {
    const ended = await this.#underWay;
    this.#underWay = undefined;
    if (ended === undefined) return;
    if (ended.kind === 'failed') {
      this.#failure = { error: ended.error };
      return;
    }
    const { acknowledged, setAside, requests, retries } = ended.receipt;
    for (const each of setAside) this.#setAside.push(each);
    this.#counts = {
      acknowledged: this.#counts.acknowledged + acknowledged,
      setAside: sumReasons(this.#counts.setAside, countReasons(setAside)),
      requests: this.#counts.requests + requests,
      retries: this.#counts.retries + retries,
    };
  }
}
