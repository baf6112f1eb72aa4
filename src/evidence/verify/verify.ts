/**
 * Answers the questions of an auditor about deliveries: unaltered, complete, covered, and by whom. Everything that it says comes
 * from the files that it was given; what cannot be known from them is said to be unknown.
 */
import { InputError } from '../../model/errors.ts';
import type { Target } from '../../model/target.ts';
import type { FileTree } from '../../runtime/file-tree.ts';
import type { Scratch } from '../../runtime/scratch.ts';
import type { Decrypt } from '../decryption.ts';
import { type Listing, listEntries } from '../deliveries/entries.ts';
import { type Delivery, type FoundDeliveries, findDeliveries } from '../deliveries/find-deliveries.ts';
import { Fingerprints } from '../lines/fingerprints.ts';
import type { Signer } from './allowed-signers.ts';
import { chainsOf, checkChain, checkHeads, type Wanted } from './check-chain.ts';
import { checkCoverage, type FeedCoverage } from './check-coverage.ts';
import { type CheckPorts, checkFiles } from './check-files.ts';
import { checkSignatures } from './check-signatures.ts';
import { describeDelivery } from './describe.ts';
import { type Answer, answerOf, type Finding, QUESTIONS, type Question } from './finding.ts';

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

export interface ChainReport {
  readonly target: Target;
  readonly apiHost: string;
  readonly deliveries: number;
  readonly oldest: Named;
  /** What no later delivery follows, the newest last. */
  readonly heads: readonly Named[];
  /** Whether the oldest one is the beginning of the collector, and why there is nothing before it. */
  readonly start: string | null;
  readonly feeds: readonly FeedCoverage[];
}

/** A delivery by what names it. */
export interface Named {
  readonly sha256: string;
  readonly generation: number | null;
  readonly commit: string;
  readonly createdAt: string;
}

export interface PullReport extends Named {
  readonly target: Target;
  readonly since: string;
  readonly until: string;
  readonly complete: boolean;
}

export interface Totals {
  readonly deliveries: number;
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
  /** Events that came more than once, by their id; those in files that nobody opened are not counted. */
  readonly duplicates: number;
  readonly deadLetters: number;
  readonly encryptedFiles: number;
  /** Time of the first event and of the last. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export interface VerifyReport {
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly findings: readonly Finding[];
  readonly chains: readonly ChainReport[];
  readonly pulls: readonly PullReport[];
  /** How many manifests each allowed signer has signed. */
  readonly signers: Readonly<Record<string, number>>;
  readonly totals: Totals;
}

/** Rejects with `InputError` when there is nothing that could be verified. */
export async function verify(request: VerifyRequest, ports: VerifyPorts): Promise<VerifyReport> {
  const { tree, scratch, decrypt, progress } = ports;
  const listing = await listEntries(request.paths, tree);
  const found = await findDeliveries(listing);
  if (found.deliveries.length === 0 && found.noManifests.length === 0) throw nothingFound(request.paths);
  const total = found.files.reduce((sum, { entry }) => sum + entry.bytes, 0);
  const fingerprints = new Fingerprints(scratch);
  const files = await checkFiles(found, listing, { fingerprints, decrypt, progress: (read) => progress(read, total) });
  const chains = chainsOf(found.deliveries).map((deliveries) =>
    reportChain(deliveries, { ...request, all: found.deliveries }),
  );
  const { signers } = request;
  const signatures = signers === undefined ? undefined : await checkSignatures(found, signers);
  const findings = [
    ...files.findings,
    ...chains.flatMap((chain) => chain.findings),
    ...checkHeads(found.deliveries, request.heads),
    ...checkPulls(found.deliveries),
    ...(signatures?.findings ?? [UNSIGNED]),
  ];
  const answers = Object.fromEntries(QUESTIONS.map((question) => [question, answerOf(question, findings)]));
  return {
    answers: answers as VerifyReport['answers'],
    findings,
    chains: chains.map(({ report }) => report),
    pulls: found.deliveries.flatMap(reportPull),
    signers: Object.fromEntries(signatures?.signers ?? []),
    totals: {
      ...sumOf(found.deliveries),
      files: files.totals.files,
      bytes: files.totals.bytes,
      encryptedFiles: files.totals.encrypted,
      duplicates: await fingerprints.countRepeated(),
    },
  };
}

/** Everything that speaks against the files and manifests, without the questions that are about what is not here. */
export async function checkAltered(
  found: FoundDeliveries,
  listing: Listing,
  ports: CheckPorts,
): Promise<readonly Finding[]> {
  const files = await checkFiles(found, listing, ports);
  const chains = chainsOf(found.deliveries).flatMap(
    (deliveries) => checkChain(deliveries, { from: undefined, all: found.deliveries }).findings,
  );
  return [...files.findings, ...chains].filter(({ question, verdict }) => question === 'unaltered' && verdict === 'no');
}

/** Whether the chains of these deliveries miss nothing between their first and their last one. */
export function isComplete({ deliveries }: FoundDeliveries): boolean {
  const wanted = { heads: [], from: undefined, to: undefined, all: deliveries };
  return chainsOf(deliveries)
    .flatMap((chain) => [...checkChain(chain, wanted).findings, ...checkCoverage(chain, wanted).findings])
    .every(({ verdict }) => verdict !== 'no');
}

const UNSIGNED: Finding = { question: 'signed', verdict: 'unknown', what: 'signatures were not checked' };

function reportChain(deliveries: readonly Delivery[], request: VerifyRequest & { readonly all: readonly Delivery[] }) {
  const chain = checkChain(deliveries, request);
  const coverage = checkCoverage(deliveries, request);
  const [oldest] = deliveries;
  if (oldest === undefined) throw new Error('a chain has a delivery');
  const { target, apiHost, start } = oldest.manifest;
  const report: ChainReport = {
    ...{ target, apiHost, start },
    deliveries: deliveries.length,
    oldest: nameOf(oldest),
    heads: chain.heads.map(nameOf),
    feeds: coverage.feeds,
  };
  return { report, findings: [...chain.findings, ...coverage.findings] };
}

function reportPull(delivery: Delivery): readonly PullReport[] {
  const { pull, target } = delivery.manifest;
  return pull === null
    ? []
    : [{ ...nameOf(delivery), target, since: pull.since, until: pull.until, complete: pull.complete }];
}

function checkPulls(deliveries: readonly Delivery[]): readonly Finding[] {
  return deliveries
    .filter(({ manifest }) => manifest.pull?.complete === false)
    .map((delivery) => ({
      question: 'complete',
      verdict: 'no',
      what: `the ${describeDelivery(delivery)} says that it is not complete`,
      advice: 'Pull the rest: the manifest says how far it came.',
    }));
}

function nameOf({ sha256, manifest: { generation, commit, createdAt } }: Delivery): Named {
  return { sha256, generation, commit, createdAt };
}

function sumOf(
  deliveries: readonly Delivery[],
): Pick<Totals, 'deliveries' | 'events' | 'deadLetters' | 'firstAt' | 'lastAt'> {
  const counts = deliveries.map(({ manifest }) => manifest.counts);
  const times = deliveries.flatMap(({ manifest }) =>
    manifest.feeds.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]),
  );
  const known = times.filter((time) => time !== null).sort((a, b) => Date.parse(a) - Date.parse(b));
  return {
    deliveries: deliveries.length,
    events: counts.reduce((sum, { events }) => sum + events, 0),
    deadLetters: counts.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
    firstAt: known[0] ?? null,
    lastAt: known.at(-1) ?? null,
  };
}

function nothingFound(paths: readonly string[]): InputError {
  return new InputError(`there is no manifest below ${paths.join(', ')}`, {
    hint: 'Give the folders or zip files of deliveries: each has a manifest.json next to its events; see docs/evidence.md#verify.',
  });
}
