/** I6 and I10: what is owed in the end, and whether what is out of reach was told. */
import type { Gap } from '../../../src/model/checkpoint.ts';
import type { Plan } from '../plan.ts';
import { canBeSeen, describe, isExcused } from './claims.ts';
import type { Group, Ledger } from './ledger.ts';
import { Violation } from './verdict.ts';

export interface OutcomeFacts {
  readonly ledger: Ledger;
  readonly scope: ReadonlyMap<string, number>;
  /** Every gap that was ever told or saved. */
  readonly gaps: readonly Gap[];
  readonly setup: Plan['setup'];
  readonly now: number;
}

/** Groups of which something is still to be delivered and can be. */
export function checkDelivered({ ledger, scope, gaps, setup, now }: OutcomeFacts): readonly Group[] {
  const owed: Group[] = [];
  for (const group of ledger.groups) {
    const from = scope.get(group.feed);
    if (from === undefined) continue;
    const due = group.events.filter((event) => event.ts >= from && event.visibleAt <= now && canBeSeen(event, setup));
    const missing = due.filter((event) => !isExcused(event, gaps, setup));
    if (missing.length <= group.deliveries.length) continue;
    const [event] = missing;
    if (event === undefined || event.ts >= now - setup.retentionMs[group.feed]) owed.push(group);
    else throw new Violation('I10', `${describe(group)} expired undelivered, and no gap tells so`);
  }
  return owed;
}

const SECOND = 1_000;

/** Whether no run had caught up for so long that something can have expired unread. */
export function gapExplained(gap: Gap, caughtUpAt: readonly number[], { setup }: Plan): boolean {
  const last = caughtUpAt.at(-1);
  return last === undefined || last - setup.reconcileWindowMs < gap.to + 2 * SECOND;
}
