/** I7: a batch holds events only, those of a feed in the order of their timestamps. */
import type { FeedName } from '../../../src/model/feed.ts';
import { describe } from './claims.ts';
import type { Group } from './ledger.ts';
import { Violation } from './verdict.ts';

/** `batch`: what its lines stand for, in their order. */
export function checkOrder(batch: readonly Group[]): void {
  const reached = new Map<FeedName, number>();
  for (const group of batch) {
    const { feed, ts, events } = group;
    if (events[0]?.poison === true)
      throw new Violation('I7', `an element that is not an event is among the events: ${describe(group)}`);
    if (ts < (reached.get(feed) ?? 0)) throw new Violation('I7', `${describe(group)} comes after a later one`);
    reached.set(feed, ts);
  }
}
