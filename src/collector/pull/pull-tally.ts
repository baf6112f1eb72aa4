/** What a pull puts into its batches, feed by feed: how many events, and from when to when. */
import type { Delivered } from '../../evidence/chain.ts';
import type { FeedName } from '../../model/feed.ts';

const NOTHING: Delivered = { events: 0, firstAt: null, lastAt: null };

export class PullTally {
  readonly #feeds = new Map<FeedName, Delivered>();

  add(name: FeedName, ts: number): void {
    const { events, firstAt, lastAt } = this.of(name);
    const span = { firstAt: Math.min(firstAt ?? ts, ts), lastAt: Math.max(lastAt ?? ts, ts) };
    this.#feeds.set(name, { events: events + 1, ...span });
  }

  of(name: FeedName): Delivered {
    return this.#feeds.get(name) ?? NOTHING;
  }
}
