/** What an answer of a sink comes to: the fate of each event, or what to do with the request as a whole. */

import type { SetAsideReason } from '../../model/sink-counts.ts';
import type { Disposition } from '../../resilience/retry.ts';

/** What became of one event. */
export type Fate =
  | 'acknowledged'
  /** Not taken now; to be sent again after a pause. */
  | 'busy'
  /** To be sent again at once, without the others. */
  | 'again'
  /** Not taken in this order; to be sent again as a late one. */
  | 'late'
  /** Perhaps taken, perhaps refused, and not to be sent again: it is set aside, because only that loses nothing. */
  | 'in-doubt'
  | SetAsideReason;

export type Outcome =
  /** One for each event, in their order. */
  | { readonly kind: 'fates'; readonly fates: readonly Fate[] }
  /** Taken, but not safe yet: to be asked for by this id. */
  | { readonly kind: 'pending'; readonly id: string }
  /**
   * Refused as a whole, because of some event in it: halved until that one is alone, and set aside for `reason`. `at`: the
   * receiver named that event.
   */
  | { readonly kind: 'split'; readonly reason: SetAsideReason; readonly at?: number }
  | Disposition;
