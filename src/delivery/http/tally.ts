/**
 * What became of the events of a run, one by one. It also notices when a sink refuses so many that the sink or the
 * inputs must be wrong, not the events: treating them as dead letters would only hide the cause, so the sending fails and the
 * position stays.
 */
import { DeliveryError } from '../../model/errors.ts';
import type { NotAcceptedReason } from '../../model/sink-counts.ts';
import type { Why } from './outcome.ts';
import type { Entry } from './preset.ts';
import type { NotAccepted, SinkReceipt } from './sink.ts';

/** Refusals before a sink that has never accepted anything counts as one that accepts nothing. */
const FIRST_REFUSALS_MAX = 20;
/** So many more refused than accepted, wherever that began, and it is no longer about single events. */
export const REFUSED_IN_A_ROW_MAX = 1000;
/** Fewer, when the receiver names the same reason for all of them. */
export const REFUSED_ALIKE_MAX = 100;

const WHYS_SHOWN = 3;

export class Tally {
  requests = 0;
  retries = 0;
  #acknowledged = 0;
  #notAccepted: NotAccepted[] = [];
  /** Of the whole run, like all that follows. */
  #acknowledgedEver = 0;
  #refusals = 0;
  /** How many more were refused than accepted, and why. */
  #row = 0;
  #whys = new Set<Why | undefined>();
  #isBroken = false;

  /** Events that the sink has accepted since the run began. */
  get acknowledgedEver(): number {
    return this.#acknowledgedEver;
  }

  acknowledge(count: number): void {
    this.#acknowledged += count;
    this.#accepted(count);
  }

  /** Not sent, because of a known limit. */
  notAccepted(notAccepted: NotAccepted): void {
    this.#notAccepted.push(notAccepted);
  }

  /** The sink named its own limit, which this event exceeds. */
  limit({ event }: Entry, reason: NotAcceptedReason): void {
    this.#notAccepted.push({ event, reason });
    this.#refused(1, undefined);
  }

  /** The sink refused this event. */
  refuse({ event }: Entry, reason: NotAcceptedReason, why: Why | undefined): void {
    this.#notAccepted.push({ event, reason, ...(why === undefined ? {} : { why }) });
    this.#refusals += 1;
    this.#refused(1, why);
  }

  /** The sink refused `refused` of these without naming them. */
  doubt(entries: readonly Entry[], refused: number, why: Why | undefined): void {
    for (const { event } of entries) {
      this.#notAccepted.push({ event, reason: 'rejected', ...(why === undefined ? {} : { why }) });
    }
    this.#accepted(entries.length - refused);
    this.#refused(refused, why);
  }

  /** Throws `DeliveryError` when the sink refuses too much. */
  brake(): void {
    if (this.#isBroken) throw tooManyRefused(this.#row, this.#whys);
    if (this.#refusals >= FIRST_REFUSALS_MAX) this.refuseToGoOn();
  }

  /** Throws `DeliveryError` when the sink has refused events and accepted none. */
  refuseToGoOn(): void {
    if (this.#acknowledgedEver > 0 || this.#refusals === 0) return;
    throw new DeliveryError(
      `the sink refused all of the first ${this.#refusals} events and has accepted none${describe(this.#whys)}`,
      { hint: NOTHING_SKIPPED },
    );
  }

  /** Everything since the last receipt. */
  takeReceipt(): SinkReceipt {
    const receipt = {
      acknowledged: this.#acknowledged,
      notAccepted: this.#notAccepted,
      requests: this.requests,
      retries: this.retries,
    };
    this.#acknowledged = 0;
    this.#notAccepted = [];
    this.requests = 0;
    this.retries = 0;
    return receipt;
  }

  /** An occasional accepted event does not make up for many that are not. */
  #accepted(count: number): void {
    this.#acknowledgedEver += count;
    this.#row = Math.max(0, this.#row - count);
    if (this.#row === 0 && !this.#isBroken) this.#whys.clear();
  }

  #refused(count: number, why: Why | undefined): void {
    if (count === 0 || this.#isBroken) return;
    this.#row += count;
    this.#whys.add(why);
    const isAlike = this.#whys.size === 1 && why !== undefined && !isStatus(why);
    this.#isBroken = this.#row >= (isAlike ? REFUSED_ALIKE_MAX : REFUSED_IN_A_ROW_MAX);
  }
}

/** A status alone stands for many reasons. */
function isStatus(why: Why): boolean {
  return /^HTTP \d+$/.test(why);
}

const NOTHING_SKIPPED =
  'Nothing was skipped: the position stays, and the next run sends them again. Check `sink-url`, `sink-options` and the log of the sink; see docs/troubleshooting.md#the-sink-refuses-events.';

function tooManyRefused(row: number, whys: ReadonlySet<Why | undefined>): DeliveryError {
  return new DeliveryError(`the sink refused ${row} events more than it accepted${describe(whys)}`, {
    hint: NOTHING_SKIPPED,
  });
}

function describe(whys: ReadonlySet<Why | undefined>): string {
  const known = [...whys].filter((why) => why !== undefined).slice(0, WHYS_SHOWN);
  return known.length === 0 ? '' : ` (${known.join('; ')})`;
}
