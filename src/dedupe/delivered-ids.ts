/**
 * What one feed has delivered, and what is on its way: an event is new when neither knows it. Events on their way become
 * known as delivered only when their delivery was committed, so that a failed one leaves no trace.
 */
import type { AuditEvent } from '../model/event.ts';
import type { SeenRecord } from '../model/seen.ts';
import { NOTHING_SEEN } from '../model/seen.ts';
import { SeenIndex } from './seen-index.ts';

export class DeliveredIds {
  readonly #delivered: SeenIndex;
  #underWay = new SeenIndex(NOTHING_SEEN);
  #pending: SeenRecord[] = [];

  /** `seen`: the packed array of a position. */
  constructor(seen: Uint8Array) {
    this.#delivered = new SeenIndex(seen);
  }

  /** On their way to delivery. */
  get pending(): readonly SeenRecord[] {
    return this.#pending;
  }

  get size(): number {
    return this.#delivered.size;
  }

  /** `isTimed`: the timestamp is the element's own. */
  has({ key, ts }: Pick<AuditEvent, 'key' | 'ts'>, isTimed: boolean): boolean {
    const known = (index: SeenIndex) => (isTimed ? index.has(key, ts) : index.hasAtAnyTime(key));
    return known(this.#delivered) || known(this.#underWay);
  }

  add({ key, ts }: Pick<AuditEvent, 'key' | 'ts'>): void {
    this.#underWay.add(key, ts);
    this.#pending.push({ key, ts });
  }

  /** Everything that was on its way was delivered and saved. */
  committed(): void {
    for (const { key, ts } of this.#pending) this.#delivered.add(key, ts);
    this.#pending = [];
    this.#underWay = new SeenIndex(NOTHING_SEEN);
  }
}
