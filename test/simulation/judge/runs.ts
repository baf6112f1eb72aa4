/** I3, I8 and I11: what a single run must keep. */
import type { Report } from '../../../src/collector/report.ts';
import type { Plan } from '../plan.ts';
import type { Process } from '../process.ts';
import { type CopyRecord, countRemembered, type Position } from './copies.ts';
import type { Beginning } from './copies-in-storage.ts';
import type { RunRecord } from './duplicates.ts';
import type { Group } from './ledger.ts';
import { QUESTIONS_QUIET_MAX } from './questions.ts';
import { Violation } from './verdict.ts';

export interface Usage {
  pages: number;
  probes: number;
  /** Questions about the repository: its lists, runs, commits and artifacts. */
  lists: number;
}

export function checkBudget({ pages, probes }: Usage, { setup: { maxPages, perPage }, traffic }: Plan): void {
  if (pages > maxPages) throw new Violation('I11', `page ${pages} of at most ${maxPages}`);
  // Events of the very second of `Date` count as future ones; on the smallest pages they may fill one.
  const probesMax = traffic.futureStamps === 0 && perPage >= 10 ? 2 : 10;
  if (probes > probesMax) throw new Violation('I11', `probe ${probes} of at most one a feed`);
}

export interface CheckedRun {
  readonly process: Process;
  /** Copies that it was given. */
  readonly served: readonly Position[];
  readonly stored: readonly CopyRecord[];
  readonly delivered: readonly Group[];
}

/** Everything that a green run delivered is in a position that it saved. */
export function checkGreen(report: Report, run: CheckedRun, capacity: number): void {
  const { process, stored, delivered } = run;
  if (report.error !== undefined) return;
  // A later run takes every green one for a proof that a position was saved.
  if (run.served.length === 0 && stored.length === 0) {
    throw new Violation('I8', `${process.name} is green, and there is no position`);
  }
  if (report.events + report.deadLetters > delivered.length) {
    throw new Violation('I8', `${process.name} tells of ${report.events} events and delivered ${delivered.length}`);
  }
  const last = stored.at(-1);
  for (const group of delivered) {
    if (last !== undefined && (countRemembered(last.position, group) > 0 || isFull(last, group, capacity))) continue;
    throw new Violation('I8', `${process.name} is green, but no position knows what it delivered`);
  }
}

/** A position without room may have forgotten the event at once. */
function isFull({ position }: CopyRecord, group: Group, capacity: number): boolean {
  return (position.remembered.get(group.feed)?.size ?? 0) >= capacity;
}

/** A run that found nothing but earlier successes tells so; a first run has nothing out of reach. */
export function checkBeginning(report: Report, run: CheckedRun & Beginning): void {
  if (run.served.length > 0) return;
  const feeds = Object.entries(report.feeds);
  const lost = feeds.find(([, feed]) => !feed.gaps.some(({ kind }) => kind === 'state-lost'));
  if (run.isAfterLoss && lost !== undefined) {
    throw new Violation('I10', `${run.process.name} began anew after a loss, and tells no gap of ${lost[0]}`);
  }
  for (const [name, { gaps }] of feeds) {
    const isFirst = run.unknownFeeds.has(name === 'git' ? 'git' : 'web');
    if (isFirst && gaps.some(({ kind }) => kind === 'retention')) {
      throw new Violation('I10', `the first run of ${name} tells a gap`);
    }
  }
}

/** What is saved after the names of lost copies is newer than they are, or they would be looked at first. */
export function checkAfterNames(
  { process, served, namedGeneration }: Beginning & Pick<RunRecord, 'process' | 'served'>,
  next: Position,
): void {
  // The names may have been lost while another run was at work.
  if (process.disturbances.has('overlap')) return;
  if (served.length > 0 || next.checkpoint.generation > namedGeneration) return;
  throw new Violation('I5', `generation ${next.checkpoint.generation} follows names up to ${namedGeneration}`);
}

/** In an undisturbed history a run is green and has nothing to tell. */
export function checkUndisturbed(
  report: Report,
  { process, served, usage }: CheckedRun & { readonly usage: Usage },
  { setup }: Plan,
): void {
  if (report.error !== undefined) throw new Violation('I3', `${process.name} is red: ${report.error.message}`);
  if (report.gaps.length > 0) throw new Violation('I3', `${process.name} tells of a gap (${report.gaps[0]?.kind})`);
  const [incident] = report.incidents;
  if (incident !== undefined) throw new Violation('I3', `${process.name} tells of an incident: ${incident}`);
  const resumed = served.length > 0;
  if (resumed && setup.position === 'cache' && usage.lists > QUESTIONS_QUIET_MAX)
    throw new Violation('I14', `${process.name} asks ${usage.lists} times about the repository`);
  const quiet = report.caughtUp && report.events === 0 && report.pages <= setup.feeds.length;
  if (quiet && report.requests > 2 * setup.feeds.length)
    throw new Violation('I11', `${report.requests} requests in a quiet run`);
}
