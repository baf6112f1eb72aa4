/**
 * The position of a collector: a set of claims, each true at the moment it was written and true for ever after. Nothing in
 * here is event content: ids are hashes, the rest are times, counts and GitHub's own cursors.
 *
 * A frontier's claim reads: every event with a timestamp below `claim` that became visible at most `bound` later than a
 * newer one has been delivered, or lies in a gap. `bound` is the overlap for the tail and the reconcile window for the
 * deep sweep. See docs/guarantees.md.
 */
import type { Chain } from './chain.ts';
import type { FeedName } from './feed.ts';

export const CHECKPOINT_VERSION = 1;

export interface Checkpoint {
  readonly version: typeof CHECKPOINT_VERSION;
  /** Which stream of events this is a position in: see `checkpoint/stream.ts`. */
  readonly stream: string;
  /** Grows by one with every commit along a chain of runs. */
  readonly generation: number;
  /**
   * When somebody last moved the position by hand (UTC epoch ms); 0: never. What is claimed in an earlier epoch counts no
   * more in a later one, so that a position that was moved back stays there, whichever older copies survive.
   */
  readonly epoch: number;
  /** The latest moves by hand, the newest first. */
  readonly resets: readonly Reset[];
  /** The newest commits that went into this one, newest first: shows which artifacts hold nothing new. */
  readonly commits: readonly Commit[];
  /** The id of the newest artifact that holds a copy, as far as known; `null` for none. */
  readonly artifact: number | null;
  readonly feeds: { readonly [name in FeedName]?: Feed };
  readonly counters: Counters;
  /** The manifests that led here: see `model/chain.ts`. */
  readonly chain: Chain;
  /** Path of the id that `seen` was made with, its names joined by dots; absent: an earlier release did not say. */
  readonly dedupeId?: string;
  /** Of the repository whose run committed it last; absent outside Actions. */
  readonly repositoryId?: string;
  /** Whose events these are: see `subjectOf`. Absent: an earlier release did not say. */
  readonly subject?: string;
}

export interface Commit {
  readonly generation: number;
  /** `run.attempt.token`, unique for each commit. */
  readonly id: string;
}

/** A move of the position by hand: what happened before it counts for nothing but generation and history. */
export interface Reset {
  readonly epoch: number;
  /** `run.attempt`. */
  readonly run: string;
  readonly feed: FeedName;
  /** The watermark that was left; `null` when the feed had no position. */
  readonly from: number | null;
  readonly to: number;
}

export interface Counters {
  readonly events: number;
  readonly duplicates: number;
  readonly deadLetters: number;
}

export interface Feed {
  /** Generation that last moved this feed; a feed that is not collected any more keeps its own. */
  readonly generation: number;
  /** Where the manifests of this epoch begin to speak of this feed (UTC epoch ms): nothing earlier is claimed by them. */
  readonly begin: number;
  readonly tail: Frontier;
  /** `deep.claim` is the floor: `seen` holds every delivered id at or above it, events below it are not looked at. */
  readonly deep: Frontier;
  /** Ascending by `ts`, then `after`. */
  readonly marks: readonly Mark[];
  /** Cursors that GitHub refused, in the order of `marks`: no join with an older copy brings them back. Absent: none. */
  readonly refused?: readonly Mark[];
  /** Delivered ids, packed: see `model/seen.ts`. */
  readonly seen: Uint8Array;
  readonly gaps: readonly Gap[];
  /** What of them manifests say already; absent: nothing. */
  readonly reported?: readonly Gap[];
}

export interface Frontier {
  readonly claim: number;
  /** The server's time at the opening of the last completed sweep; `null` when none was ever completed. */
  readonly completedAt: number | null;
  readonly sweep: Sweep | null;
}

/** An unfinished pass over the list. Its head and its position belong together. */
export interface Sweep {
  /** The newest event at the opening that was not later than the server's clock; `null`: the list was empty. */
  readonly head: number | null;
  readonly openedAt: number;
  readonly position: Position | null;
  /** Everything from this timestamp on, up to the position, was read under this head; absent: nobody knows from where on. */
  readonly from?: number;
  /** How it is filtered when not as usual: `none`, because `created:` hid something; `wide` on a cold start that is not busy. */
  readonly net?: 'none' | 'wide';
}

export interface Position {
  /** The timestamp that `after` stands on. */
  readonly ts: number;
  /** GitHub's cursor; opaque. */
  readonly after: string;
  /** For events without an id at `ts`: how many with the same content (by its hash) this sweep has passed. */
  readonly copies: Readonly<Record<string, number>>;
}

/** A cursor met on the way and the timestamp it stands on: a fact that nothing makes false. */
export interface Mark {
  readonly ts: number;
  readonly after: string;
}

export type GapKind = 'retention' | 'state-lost' | 'capacity' | 'reset';

/** Events with `from` ≤ timestamp < `to` may be missing; `certain`: no run can still get them. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly kind: GapKind;
  readonly certain: boolean;
  /** The run that found it. */
  readonly run: string;
}
