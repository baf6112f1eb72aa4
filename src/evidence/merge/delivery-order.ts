/**
 * Which of two deliveries came first by their chain, or that neither did: runs that overlapped, chains that started over, and
 * a position that was moved back may have delivered one event each. Where a manifest is missing, nobody knows, and two events
 * stay two.
 */
import type { Delivery } from '../deliveries/find-deliveries.ts';

export class DeliveryOrder {
  readonly #deliveries: readonly Delivery[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #known = new Map<string, boolean>();
  /** Of each epoch, by its stream: from which instant on it may deliver again what an earlier one did (UTC epoch ms). */
  readonly #begins: ReadonlyMap<string, number>;

  /** `deliveries` are in the order in which they were made. */
  constructor(deliveries: readonly Delivery[]) {
    this.#deliveries = deliveries;
    const epochs = Map.groupBy(this.#deliveries, epochOf);
    this.#begins = new Map([...epochs].map(([epoch, each]) => [epoch, beginOf(each)]));
    this.#numbers = new Map(this.#deliveries.map(({ sha256 }, index) => [sha256, index]));
  }

  numberOf({ sha256 }: Delivery): number {
    return this.#numbers.get(sha256) ?? -1;
  }

  /** Whether the later of two numbers knew what the earlier delivered of the instant `ts`, so that it did not deliver it again. */
  follows(later: number, earlier: number, ts: number): boolean {
    const [from, to] = [this.#deliveries[later], this.#deliveries[earlier]];
    if (from === undefined || to === undefined) return false;
    const epoch = epochOf(from);
    if (epoch !== epochOf(to) && ts >= (this.#begins.get(epoch) ?? 0)) return false;
    const name = `${later} ${earlier}`;
    // Where no link shows the order, it comes from clocks, which may be wrong.
    const known = this.#known.get(name) ?? (this.#search(from, to) || this.#search(to, from));
    this.#known.set(name, known);
    return known;
  }

  #search(from: Delivery, to: Delivery): boolean {
    const generation = to.manifest.generation ?? 0;
    const queue = [...from.manifest.parents];
    const seen = new Set<string>();
    for (let parent = queue.pop(); parent !== undefined; parent = queue.pop()) {
      if (parent.sha256 === to.sha256) return true;
      if (parent.generation <= generation || seen.has(parent.sha256)) continue;
      seen.add(parent.sha256);
      const number = this.#numbers.get(parent.sha256);
      if (number === undefined) return true;
      queue.push(...(this.#deliveries[number]?.manifest.parents ?? []));
    }
    return false;
  }
}

function epochOf({ manifest: { stream, epoch } }: Delivery): string {
  return `${stream} ${epoch}`;
}

/** Where the later feed begins: a feed that was not moved delivers nothing again. */
function beginOf(deliveries: readonly Delivery[]): number {
  const stretches = deliveries.flatMap(({ manifest }) => manifest.feeds);
  const feeds = Map.groupBy(stretches, ({ name }) => name);
  return Math.max(...[...feeds.values()].map((each) => Math.min(...each.map(({ from }) => Date.parse(from)))));
}
