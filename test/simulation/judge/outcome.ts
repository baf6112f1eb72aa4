/** I6 and I10: which events are owed in the end, and whether those out of reach were reported. */
import type { Report } from '../../../src/collector/report.ts';
import type { Gap } from '../../../src/model/checkpoint.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import type { Plan } from '../plan.ts';
import type { WorldEvent } from '../world-event.ts';
import { canBeSeen, describe, isExcused } from './claims.ts';
import type { Group, Ledger } from './ledger.ts';
import { Violation } from './verdict.ts';

export interface OutcomeFacts {
  readonly ledger: Ledger;
  readonly scope: ReadonlyMap<string, number>;
  /** Every gap that was ever reported or saved. */
  readonly gaps: Readonly<Record<FeedName, readonly Gap[]>>;
  readonly setup: Plan['setup'];
  readonly now: number;
}

/** Groups of which something visible is neither delivered nor in a gap. */
export function findOwed({ ledger, scope, gaps, setup, now }: OutcomeFacts): readonly Group[] {
  return ledger.groups.filter((group) => {
    const from = scope.get(group.feed);
    return from !== undefined && owedOf(group, { from, gaps, setup, now }).length > group.deliveries.length;
  });
}

/** Events of a group, from an instant on, that a collector has to deliver unless it did. */
export function owedOf(
  { feed, events }: Group,
  { from, gaps, setup, now }: Pick<OutcomeFacts, 'gaps' | 'setup' | 'now'> & { readonly from: number },
): readonly WorldEvent[] {
  const due = events.filter((event) => event.ts >= from && event.visibleAt <= now && canBeSeen(event, setup));
  return due.filter((event) => !isExcused(event, gaps[feed], setup));
}

/** What to say of a history that ends with something owed. */
export function stuck(
  owed: readonly Group[],
  runs: number,
  { setup, now }: Pick<OutcomeFacts, 'setup' | 'now'>,
): Violation {
  const [first] = owed;
  if (first === undefined)
    return new Violation(
      'I6',
      `after ${runs} undisturbed runs everything is delivered, but no run says that it is caught up`,
    );
  const gone = owed.find(({ ts, feed }) => ts < now - setup.retentionMs[feed]);
  if (gone !== undefined) return new Violation('I10', `${describe(gone)} expired undelivered, and no gap reports it`);
  return new Violation('I6', `after ${runs} undisturbed runs ${owed.length} still missing, first ${describe(first)}`);
}

/**
 * Caught up: whatever was visible everywhere when the last sweep of its feed was opened, before the newest event, and no
 * later than the overlap, is delivered.
 */
export function checkCaughtUp(
  { ledger, scope, gaps, setup, now }: OutcomeFacts,
  replicaLagMs: number,
  report: Report,
): void {
  const isThere = ({ feed, ts, visibleAt, poison, isHidden }: WorldEvent) =>
    !poison && !isHidden && Math.max(ts, visibleAt) < (report.feeds[feed]?.completedAt ?? 0) - replicaLagMs - SECOND;
  const newest = (feed: FeedName) =>
    Math.max(
      0,
      ...ledger.groups
        .filter((group) => group.feed === feed)
        .flatMap(({ events }) => events.filter(isThere).map(({ ts }) => ts)),
    );
  const heads = { web: newest('web'), git: newest('git') };
  for (const group of ledger.groups) {
    const from = scope.get(group.feed);
    if (from === undefined || report.feeds[group.feed] === undefined) continue;
    const due = group.events.filter(
      (event) =>
        event.ts < heads[group.feed] &&
        event.ts >= Math.max(from, now - setup.retentionMs[group.feed]) &&
        isThere(event) &&
        event.lateness <= setup.overlapMs &&
        !isExcused(event, gaps[group.feed], setup),
    );
    if (due.length > group.deliveries.length)
      throw new Violation('I8', `a run is caught up without ${describe(group)}`);
  }
}

const SECOND = 1_000;

/** A run that was caught up. */
export interface CaughtUp {
  /** When the last sweep of each of its feeds was opened: one that was resumed has passed what became visible since. */
  readonly openedAt: { readonly [name in FeedName]?: number };
  readonly endedAt: number;
}

/** Whether no run before `startedAt` had caught up for so long that something can have expired unread. */
export function isGapExplained(
  gap: Gap,
  {
    feed,
    caughtUp,
    startedAt,
    plan,
  }: {
    readonly feed: FeedName;
    readonly caughtUp: readonly CaughtUp[];
    readonly startedAt: number;
    readonly plan: Plan;
  },
): boolean {
  const opened = caughtUp.filter(({ endedAt }) => endedAt <= startedAt).flatMap(({ openedAt }) => openedAt[feed] ?? []);
  return Math.max(0, ...opened) - plan.setup.reconcileWindowMs < gap.to + 2 * SECOND;
}
