/** What a response of a sink comes to: the fate of each event, or what to do with the complete request. */

import type { NotAcceptedReason } from '../../model/sink-counts.ts';
import type { Disposition } from '../../resilience/retry.ts';

/** What became of one event. */
export type Fate =
  | 'acknowledged'
  /** Not accepted now; to be sent again after a pause. */
  | 'busy'
  /** To be sent again at once, without the others. */
  | 'again'
  /** Not accepted in this order; to be sent again as a late one. */
  | 'late'
  /**
   * Perhaps accepted, perhaps refused, and not to be sent again: it counts as not accepted, because only that loses
   * nothing.
   */
  | 'in-doubt'
  | NotAcceptedReason;

/**
 * Why an event was refused: an HTTP status, or words of ours for what the receiver named. Never its own text, which can
 * quote the event.
 */
export type Why = string;

export interface Fates {
  readonly kind: 'fates';
  /** One for each event, in their order. */
  readonly fates: readonly Fate[];
  /** For those that were refused, where the receiver says it; in the same order. */
  readonly whys?: readonly (Why | undefined)[];
  /** How many of those in doubt the receiver says it refused. */
  readonly refused?: number;
}

export type Outcome =
  | Fates
  /** Accepted, but not stored yet: queried by this id. */
  | { readonly kind: 'pending'; readonly id: string }
  /**
   * Refused because of some event in it: halved until that one is alone, which is then dead letters for `reason`. `at`:
   * the receiver named that event.
   */
  | { readonly kind: 'split'; readonly reason: NotAcceptedReason; readonly why: Why; readonly at?: number }
  | Disposition;
