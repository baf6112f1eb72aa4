/**
 * Events to which a receiver responds 500 even when they are sent alone. Whether such an event or the receiver is at
 * fault shows only in what became of the others: it becomes a dead letter when the rest of its batch was accepted, and else the
 * sending fails.
 */
import { DeliveryError } from '../../model/errors.ts';
import type { Entry } from './preset.ts';
import type { Tally } from './tally.ts';

/** A receiver that does so for this many is down for some of its traffic. */
const SUSPECTS_MAX = 20;
/** One that has accepted nothing meanwhile is down. */
const SUSPECTS_OF_NONE_MAX = 3;

export class Suspects {
  readonly #tally: Tally;
  readonly #acknowledgedBefore: number;
  readonly #entries: Entry[] = [];
  #smallestBytes: number | undefined;

  constructor(tally: Tally) {
    this.#tally = tally;
    this.#acknowledgedBefore = tally.acknowledgedEver;
  }

  /**
   * A request of so many bytes was answered with 500 repeatedly. Returns whether it held one event alone, which is then
   * kept here; throws `DeliveryError` when it is the receiver.
   */
  add({ part, bytes }: { readonly part: readonly Entry[]; readonly bytes: number }): boolean {
    this.#smallestBytes = Math.min(bytes, this.#smallestBytes ?? bytes);
    const [entry] = part;
    if (part.length > 1 || entry === undefined) return false;
    this.#entries.push(entry);
    const count = this.#entries.length;
    if (count >= SUSPECTS_MAX || (count >= SUSPECTS_OF_NONE_MAX && this.#accepted === 0)) throw unwell();
    return true;
  }

  /**
   * When all else of the batch is settled. Throws `DeliveryError` when it is the receiver; returns the size of the
   * smallest request that it did not accept when it accepted every single event.
   */
  conclude(): number | undefined {
    if (this.#entries.length > this.#accepted) throw unwell();
    for (const entry of this.#entries) this.#tally.refuse(entry, 'rejected', 'HTTP 500');
    this.#tally.brake();
    return this.#entries.length === 0 ? this.#smallestBytes : undefined;
  }

  get #accepted(): number {
    return this.#tally.acknowledgedEver - this.#acknowledgedBefore;
  }
}

function unwell(): DeliveryError {
  return new DeliveryError('the sink responded HTTP 500 repeatedly, also to single events', {
    hint: 'Nothing was skipped: the next run sends the same events again. Look at the log of the receiver and of what stands behind it; see docs/troubleshooting.md#the-sink-is-down-or-busy.',
  });
}
