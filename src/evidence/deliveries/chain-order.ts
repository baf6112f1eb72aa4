/**
 * The order in which deliveries were made: a manifest comes after those that it follows, whatever the clocks of the machines
 * said. Where nothing links two of them, the time that they name decides: generations and epochs start over after a lost
 * position, so they order nothing beyond one chain.
 */
import type { Delivery } from './find-deliveries.ts';

/** The oldest first, pulls last, each list once. */
export function inOrder(deliveries: readonly Delivery[]): readonly Delivery[] {
  const known = new Map(deliveries.map((delivery) => [delivery.sha256, delivery]));
  const placed = new Set<Delivery>();
  for (const delivery of deliveries.toSorted(byTime)) {
    const waiting = [delivery];
    for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
      const parent = top.manifest.parents
        .flatMap(({ sha256 }) => known.get(sha256) ?? [])
        .find((each) => !placed.has(each));
      if (parent !== undefined) waiting.push(parent);
      else {
        placed.add(top);
        waiting.pop();
      }
    }
  }
  return [...placed];
}

function byTime(a: Delivery, b: Delivery): number {
  const [left, right] = [a.manifest, b.manifest];
  return (
    Number(left.stream === null) - Number(right.stream === null) ||
    Date.parse(left.createdAt) - Date.parse(right.createdAt) ||
    (left.generation ?? 0) - (right.generation ?? 0) ||
    compareText(left.commit, right.commit) ||
    compareText(a.sha256, b.sha256)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
