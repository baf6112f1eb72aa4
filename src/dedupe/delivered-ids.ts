/**
 * What one feed has delivered, and what is on its way: an event is new when it is neither. What is on its way counts as
 * delivered only when its delivery was committed: until then it is pending, and no position names it.
 */
import type { AuditEvent } from '../model/event.ts';
import type { SeenRecord } from '../model/seen.ts';
import { SeenIndex } from './seen-index.ts';

export class DeliveredIds {
  /** Both. */
  readonly #known: SeenIndex;
  #pending: SeenRecord[] = [];

  /** `seen`: the packed array of a position. */
  constructor(seen: Uint8Array) {
    this.#known = new SeenIndex(seen);
  }

  /** On their way to delivery. */
  get pending(): readonly SeenRecord[] {
    return this.#pending;
  }

  /** Of those that were delivered. */
  get size(): number {
    return this.#known.size - this.#pending.length;
  }

  /** `isTimed`: the timestamp is the element's own. */
  has({ key, ts }: Pick<AuditEvent, 'key' | 'ts'>, isTimed: boolean): boolean {
    return isTimed ? this.#known.has(key, ts) : this.#known.hasAtAnyTime(key);
  }

  /** Of an event that is new. */
  add(event: Pick<AuditEvent, 'key' | 'ts'>): void {
    this.#known.add(event.key, event.ts);
    this.#pending.push(event);
  }

  /** Everything that was on its way was delivered and saved. */
  committed(): void {
    this.#pending = [];
  }
}
