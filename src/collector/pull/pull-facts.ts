/** What the manifest of a pull says: what was requested, how far it came, and what it found of each feed. */
import type { Delivered } from '../../evidence/chain.ts';
import type { Gap } from '../../model/checkpoint.ts';
import type { FeedName } from '../../model/feed.ts';
import type { PullFeed } from './pull-feed.ts';
import type { PullRange } from './pull-range.ts';
import type { PullTally } from './pull-tally.ts';

/** Instants are epoch milliseconds. */
export interface PullFacts extends Pick<PullRange, 'since' | 'until' | 'order'> {
  /** Whether all of it is here. */
  readonly complete: boolean;
  /** What is certainly here. */
  readonly piece: { readonly from: number; readonly to: number };
  readonly feeds: readonly { readonly name: FeedName; readonly delivered: Delivered }[];
  readonly gaps: readonly (Gap & { readonly feed: FeedName })[];
}

export interface PullState {
  readonly complete: boolean;
  /** The least of what all feeds were read to. */
  readonly reached: number;
  readonly feeds: readonly PullFeed[];
  readonly tally: PullTally;
}

export function describePull({ since, until, order }: PullRange, state: PullState): PullFacts {
  const { complete, reached, feeds, tally } = state;
  return {
    ...{ since, until, order, complete },
    piece: order === 'asc' ? { from: since, to: Math.max(since, reached) } : { from: reached, to: until },
    feeds: feeds.map(({ name }) => ({ name, delivered: tally.of(name) })),
    gaps: feeds.flatMap((feed) => feed.gaps.map((gap) => ({ ...gap, feed: feed.name }))),
  };
}
