/**
 * What a run reports about events that GitHub certainly no longer provides: every gap that it found, with its feed, and
 * for each kind what can still be done about it.
 */
import type { Gap, GapKind } from '../model/checkpoint.ts';
import { type CollectError, GapError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';

export interface FeedGap extends Gap {
  readonly feed: FeedName;
}

interface GapFacts {
  /** The server's clock; GitHub keeps nothing older than `retentionMs` before it. */
  readonly date: number;
  readonly retentionMs: Readonly<Record<FeedName, number>>;
}

/** `undefined` when no gap is certain. */
export function gapError(gaps: readonly FeedGap[], facts: GapFacts): CollectError | undefined {
  const certain = gaps.filter((gap) => gap.certain);
  if (certain.length === 0) return undefined;
  const kinds = [...new Set(certain.map(({ kind }) => kind))];
  const advice = kinds.map((kind) =>
    ADVICE[kind](
      certain.filter((gap) => gap.kind === kind),
      facts,
    ),
  );
  return new GapError(
    `the collector can no longer deliver some events: ${certain.map(describeGap).join(', ')}; everything later was delivered`,
    { hint: `${advice.join(' ')} A gap is recorded and reported once; see docs/troubleshooting.md#gap.` },
  );
}

/** `the web feed from 2026-01-01T00:00:00.000Z to 2026-01-02T00:00:00.000Z (retention)` */
export function describeGap({ feed, from, to, kind }: FeedGap): string {
  return `the ${feed} feed from ${from === 0 ? 'the beginning' : iso(from)} to ${iso(to)} (${kind})`;
}

const ADVICE: { readonly [kind in GapKind]: (gaps: readonly FeedGap[], facts: GapFacts) => string } = {
  retention: () =>
    'They expired before they were read. Run more often, or raise max-pages and max-duration, so that it does not happen again.',
  'state-lost': (gaps, facts) =>
    `Fetch what GitHub still keeps of them with ${gaps.map((gap) => pullOf(gap, facts)).join(', and with ')}.`,
  capacity: () => 'Raise dedupe-capacity, so that late events are found again.',
  reset: () => 'They are before the position that was set by hand. Move it back with mode: reset if you need them.',
};

/** Ready to copy into the `with:` of a step. */
function pullOf({ feed, from, to }: FeedGap, { date, retentionMs }: GapFacts): string {
  const edge = Number.isFinite(retentionMs[feed]) ? date - retentionMs[feed] : 0;
  const since = Math.max(from, edge - (edge % 1000));
  return `\`mode: pull\`, \`include: ${feed}\`, \`since: ${iso(since)}\`, \`until: ${iso(to)}\``;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
