/**
 * The judge of a history: every event of the log lies in artifacts exactly as often as it happened, but for copies by runs that
 * lived at the same time and could not know of each other; and a run that succeeded delivered as many events as it reports. A copy that no such runs
 * explain is a broken promise.
 */
import { compareEvents, type Delivery } from '../emulator/delivered.ts';
import type { NewEvent } from '../emulator/event-log.ts';
import type { ActionResult } from '../emulator/runner.ts';

/** A run, with when it lived by this machine's clock. */
export interface LivedRun {
  readonly result: ActionResult;
  readonly beganAt: number;
  readonly endedAt: number;
}

/** What is wrong, and what is not but costs something. Events are given as their text. */
export interface Ledger {
  readonly lost: readonly string[];
  readonly altered: readonly string[];
  readonly foreign: readonly string[];
  /** Copies that runs at the same time explain. */
  readonly explained: number;
  /** Copies that nothing explains. */
  readonly unexplained: readonly string[];
  /** Runs that succeeded and report another number of events than they delivered. */
  readonly falseClaims: readonly string[];
}

/** Judges what was delivered. */
export function judge(log: readonly NewEvent[], deliveries: readonly Delivery[], runs: readonly LivedRun[]): Ledger {
  const lines = deliveries.flatMap((delivery) => delivery.lines);
  const { lost, duplicated, altered, foreign } = compareEvents(log, lines);
  const deliveredBy = deliverersOf(new Set(duplicated), deliveries);
  const happened = Map.groupBy(log, ({ raw }) => raw);
  const unexplained = duplicated.filter((line) => {
    const copies = happened.get(line)?.length ?? 0;
    return !isExplained(copies, deliveredBy.get(line) ?? [], runs);
  });
  return {
    lost,
    altered: altered.map(({ expected }) => expected),
    foreign,
    explained: duplicated.length - unexplained.length,
    unexplained,
    falseClaims: runs.flatMap((run) => falseClaim(run, deliveries)),
  };
}

/** What is wrong, in a line each without event content; empty when all is well. */
export function problemsOf({ lost, altered, foreign, unexplained, falseClaims }: Ledger): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [lost.length, 'lost'],
    [altered.length, 'altered'],
    [foreign.length, 'invented'],
    [unexplained.length, 'delivered twice without a reason'],
  ];
  return [...counts.filter(([count]) => count > 0).map(([count, what]) => `${count} events ${what}`), ...falseClaims];
}

/** The ids of the runs that delivered each of these lines, once for each copy. */
function deliverersOf(
  lines: ReadonlySet<string>,
  deliveries: readonly Delivery[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { artifact, lines: own } of deliveries) {
    for (const line of own) {
      if (lines.has(line)) found.set(line, [...(found.get(line) ?? []), artifact.runId]);
    }
  }
  return found;
}

/** Runs that lived at the same time count as one, and each such group may have every copy that happened. */
function isExplained(copies: number, runIds: readonly number[], runs: readonly LivedRun[]): boolean {
  const byRun = Map.groupBy(runIds, (id) => id);
  if ([...byRun.values()].some((own) => own.length > copies)) return false;
  const those = runs.filter(({ result }) => byRun.has(result.run.id)).sort((a, b) => a.beganAt - b.beganAt);
  let groups = 0;
  let busyUntil = Number.NEGATIVE_INFINITY;
  for (const { beganAt, endedAt } of those) {
    if (beganAt > busyUntil) groups += 1;
    busyUntil = Math.max(busyUntil, endedAt);
  }
  return groups <= copies;
}

function falseClaim({ result }: LivedRun, deliveries: readonly Delivery[]): readonly string[] {
  if (result.exitCode !== 0) return [];
  const there = deliveries
    .filter(({ artifact }) => artifact.runId === result.run.id)
    .reduce((sum, { lines }) => sum + lines.length, 0);
  const said = Number(result.outputs['events']);
  return said === there ? [] : [`a run that succeeded reports ${said} events and delivered ${there}`];
}
