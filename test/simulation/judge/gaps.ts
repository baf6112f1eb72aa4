/** I10: a gap that a run reports exists. */
import type { Report } from '../../../src/collector/report.ts';
import type { Gap } from '../../../src/model/checkpoint.ts';
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Plan } from '../plan.ts';
import { renderInstant } from '../story.ts';
import type { RunRecord } from './duplicates.ts';
import type { Ledger } from './ledger.ts';
import { type CaughtUp, isGapExplained } from './outcome.ts';
import { Violation } from './verdict.ts';

export interface GapFacts {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly caughtUp: readonly CaughtUp[];
  /** No run of this history knows less than the ones before it. */
  readonly isRemembering: boolean;
  readonly feed: FeedName;
  readonly run: RunRecord;
  /** What the run read was delivered and saved. */
  readonly isSaved: boolean;
}

/** All that a run reports. */
export function checkGaps(report: Report, facts: Omit<GapFacts, 'feed' | 'isSaved'>): void {
  const isSaved = report.error === undefined;
  for (const feed of FEEDS)
    for (const gap of report.feeds[feed]?.gaps ?? []) checkGap(gap, { ...facts, feed, isSaved });
}

function checkGap(gap: Gap, { plan, ledger, caughtUp, isRemembering, feed, run, isSaved }: GapFacts): void {
  const { startedAt } = run.process;
  if (gap.kind === 'capacity' && isSaved && ledger.countDelivered(feed, gap.from) <= plan.setup.dedupeCapacity)
    throw new Violation('I10', `a capacity gap from ${renderInstant(gap.from)} is reported although there was room`);
  if (gap.kind === 'state-lost' && run.served.some(({ checkpoint }) => checkpoint.feeds[feed] !== undefined))
    throw new Violation('I10', `${run.process.name} reports a lost position of ${feed} although it was given one`);
  if (!isRemembering || gap.kind !== 'retention' || !gap.certain) return;
  if (isGapExplained(gap, { feed, caughtUp, startedAt, plan })) return;
  throw new Violation('I10', `a gap up to ${renderInstant(gap.to)} is reported, but nothing was out of reach`);
}
