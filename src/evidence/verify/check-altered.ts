/**
 * What `merge` asks before it reads deliveries: whether anything speaks against the files and manifests that are here, and whether
 * one between the first and the last is missing.
 */
import type { Listing } from '../deliveries/entries.ts';
import type { FoundDeliveries } from '../deliveries/find-deliveries.ts';
import { chainsOf, checkChain, checkCommits } from './check-chain.ts';
import { checkCoverage } from './check-coverage.ts';
import { type CheckPorts, checkFiles } from './check-files.ts';
import { answerOf, type Finding } from './finding.ts';

export async function checkAltered(
  found: FoundDeliveries,
  listing: Listing,
  ports: CheckPorts,
): Promise<readonly Finding[]> {
  const { deliveries } = found;
  const files = await checkFiles(found, listing, ports);
  const chains = chainsOf(deliveries).flatMap(
    (chain) => checkChain(chain, { from: undefined, all: deliveries }).findings,
  );
  const findings = [...files.findings, ...checkCommits(deliveries), ...chains];
  return findings.filter(({ question, verdict }) => question === 'unaltered' && verdict === 'no');
}

export function isComplete({ deliveries }: FoundDeliveries): boolean {
  const wanted = { from: undefined, to: undefined, all: deliveries };
  const findings = chainsOf(deliveries).flatMap((chain) => [
    ...checkChain(chain, wanted).findings,
    ...checkCoverage(chain, wanted).findings,
  ]);
  return (['unaltered', 'complete', 'covered'] as const).every((question) => answerOf(question, findings) === 'yes');
}
