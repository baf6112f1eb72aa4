/**
 * What one feed has delivered, and what is on its way: an event is new when it is neither. What is on its way counts as
 * delivered only when its delivery was committed, with the position that names it.
 */
import type { AuditEvent } from '../model/event.ts';
import { countSeen, hasSeen, hasSeenKey, type SeenRecord } from '../model/seen.ts';

export class DeliveredIds {
  #delivered: Uint8Array;
  #pending: SeenRecord[] = [];
  /** The same by key, with the timestamps that it has. */
  readonly #pendingTimes = new Map<string, number[]>();

  /** `seen`: the packed array of a position. */
  constructor(seen: Uint8Array) {
    this.#delivered = seen;
  }

  /** On their way to delivery. */
  get pending(): readonly SeenRecord[] {
    return this.#pending;
  }

  /** Of those that were delivered. */
  get size(): number {
    return countSeen(this.#delivered);
  }

  /** `isTimed`: the timestamp is the element's own. Otherwise it is a guess, which changes from read to read. */
  has(event: Pick<AuditEvent, 'key' | 'ts'>, isTimed: boolean): boolean {
    const times = this.#pendingTimes.get(event.key);
    if (!isTimed) return times !== undefined || hasSeenKey(this.#delivered, event.key);
    return times?.includes(event.ts) === true || hasSeen(this.#delivered, event);
  }

  /** Of an event that is new. */
  add(event: Pick<AuditEvent, 'key' | 'ts'>): void {
    this.#pending.push(event);
    const times = this.#pendingTimes.get(event.key);
    if (times === undefined) this.#pendingTimes.set(event.key, [event.ts]);
    else times.push(event.ts);
  }

  /** Everything that was on its way was delivered, and `seen` is what the position knows by now. */
  committed(seen: Uint8Array): void {
    this.#delivered = seen;
    this.#pending = [];
    this.#pendingTimes.clear();
  }
}
