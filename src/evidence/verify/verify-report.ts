/**
 * What a verification reports besides its findings: what it looked at, from which delivery to which, and how much that is. Every
 * figure is one of the manifests or was counted.
 */
import type { ChainStart } from '../../model/chain.ts';
import type { Target } from '../../model/target.ts';
import type { Delivery } from '../deliveries/find-deliveries.ts';
import type { FeedCoverage } from './check-coverage.ts';
import type { Answer, Finding, Question } from './finding.ts';

export interface ChainReport {
  readonly target: Target;
  readonly apiHost: string;
  readonly deliveries: number;
  readonly oldest: Named;
  /** What no later delivery follows, the newest last. */
  readonly heads: readonly Named[];
  /** Whether the oldest one is the beginning of the collector, and why there is nothing before it. */
  readonly start: ChainStart | null;
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

/** `deliveries` are those of one chain, in their order, at least one. */
export function reportChain(
  deliveries: readonly [Delivery, ...Delivery[]],
  { heads, feeds }: { readonly heads: readonly Delivery[]; readonly feeds: readonly FeedCoverage[] },
): ChainReport {
  const [oldest] = deliveries;
  const { target, apiHost, start } = oldest.manifest;
  return {
    ...{ target, apiHost, start },
    deliveries: deliveries.length,
    oldest: nameOf(oldest),
    heads: heads.map(nameOf),
    feeds,
  };
}

export function reportPull(delivery: Delivery): readonly PullReport[] {
  const { pull, target } = delivery.manifest;
  if (pull === null) return [];
  return [{ ...nameOf(delivery), target, since: pull.since, until: pull.until, complete: pull.complete }];
}

function nameOf({ sha256, manifest: { generation, commit, createdAt } }: Delivery): Named {
  return { sha256, generation, commit, createdAt };
}

/** What the manifests say of themselves. */
export function sumOf(
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
