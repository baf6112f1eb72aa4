/**
 * What `merge` needs to know before it reads deliveries: whether anything speaks against the files and manifests that are here, what
 * is left without it, and whether a delivery between the first and the last is missing.
 */
import type { Listing } from '../deliveries/entries.ts';
import type { FoundDeliveries } from '../deliveries/find-deliveries.ts';
import type { Signer } from './allowed-signers.ts';
import { chainsOf, checkChain, checkCommits } from './check-chain.ts';
import { checkCoverage } from './check-coverage.ts';
import { type CheckPorts, checkFiles } from './check-files.ts';
import { checkSignatures } from './check-signatures.ts';
import { answerOf, type Finding } from './finding.ts';
import { leaveOut } from './leave-out.ts';

export interface AlteredCheck {
  /** What speaks against the deliveries. */
  readonly problems: readonly Finding[];
  /** Files that no identity opens. */
  readonly closed: readonly Finding[];
  /** The deliveries without all of that. */
  readonly proven: FoundDeliveries;
}

/** `signers`: whose signatures are believed; `undefined`: signatures are not looked at. */
export async function checkAltered(
  found: FoundDeliveries,
  listing: Listing,
  ports: CheckPorts & { readonly signers: readonly Signer[] | undefined },
): Promise<AlteredCheck> {
  const { signers } = ports;
  const signatures = signers === undefined ? [] : (await checkSignatures(found, signers)).findings;
  // Who cannot sign cannot make a signed delivery doubtful with a manifest that contradicts it.
  const signed = leaveOut(found, signatures);
  const { deliveries } = signed;
  const own = withoutPlanted(found, signed);
  const files = (await checkFiles(own, listing, ports)).findings;
  const chains = chainsOf(deliveries).flatMap(
    (chain) => checkChain(chain, { from: undefined, all: deliveries }).findings,
  );
  const problems = [...signatures, ...files, ...checkCommits(deliveries), ...chains].filter(
    ({ question, verdict }) => (question === 'unaltered' || question === 'signed') && verdict === 'no',
  );
  const closed = files.filter(({ kind }) => kind === 'file-not-opened');
  return { problems, closed, proven: leaveOut(own, [...problems, ...closed]) };
}

/** Whoever cannot sign can name a file of a signed delivery in a manifest of their own: where the signed parts are all of the file, no other counts. */
function withoutPlanted(found: FoundDeliveries, { deliveries }: FoundDeliveries): FoundDeliveries {
  const signed = new Set(deliveries.map(({ sha256 }) => sha256));
  const files = found.files.map(({ entry, parts }) => {
    const own = parts.filter(({ delivery }) => signed.has(delivery.sha256));
    const bytes = own.reduce((sum, { facts }) => sum + facts.bytes, 0);
    return { entry, parts: own.length > 0 && bytes === entry.bytes ? own : parts };
  });
  return { ...found, files };
}

export function isComplete({ deliveries }: FoundDeliveries): boolean {
  const wanted = { from: undefined, to: undefined, all: deliveries };
  const findings = chainsOf(deliveries).flatMap((chain) => [
    ...checkChain(chain, wanted).findings,
    ...checkCoverage(chain, wanted).findings,
  ]);
  return (['unaltered', 'complete', 'covered'] as const).every((question) => answerOf(question, findings) === 'yes');
}
