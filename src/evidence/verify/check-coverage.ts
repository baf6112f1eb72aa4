/**
 * Whether the stretches that the manifests of a chain claim join without a hole, but for gaps that a manifest names: by then
 * every event of a stretch was delivered, or lies in such a gap.
 */
import { FEEDS, type FeedName } from '../../model/feed.ts';
import type { Delivery } from '../deliveries/find-deliveries.ts';
import type { ManifestGap } from '../manifest.ts';
import type { Wanted } from './check-chain.ts';
import { type Finding, type FindingKind, finding } from './finding.ts';

/** UTC epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface FeedCoverage {
  readonly feed: FeedName;
  /** From the first claim to the last; `undefined`: nothing is claimed. */
  readonly span: Span | undefined;
  /** Within the span, what no manifest claims. */
  readonly holes: readonly Span[];
  readonly gaps: readonly ManifestGap[];
  readonly events: number;
}

export interface CoverageCheck {
  readonly findings: readonly Finding[];
  readonly feeds: readonly FeedCoverage[];
}

export function checkCoverage(deliveries: readonly Delivery[], wanted: Pick<Wanted, 'from' | 'to'>): CoverageCheck {
  const feeds = FEEDS.flatMap((feed) => coverageOf(feed, deliveries) ?? []);
  const target = deliveries[0]?.manifest.target;
  const whose = target === undefined ? '' : ` of ${target.kind} ${target.name}`;
  return {
    feeds,
    findings: feeds.flatMap((feed) => judge(feed, { ...wanted, what: `the ${feed.feed} feed${whose}` })),
  };
}

/**
 * Pulls of what no chain is of. Each stands alone, unless somebody names a period: then they have to cover it together.
 */
export function checkPullCoverage(
  deliveries: readonly Delivery[],
  wanted: Pick<Wanted, 'from' | 'to'>,
): readonly Finding[] {
  if (wanted.from === undefined && wanted.to === undefined) return [];
  const subjects = Map.groupBy(deliveries, ({ manifest: { apiHost, target, phrase, phraseSha256 } }) =>
    JSON.stringify([apiHost, target.kind, target.name, phrase, phraseSha256]),
  );
  return [...subjects.values()]
    .filter((each) => each.every(({ manifest }) => manifest.stream === null))
    .flatMap((pulls) => checkCoverage(pulls, wanted).findings);
}

function coverageOf(feed: FeedName, deliveries: readonly Delivery[]): FeedCoverage | undefined {
  const stretches = deliveries.flatMap(({ manifest }) => manifest.feeds.filter(({ name }) => name === feed));
  if (stretches.length === 0) return undefined;
  const gaps = deliveries.flatMap(({ manifest }) => manifest.gaps.filter((gap) => gap.feed === feed));
  const claimed = [...stretches, ...gaps].map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
  // Two first runs at once can begin a moment apart: one that claims nothing yet neither covers that moment nor leaves a hole.
  const claiming = claimed.filter(({ from, to }) => from < to);
  const joined = join(claiming.length > 0 ? claiming : claimed);
  const [first, last] = [joined[0], joined.at(-1)];
  const holes = joined.slice(1).map(({ from }, index) => ({ from: joined[index]?.to ?? from, to: from }));
  return {
    feed,
    span: first === undefined || last === undefined ? undefined : { from: first.from, to: last.to },
    holes,
    gaps,
    events: stretches.reduce((sum, { events }) => sum + events, 0),
  };
}

/** Overlapping and touching spans as one, in their order. */
function join(spans: readonly Span[]): readonly Span[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** `what`: the feed and its target, because a folder can hold many. */
function judge(
  { span, holes }: FeedCoverage,
  { from, to, what }: Pick<Wanted, 'from' | 'to'> & { readonly what: string },
): readonly Finding[] {
  const wanted = { from: from ?? Number.NEGATIVE_INFINITY, to: to ?? Number.POSITIVE_INFINITY };
  const findings = holes
    .filter((hole) => hole.to > wanted.from && hole.from < wanted.to)
    .map((hole) => no('hole', `no delivery covers ${what} from ${iso(hole.from)} to ${iso(hole.to)}`));
  if (span === undefined) return findings;
  if (from !== undefined && span.from > from) {
    findings.push(
      no(
        'begins-late',
        `the deliveries of ${what} begin at ${iso(span.from)}, after --from`,
        'If the collector began there, nothing is missing: start the check there. Otherwise add the deliveries of that time, from their runs or the archive.',
      ),
    );
  }
  if (to !== undefined && span.from >= to) {
    findings.push(no('begins-late', `the deliveries of ${what} begin at ${iso(span.from)}, not before --to`));
  }
  if (from !== undefined && span.to <= from) {
    findings.push(no('ends-early', `the deliveries of ${what} end at ${iso(span.to)}, not after --from`));
  }
  if (to !== undefined && span.to < to) {
    findings.push(no('ends-early', `the deliveries of ${what} end at ${iso(span.to)}, before --to`));
  }
  return findings;
}

const ADD_THEM = 'Add the deliveries of that time, from their runs or the archive.';

function no(kind: FindingKind, what: string, advice = ADD_THEM): Finding {
  return finding(kind, what, advice);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
