/**
 * What was delivered, in numbers: how many events at which time, and how often each action. It needs the same memory
 * whatever the volume, because buckets grow wider and names beyond a limit are counted together. Of an event it keeps
 * nothing but the name of its action, and only one that looks like a name.
 */
import type { AuditEvent } from '../model/event.ts';

export interface Activity {
  /** From the first bucket with an event to the last, at most {@link BUCKETS_MAX}; `from` in UTC epoch milliseconds. */
  readonly buckets: readonly { readonly from: number; readonly events: number }[];
  readonly bucketMs: number;
  /** Events too far from now for the buckets, which they would make useless for all others. */
  readonly longAgo: number;
  readonly inTheFuture: number;
  /** The most frequent first, at most {@link ACTIONS_NAMED}. The names are event content. */
  readonly actions: readonly { readonly name: string; readonly events: number }[];
  /** Different actions among all events, as far as they were distinguished. */
  readonly kinds: number;
  /** Events whose action was not distinguished: it has no usable name, or came after {@link KINDS_MAX} others. */
  readonly others: number;
}

export const BUCKETS_MAX = 24;
/** Several times what GitHub documents. */
export const KINDS_MAX = 4000;
export const ACTIONS_NAMED = 15;

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** Longer than github.com keeps events, and than a run can last. */
const [PAST_MS, FUTURE_MS] = [400 * DAY, 7 * DAY];
/** Each is a multiple of the one before, so that buckets unite without being torn; beyond the last they double. */
const WIDTHS: readonly number[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/** The `action` of an element of the list, when it is shaped like one: `repo.create`, `git.clone`. */
export function actionNameOf(action: unknown): string | undefined {
  const isName = typeof action === 'string' && action.length <= 100 && /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/i.test(action);
  return isName ? action : undefined;
}

export class ActivityCount {
  /** The server's clock, epoch milliseconds. */
  readonly #now: number;
  #width = MINUTE;
  /** Events by the number of their bucket since the epoch; never more than {@link BUCKETS_MAX} of them. */
  #buckets = new Map<number, number>();
  readonly #actions = new Map<string, number>();
  #longAgo = 0;
  #inTheFuture = 0;
  #others = 0;

  constructor(now: number) {
    this.#now = now;
  }

  add(events: readonly AuditEvent[]): void {
    for (const { ts, action } of events) {
      this.#addTime(ts);
      this.#addAction(action);
    }
  }

  get activity(): Activity {
    const { from, to } = this.#reach();
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    const ranked = [...this.#actions].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return {
      buckets: numbers.map((bucket) => ({ from: bucket * this.#width, events: this.#buckets.get(bucket) ?? 0 })),
      bucketMs: this.#width,
      longAgo: this.#longAgo,
      inTheFuture: this.#inTheFuture,
      actions: ranked.slice(0, ACTIONS_NAMED).map(([name, events]) => ({ name, events })),
      kinds: this.#actions.size,
      others: this.#others,
    };
  }

  #addTime(ts: number): void {
    if (ts < this.#now - PAST_MS) this.#longAgo += 1;
    else if (ts > this.#now + FUTURE_MS) this.#inTheFuture += 1;
    else {
      const bucket = Math.floor(ts / this.#width);
      const isNew = !this.#buckets.has(bucket);
      increment(this.#buckets, bucket);
      if (isNew) this.#keepFew();
    }
  }

  #addAction(action: string | undefined): void {
    const isNamed = action !== undefined && (this.#actions.has(action) || this.#actions.size < KINDS_MAX);
    if (isNamed) increment(this.#actions, action);
    else this.#others += 1;
  }

  /** The first bucket with an event, and the one behind the last. */
  #reach(): { readonly from: number; readonly to: number } {
    if (this.#buckets.size === 0) return { from: 0, to: 0 };
    const numbers = [...this.#buckets.keys()];
    return { from: Math.min(...numbers), to: Math.max(...numbers) + 1 };
  }

  /** Wider buckets, until there are few enough. */
  #keepFew(): void {
    for (let { from, to } = this.#reach(); to - from > BUCKETS_MAX; { from, to } = this.#reach()) this.#widen();
  }

  #widen(): void {
    const width = WIDTHS.find((wider) => wider > this.#width) ?? 2 * this.#width;
    const wide = new Map<number, number>();
    for (const [bucket, events] of this.#buckets) increment(wide, Math.floor((bucket * this.#width) / width), events);
    this.#width = width;
    this.#buckets = wide;
  }
}

function increment<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
