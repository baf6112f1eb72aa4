/** I13: a run that is caught up has delivered what its own probes showed, whatever the filter hides. */
import type { Report } from '../../../src/collector/report.ts';
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Plan } from '../plan.ts';
import type { Process } from '../process.ts';
import type { WorldEvent } from '../world-event.ts';
import type { Position } from './copies.ts';
import type { Ledger } from './ledger.ts';
import { Violation } from './verdict.ts';

/** `Date` has whole seconds, and the machines behind it differ a little. */
export const SLACK_MS = 3_000;

/** From the claim on; a sweep that this run only went on with shows what its own run saw. */
export function checkProbed(
  report: Report,
  run: {
    readonly process: Process;
    readonly served: readonly Position[];
    readonly usage: { readonly probed: ReadonlyMap<FeedName, readonly WorldEvent[]> };
  },
  { ledger, plan, endedAt }: { readonly ledger: Ledger; readonly plan: Plan; readonly endedAt: number },
): void {
  if (!report.caughtUp) return;
  const { setup, behaviour } = plan;
  // What the slower of two replicas did not show yet is for the deep sweep (docs/guarantees.md, "the list is one list").
  const isEverywhere = ({ visibleAt }: WorldEvent) =>
    visibleAt + behaviour.replicaLagMs <= run.process.startedAt || behaviour.replicaLagMs === 0;
  for (const name of FEEDS) {
    const completedAt = report.feeds[name]?.completedAt ?? 0;
    const claims = run.served.flatMap(({ checkpoint }) => checkpoint.feeds[name]?.tail.claim ?? []);
    if (claims.length === 0 || completedAt < run.process.startedAt - SLACK_MS) continue;
    const floor = Math.max(...claims, endedAt - setup.retentionMs[name]);
    const probed = (run.usage.probed.get(name) ?? []).filter((event) => !event.poison && isEverywhere(event));
    const passed = passedBy(run.served, name);
    // Of the newest ones, equal in time, a list that is cut between them shows only some. What has no timestamp is not among them.
    const newest = Math.max(...probed.map(({ ts }) => ts));
    for (const event of probed) {
      if (event.ts < floor || event.ts === newest || (event.ts <= passed && isForDeepSweep(event, setup))) continue;
      const group = ledger.find(event.raw);
      if (group === undefined || group.deliveries.length > 0) continue;
      throw new Violation(
        'I13',
        `${run.process.name} is caught up without ${event.documentId}, which its probe showed`,
      );
    }
  }
}

/** How far an open sweep had come that the run goes on with before it opens one of its own. */
function passedBy(served: readonly Position[], name: FeedName): number {
  const positions = served.flatMap(({ checkpoint }) => checkpoint.feeds[name]?.tail.sweep?.position ?? []);
  return Math.max(Number.NEGATIVE_INFINITY, ...positions.map(({ ts }) => ts));
}

/**
 * What became visible only behind the open sweep is late relative to its head. If the claim rises over it when that sweep
 * ends, it is later than the overlap (docs/guarantees.md), and the sweep that this run opens begins behind it. What the filter
 * hid from the open sweep was to be met by the probe of the run that read there.
 */
function isForDeepSweep({ lateness, isHidden }: WorldEvent, { overlapMs }: Plan['setup']): boolean {
  return isHidden || lateness > overlapMs;
}
