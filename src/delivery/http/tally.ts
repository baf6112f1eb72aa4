/**
 * What became of the events of a run, one by one. It also sees when a sink refuses everything: then the sink or the inputs
 * are wrong, not the events, and setting them aside would only hide it.
 */
import { DeliveryError } from '../../model/errors.ts';
import type { SetAsideReason } from '../../model/sink-counts.ts';
import type { Entry } from './preset.ts';
import type { SetAside, SinkReceipt } from './sink.ts';

/** Refusals before a sink that has never taken anything counts as one that takes nothing. */
const REFUSALS_MAX = 20;

export class Tally {
  requests = 0;
  retries = 0;
  #acknowledged = 0;
  #setAside: SetAside[] = [];
  /** Of the whole run. */
  #hasAcknowledged = false;
  #refusals = 0;

  acknowledge(count: number): void {
    this.#acknowledged += count;
    if (count > 0) this.#hasAcknowledged = true;
  }

  /** A limit that was known beforehand, or one that the sink named. */
  setAside(setAside: SetAside): void {
    this.#setAside.push(setAside);
  }

  /** The sink would not have this one. Throws `DeliveryError` when it takes none at all. */
  refuse({ event }: Entry, reason: SetAsideReason): void {
    this.#setAside.push({ event, reason });
    this.#refusals += 1;
    if (this.#refusals >= REFUSALS_MAX) this.refuseToGoOn();
  }

  /** The sink took some of its batch, and does not say which. */
  doubt({ event }: Entry): void {
    this.#setAside.push({ event, reason: 'rejected' });
    this.#hasAcknowledged = true;
  }

  /** Throws `DeliveryError` when the sink has refused events and taken none. */
  refuseToGoOn(): void {
    if (this.#hasAcknowledged || this.#refusals === 0) return;
    throw new DeliveryError(`the sink refused all of the first ${this.#refusals} events and has taken none`, {
      hint: 'Nothing was skipped: the next run sends them again. Check `sink-url`, `sink-options` and what the sink says in its log; see docs/sinks.md.',
    });
  }

  /** Everything since the last receipt. */
  takeReceipt(): SinkReceipt {
    const receipt = {
      acknowledged: this.#acknowledged,
      setAside: this.#setAside,
      requests: this.requests,
      retries: this.retries,
    };
    this.#acknowledged = 0;
    this.#setAside = [];
    this.requests = 0;
    this.retries = 0;
    return receipt;
  }
}
