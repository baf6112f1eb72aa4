/**
 * Gaps that retention makes. Before each page it is asked whether events between what is covered and what GitHub still
 * holds can have expired unread. A quiet feed is covered by its last completed sweep, not by its last event.
 */
import type { Feed, Frontier, Gap } from '../model/checkpoint.ts';
import type { FrontierName } from './sweep.ts';

/** `Date` has whole seconds: up to this much more may have expired than it says. */
const DATE_STEP_MS = 1_000;

export interface RetentionRules {
  readonly retentionMs: number;
  readonly reconcileWindowMs: number;
  readonly run: string;
}

/**
 * The gap that a page asked at `date` (server's clock) reveals, or `undefined`. Called with `lastTs` as it was before the
 * page. A deep sweep that comes too late puts in doubt only events that were late, so its gap is not certain while the
 * tail covers the same time.
 */
export function retentionGap(
  feed: Feed,
  {
    frontier,
    lastTs,
    date,
  }: { readonly frontier: FrontierName; readonly lastTs: number | null; readonly date: number },
  rules: RetentionRules,
): Gap | undefined {
  const edge = date + DATE_STEP_MS - rules.retentionMs;
  const from = Math.max(coveredBy(feed[frontier], rules), lastTs ?? 0);
  if (from >= edge) return undefined;
  const certain = frontier === 'tail' || coveredBy(feed.tail, rules) < edge;
  return { from, to: edge, kind: 'retention', certain, run: rules.run };
}

function coveredBy(frontier: Frontier, rules: RetentionRules): number {
  const completed = frontier.completedAt === null ? 0 : frontier.completedAt - rules.reconcileWindowMs;
  return Math.max(frontier.claim, completed);
}
