/**
 * Deliveries without what nothing proves: a file that is altered, a manifest that contradicts another. What is left out has no copy to
 * be read from any more; a good copy in another place takes its turn.
 */
import type { Copy, Delivery, FoundDeliveries } from '../deliveries/find-deliveries.ts';
import type { Finding } from './finding.ts';

export function leaveOut(found: FoundDeliveries, findings: readonly Finding[]): FoundDeliveries {
  const unproven = findings.flatMap((each) => each.unproven ?? []);
  if (unproven.length === 0) return found;
  const paths = new Set(unproven.flatMap((each) => (each.kind === 'file' ? [each.path] : [])));
  const manifests = new Set(unproven.flatMap((each) => (each.kind === 'deliveries' ? each.sha256s : [])));
  const without = (copy: Copy): Copy => ({
    ...copy,
    files: copy.files.map(({ facts, entry }) => ({
      facts,
      entry: entry !== undefined && paths.has(entry.path) ? undefined : entry,
    })),
  });
  const kept = new Map(
    found.deliveries.map((delivery): [Delivery, Delivery] => {
      const copies = manifests.has(delivery.sha256) ? [] : delivery.copies.map(without);
      return [delivery, { ...delivery, copies }];
    }),
  );
  const keptOf = (delivery: Delivery): Delivery => kept.get(delivery) ?? delivery;
  return {
    ...found,
    deliveries: found.deliveries.filter(({ sha256 }) => !manifests.has(sha256)).map(keptOf),
    // A file keeps the parts of deliveries that are left out: the lines of the others are found by counting them.
    files: found.files
      .filter(({ entry }) => !paths.has(entry.path))
      .map(({ entry, parts }) => ({
        entry,
        parts: parts.map(({ delivery, facts }) => ({ delivery: keptOf(delivery), facts })),
      })),
  };
}
