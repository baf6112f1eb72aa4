/**
 * A sink at work in parallel to the reading: full batches leave while the next pages are fetched, one on its way at a
 * time, and nothing counts before `settle` has the word of the sink for every event. Once it failed it stays failed:
 * what came after would be committed over a hole.
 */
import { assert } from '../model/assert.ts';
import { type AuditEvent, byTime } from '../model/event.ts';
import type { NotAcceptedReason, SinkCounts } from '../model/sink-counts.ts';
import type { NotAccepted, Sink, SinkReceipt } from './http/sink.ts';

/** What a run handed to its sink. */
export interface SinkTotals extends SinkCounts {
  readonly requests: number;
  readonly retries: number;
}

export function countNotAccepted({ notAccepted }: SinkCounts): number {
  return Object.values(notAccepted).reduce((sum, count) => sum + count, 0);
}

export function countReasons(notAccepted: readonly NotAccepted[]): SinkCounts['notAccepted'] {
  const counts = { 'too-old': 0, 'too-new': 0, 'too-large': 0, rejected: 0 };
  for (const { reason } of notAccepted) counts[reason] += 1;
  return counts;
}

/** `3 too-old, 2 rejected: it does not fit the mapping of the index`; reasons in the words of the presets. */
export function describeReasons(notAccepted: readonly NotAccepted[]): string {
  const groups = Map.groupBy(notAccepted, ({ reason, why }) => (why === undefined ? reason : `${reason}: ${why}`));
  return [...groups].map(([text, all]) => `${all.length} ${text}`).join(', ');
}

/** Both of one sink. */
export function addCounts(a: SinkCounts, b: SinkCounts): SinkCounts {
  const notAccepted = sumReasons(a.notAccepted, b.notAccepted);
  return { name: a.name, acknowledged: a.acknowledged + b.acknowledged, notAccepted };
}

function sumReasons(a: SinkCounts['notAccepted'], b: SinkCounts['notAccepted']): SinkCounts['notAccepted'] {
  const sum = (reason: NotAcceptedReason) => a[reason] + b[reason];
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
  #counts: Omit<SinkTotals, 'name'> = { acknowledged: 0, notAccepted: countReasons([]), requests: 0, retries: 0 };
  /** Taken in and not yet on their way. */
  #waiting: AuditEvent[] = [];
  #waitingBytes = 0;
  /** Since the last `settle`. */
  #taken = new Set<AuditEvent>();
  #notAccepted: NotAccepted[] = [];
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
   * Resolves with the dead letters once each of `events` is acknowledged or a dead letter, offered before or not. Rejects with
   * what the sending failed of, from then on always.
   */
  async settle(events: readonly AuditEvent[], signal: AbortSignal): Promise<readonly NotAccepted[]> {
    await this.#landed();
    for (const event of events) if (!this.#taken.has(event)) this.#take(event);
    if (this.#failure === undefined && this.#waiting.length > 0) {
      this.#start(signal);
      await this.#landed();
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    assert(this.#taken.size === events.length, 'what was offered to the sink is what is delivered');
    const notAccepted = this.#notAccepted;
    this.#taken = new Set();
    this.#notAccepted = [];
    return notAccepted;
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
    const { acknowledged, notAccepted, requests, retries } = ended.receipt;
    for (const each of notAccepted) this.#notAccepted.push(each);
    this.#counts = {
      acknowledged: this.#counts.acknowledged + acknowledged,
      notAccepted: sumReasons(this.#counts.notAccepted, countReasons(notAccepted)),
      requests: this.#counts.requests + requests,
      retries: this.#counts.retries + retries,
    };
  }
}
