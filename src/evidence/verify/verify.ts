/**
 * Answers the questions of an auditor about deliveries: unaltered, complete, covered, and by whom. Everything that it says comes
 * from the files that it was given; what cannot be known from them is said to be unknown.
 */
import { InputError } from '../../model/errors.ts';
import type { FileTree } from '../../runtime/file-tree.ts';
import type { Scratch } from '../../runtime/scratch.ts';
import type { Decrypt } from '../decryption.ts';
import { listEntries } from '../deliveries/entries.ts';
import { type Delivery, findDeliveries } from '../deliveries/find-deliveries.ts';
import { Fingerprints } from '../lines/fingerprints.ts';
import type { Signer } from './allowed-signers.ts';
import { chainsOf, checkChain, checkCommits, checkHeads, type Wanted } from './check-chain.ts';
import { checkCoverage, checkPullCoverage } from './check-coverage.ts';
import { checkFiles } from './check-files.ts';
import { checkSignatures } from './check-signatures.ts';
import { describeDelivery } from './describe.ts';
import { type Answer, answerOf, type Finding, finding, QUESTIONS, type Question } from './finding.ts';
import { reportChain, reportPull, sumOf, type VerifyReport } from './verify-report.ts';

export interface VerifyRequest extends Wanted {
  readonly paths: readonly string[];
  /** Whose signatures are believed; `undefined`: signatures are not looked at. */
  readonly signers: readonly Signer[] | undefined;
}

export interface VerifyPorts {
  readonly tree: FileTree;
  readonly scratch: Scratch;
  /** Of `--identity`; `undefined`: what is encrypted is verified as it is stored, and no more. */
  readonly decrypt: Decrypt | undefined;
  /** Bytes that were read, of those that will be. */
  readonly progress: (read: number, total: number) => void;
}

/** Rejects with `InputError` when there is nothing that could be verified. */
export async function verify(request: VerifyRequest, ports: VerifyPorts): Promise<VerifyReport> {
  const { tree, scratch, decrypt, progress } = ports;
  const listing = await listEntries(request.paths, tree);
  const found = await findDeliveries(listing);
  const { deliveries } = found;
  if (deliveries.length === 0 && found.noManifests.length === 0) throw nothingFound(request.paths);
  const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
  const fingerprints = new Fingerprints(scratch);
  const files = await checkFiles(found, listing, { fingerprints, decrypt, progress: (read) => progress(read, total) });
  const chains = chainsOf(deliveries).map((chain) => lookAtChain(chain, { ...request, all: deliveries }));
  const { signers } = request;
  const signatures = signers === undefined ? undefined : await checkSignatures(found, signers);
  const findings = [
    ...files.findings,
    ...checkCommits(deliveries),
    ...chains.flatMap((chain) => chain.findings),
    ...checkHeads(deliveries, request.heads),
    ...checkPulls(deliveries),
    ...checkPullCoverage(deliveries, request),
    ...(signatures?.findings ?? [UNSIGNED]),
  ];
  const answer = (question: Question): Answer => {
    const answered = answerOf(question, findings);
    // What was not read is not proven: a manifest that cannot be read could name a delivery that is missing.
    return deliveries.length === 0 && answered === 'yes' ? 'unknown' : answered;
  };
  const answers = Object.fromEntries(QUESTIONS.map((question) => [question, answer(question)]));
  return {
    answers: answers as VerifyReport['answers'],
    findings,
    chains: chains.map(({ report }) => report),
    pulls: deliveries.flatMap(reportPull),
    signers: Object.fromEntries(signatures?.signers ?? []),
    totals: {
      ...sumOf(deliveries),
      files: files.totals.files,
      bytes: files.totals.bytes,
      encryptedFiles: files.totals.encrypted,
      duplicates: await fingerprints.countRepeated(),
    },
  };
}

function lookAtChain(
  deliveries: readonly [Delivery, ...Delivery[]],
  wanted: VerifyRequest & { readonly all: readonly Delivery[] },
) {
  const { heads, findings } = checkChain(deliveries, wanted);
  const coverage = checkCoverage(deliveries, wanted);
  const report = reportChain(deliveries, { heads, feeds: coverage.feeds });
  return { report, findings: [...findings, ...coverage.findings] };
}

function checkPulls(deliveries: readonly Delivery[]): readonly Finding[] {
  return deliveries
    .filter(({ manifest }) => manifest.pull?.complete === false)
    .map((delivery) =>
      finding(
        'pull-incomplete',
        `the ${describeDelivery(delivery)} says that it is not complete`,
        'Pull the rest: the manifest says how far it came.',
      ),
    );
}

const UNSIGNED = finding(
  'signatures-not-checked',
  'signatures were not checked',
  'Give the public keys that are allowed to sign: --allowed-signers FILE.',
);

function nothingFound(paths: readonly string[]): InputError {
  return new InputError(`there is no manifest below ${paths.join(', ')}`, {
    hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#verify.',
  });
}
