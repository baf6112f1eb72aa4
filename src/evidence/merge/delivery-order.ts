/**
 * Which of two deliveries came first by their chain, or that neither did: runs that overlapped, and chains that started over,
 * may have delivered one event each. Where a manifest is missing, nobody knows, and two events stay two.
 */
import { byGeneration, type Delivery } from '../deliveries/find-deliveries.ts';

export class DeliveryOrder {
  readonly #deliveries: readonly Delivery[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #known = new Map<string, boolean>();

  constructor(deliveries: readonly Delivery[]) {
    this.#deliveries = deliveries.toSorted(byGeneration);
    this.#numbers = new Map(this.#deliveries.map(({ sha256 }, index) => [sha256, index]));
  }

  numberOf({ sha256 }: Delivery): number {
    return this.#numbers.get(sha256) ?? -1;
  }

  /** Whether the later of two numbers knew of the earlier, so that it would not have delivered its events again. */
  follows(later: number, earlier: number): boolean {
    const name = `${later} ${earlier}`;
    const known = this.#known.get(name) ?? this.#search(later, earlier);
    this.#known.set(name, known);
    return known;
  }

  #search(later: number, earlier: number): boolean {
    const [from, to] = [this.#deliveries[later], this.#deliveries[earlier]];
    if (from === undefined || to === undefined || from.manifest.stream !== to.manifest.stream) return false;
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
