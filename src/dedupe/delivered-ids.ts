/**
 * What one feed has delivered, and what is on its way: an event is new when it is neither. What is on its way counts as
 * delivered only when its delivery was committed, with the position that names it. A position has room for so many; a run
 * remembers what it has met all the same, so that only a later run can deliver it again.
 */
import type { AuditEvent } from '../model/event.ts';
import {
  countSeen,
  cutSeen,
  hasSeen,
  hasSeenKey,
  NOTHING_SEEN,
  packSeen,
  type SeenRecord,
  seenBefore,
  seenTs,
  uniteSeen,
} from '../model/seen.ts';

export class DeliveredIds {
  #delivered: Uint8Array;
  /** Delivered, at the floor or later, and without room in the position. */
  #forgotten = NOTHING_SEEN;
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
    const [delivered, forgotten] = [this.#delivered, this.#forgotten];
    if (!isTimed) return times !== undefined || hasSeenKey(delivered, event.key) || hasSeenKey(forgotten, event.key);
    return times?.includes(event.ts) === true || hasSeen(delivered, event) || hasSeen(forgotten, event);
  }

  /** Of an event that is new. */
  add(event: Pick<AuditEvent, 'key' | 'ts'>): void {
    this.#pending.push(event);
    const times = this.#pendingTimes.get(event.key);
    if (times === undefined) this.#pendingTimes.set(event.key, [event.ts]);
    else times.push(event.ts);
  }

  /** Everything that was on its way was delivered, and `seen` is what the position knows by now, from the floor on. */
  committed(seen: Uint8Array, floor: number): void {
    const oldest = seen.length === 0 ? Number.POSITIVE_INFINITY : seenTs(seen, 0);
    const early = packSeen(this.#pending.filter(({ ts }) => ts >= floor && ts <= oldest));
    const lost = [cutSeen(this.#delivered, floor), early].map((each) => seenBefore(each, seen));
    this.#forgotten = lost.reduce(uniteSeen, cutSeen(this.#forgotten, floor));
    this.#delivered = seen;
    this.#pending = [];
    this.#pendingTimes.clear();
  }
}
