/** One event of the simulated audit log, with all that an onlooker who knows the whole future can say about it. */
import type { FeedName } from '../../src/model/feed.ts';

export interface WorldEvent {
  readonly feed: FeedName;
  readonly ts: number;
  /** Breaks ties of the list; also in the event unless it has no id. */
  readonly documentId: string;
  readonly createdAt: number | undefined;
  /** When the list first shows it. */
  readonly visibleAt: number;
  /**
   * By how much something newer than it, and not ahead of the server's clock, was visible before it. What the collector
   * tolerates is a bound on this.
   */
  readonly lateness: number;
  /** What equal events share: the id, or the whole text where there is none. */
  readonly identity: string;
  /** As the list shows it, from an instant on. */
  readonly raw: string;
  readonly rawLater: { readonly from: number; readonly raw: string } | undefined;
  readonly hasId: boolean;
  /** A net can hide it; that is the limit of what is promised, except where a probe shows it. */
  readonly isHidden: boolean;
  readonly poison: boolean;
}

export function rawAt(event: WorldEvent, now: number): string {
  return event.rawLater !== undefined && now >= event.rawLater.from ? event.rawLater.raw : event.raw;
}

/** The order of the list; ties by document id. */
export function byPosition(a: WorldEvent, b: WorldEvent): number {
  return a.ts - b.ts || (a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : 0);
}
