/**
 * Gaps that retention makes. Before each page it decides whether events between what is covered and what GitHub still
 * holds can have expired unread. A quiet feed is covered by its last completed sweep, not by its last event.
 */
import type { Feed, Frontier, Gap } from '../model/checkpoint.ts';
import type { FrontierName } from './sweep.ts';

/** `Date` has full seconds: up to this much more can have expired than it says. */
export const DATE_STEP_MS = 1_000;

export interface RetentionRules {
  readonly retentionMs: number;
  readonly reconcileWindowMs: number;
  readonly run: string;
  /** Where the position stood before it was moved back by hand; what lies below it was delivered before. Else 0. */
  readonly deliveredTo: number;
}

/**
 * The gaps that a page read at `date` (server's clock) reveals. Called with `lastTs` as it was before the page. A deep sweep
 * that comes too late puts in doubt only events that were late, so its gap is not certain while the tail covers the same
 * time. What was delivered before the position was moved back is not lost: it is only not delivered again.
 */
export function retentionGaps(
  feed: Feed,
  {
    frontier,
    lastTs,
    date,
  }: { readonly frontier: FrontierName; readonly lastTs: number | null; readonly date: number },
  rules: RetentionRules,
): readonly Gap[] {
  const edge = date + DATE_STEP_MS - rules.retentionMs;
  const from = Math.max(coveredBy(feed[frontier], rules), lastTs ?? 0);
  if (from >= edge) return [];
  const certain = frontier === 'tail' || coveredBy(feed.tail, rules) < edge;
  const before = Math.max(from, Math.min(edge, rules.deliveredTo));
  const gaps: readonly Gap[] = [
    { from, to: before, kind: 'reset', certain: false, run: rules.run },
    { from: before, to: edge, kind: 'retention', certain, run: rules.run },
  ];
  return gaps.filter((gap) => gap.from < gap.to);
}

function coveredBy(frontier: Frontier, rules: RetentionRules): number {
  const completed = frontier.completedAt === null ? 0 : frontier.completedAt - rules.reconcileWindowMs;
  return Math.max(frontier.claim, completed);
}
