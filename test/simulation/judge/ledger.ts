/**
 * Which events were ever delivered, and how often. Equal events without an id cannot be distinguished, so they are compared
 * by count.
 */
import { contentHash, keyOfCopy, keyOfId } from '../../../src/dedupe/event-key.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import type { Process } from '../process.ts';
import type { World } from '../world.ts';
import type { WorldEvent } from '../world-event.ts';

/** Events that are one and the same to an onlooker: one with an id, or a group of equal ones. */
export interface Group {
  readonly feed: FeedName;
  readonly identity: string;
  readonly ts: number;
  readonly events: readonly WorldEvent[];
  /** What the collector remembers them by, in the order in which it numbers equal ones. */
  readonly keys: Readonly<Record<'id' | 'content', readonly string[]>>;
  readonly deliveries: Delivery[];
  /** Duplicates that were explained. */
  duplicates: number;
  /** Of these, those that a reset caused. */
  repeated: number;
}

export interface Delivery {
  readonly process: Process;
  readonly at: number;
}

export class Ledger {
  readonly groups: readonly Group[];
  readonly #byRaw = new Map<string, Group>();
  readonly #deliveredKeys = new Set<string>();

  constructor(world: World) {
    const all = Object.values(world.events).flat();
    this.groups = [...Map.groupBy(all, ({ feed, identity }) => `${feed} ${identity}`).values()].map(groupOf);
    for (const group of this.groups) {
      for (const { raw, rawLater } of group.events) {
        this.#byRaw.set(raw, group);
        if (rawLater !== undefined) this.#byRaw.set(rawLater.raw, group);
      }
    }
  }

  find(raw: string): Group | undefined {
    return this.#byRaw.get(raw);
  }

  deliver(group: Group, delivery: Delivery): void {
    group.deliveries.push(delivery);
    for (const keys of Object.values(group.keys)) {
      const key = keys[group.deliveries.length - 1];
      if (key !== undefined) this.#deliveredKeys.add(binary(key));
    }
  }

  /**
   * Events of the feed from `since` on that were delivered, and elements without a timestamp: their place is a guess from
   * above, so that they take room among later ones.
   */
  countDelivered(feed: FeedName, since: number): number {
    const isCounted = ({ ts, events }: Group) => ts >= since || events[0]?.poison === true;
    const groups = this.groups.filter((group) => group.feed === feed && isCounted(group));
    return groups.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
  }

  /** `key`: the bytes of a key as a binary string. */
  hasDelivered(key: string): boolean {
    return this.#deliveredKeys.has(key);
  }
}

export function binary(key: string): string {
  return Buffer.from(key, 'hex').toString('latin1');
}

function groupOf(events: WorldEvent[]): Group {
  const [first] = events;
  if (first === undefined) throw new Error('a group has an event');
  const { feed, identity, ts, hasId, raw } = first;
  const hash = contentHash({ raw, value: JSON.parse(raw) });
  const content = events.map((_, index) => keyOfCopy(hash, index + 1));
  const keys = { id: hasId ? [keyOfId(identity)] : content, content };
  return { feed, identity, ts, events, keys, deliveries: [], duplicates: 0, repeated: 0 };
}
