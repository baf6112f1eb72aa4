/** I3, I8 and I11: what a single run must keep. */
import type { Report } from '../../../src/collector/report.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import { feedsOf, type Plan } from '../plan.ts';
import type { Disturbance, Process } from '../process.ts';
import type { WorldEvent } from '../world-event.ts';
import { type CopyRecord, countRemembered, type Position } from './copies.ts';
import type { Beginning } from './copies-in-storage.ts';
import type { RunRecord } from './duplicates.ts';
import { checkIdentity } from './identity.ts';
import type { Group, Ledger } from './ledger.ts';
import { checkProbed, SLACK_MS } from './probed.ts';
import { QUESTIONS_QUIET_MAX } from './questions.ts';
import { Violation } from './verdict.ts';

export interface Usage {
  pages: number;
  probes: number;
  /** Questions about the repository: its lists, runs, commits and artifacts. */
  lists: number;
  /** It requested the first page of a list, or, as a reset, its only page; by then it has loaded its position. */
  isReading: boolean;
  /** A request was refused for good. */
  isRefused: boolean;
  /** Of each feed, what the probe showed. */
  readonly probed: Map<FeedName, readonly WorldEvent[]>;
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
  /** What other runs had saved by the time that it saved. */
  readonly joined: readonly Position[];
  readonly stored: readonly CopyRecord[];
  readonly delivered: readonly Group[];
}

/** Everything that a successful run delivered is in a position that it saved. */
function checkSuccess(report: Report, run: CheckedRun, capacity: number): void {
  const { process, stored, delivered } = run;
  if (report.error !== undefined) return;
  // To a later run every success proves that a position was saved.
  if (run.served.length === 0 && stored.length === 0) {
    throw new Violation('I8', `${process.name} succeeded without a position`);
  }
  if (report.events + report.deadLetters > delivered.length) {
    throw new Violation('I8', `${process.name} reports ${report.events} events and delivered ${delivered.length}`);
  }
  const last = stored.at(-1);
  for (const group of delivered) {
    if (last !== undefined && (countRemembered(last.position, group) > 0 || isFull(last, group, capacity))) continue;
    throw new Violation('I8', `${process.name} succeeded, but no position knows what it delivered`);
  }
}

/** A position without room can have dropped the event at once. */
function isFull({ position }: CopyRecord, group: Group, capacity: number): boolean {
  return (position.remembered.get(group.feed)?.size ?? 0) >= capacity;
}

/** I12: what GitHub refuses is in no position, whatever the other feed says. */
function checkRefused(
  report: Report,
  { process, usage }: Pick<CheckedRun, 'process'> & { readonly usage: Usage },
): void {
  if (usage.isRefused && report.error === undefined) {
    throw new Violation('I12', `${process.name} was refused and succeeded`);
  }
}

/** What `caught-up` and the lag say of the position that was saved last. `endedAt`: when the run ended. */
function checkLag(
  report: Report,
  { process, stored, joined, served }: CheckedRun,
  { setup, endedAt }: { readonly setup: Plan['setup']; readonly endedAt: number },
): void {
  const { caughtUp, stopReason, lagSeconds } = report;
  // What another run saved meanwhile, and this one joined, is none of its own.
  const position = joined.length > 0 ? undefined : (stored.at(-1)?.position ?? served.at(-1));
  if (caughtUp && stopReason !== 'caught-up')
    throw new Violation('I13', `${process.name} is caught up and stopped by ${stopReason}`);
  for (const [name, { watermark, completedAt }] of Object.entries(report.feeds)) {
    const feedName = name === 'git' ? 'git' : 'web';
    const feed = position?.checkpoint.feeds[feedName];
    const opened = served.flatMap(({ checkpoint }) => checkpoint.feeds[feedName]?.tail.sweep?.openedAt ?? []);
    if (caughtUp && (completedAt ?? 0) < Math.min(process.startedAt, ...opened) - SLACK_MS)
      throw new Violation('I13', `${process.name} is caught up, and read ${name} to its end at ${completedAt}`);
    if (caughtUp && feed !== undefined && feed.deep.sweep !== null)
      throw new Violation('I13', `${process.name} is caught up, and the deep sweep of ${name} is open`);
    const covered = Math.max(watermark, completedAt ?? 0);
    if (lagSeconds !== undefined && lagSeconds * 1000 < process.startedAt - covered - SLACK_MS)
      throw new Violation(
        'I13',
        `${process.name} says ${lagSeconds} s behind, and ${name} is covered up to ${covered}`,
      );
  }
  // A feed that was not shown has only the machine's clock to be measured by.
  if (lagSeconds === undefined || Object.keys(report.feeds).length < feedsOf(setup, process.likeRun).length) return;
  const least = Math.min(...Object.values(report.feeds).map((feed) => Math.max(feed.watermark, feed.completedAt ?? 0)));
  if (report.error === undefined && lagSeconds * 1000 > Math.max(0, endedAt - least) + SLACK_MS)
    throw new Violation('I13', `${process.name} says ${lagSeconds} s behind, and everything is covered up to ${least}`);
}

/** A run that found nothing but earlier successes says so; a first run has nothing out of reach. */
function checkBeginning(report: Report, run: CheckedRun & Beginning): void {
  if (run.served.length > 0) return;
  const feeds = Object.entries(report.feeds);
  if (feeds.length > 0 && !report.coldStart)
    throw new Violation('I15', `${run.process.name} was given no position, and does not say so`);
  const lost = feeds.find(([, feed]) => !feed.gaps.some(({ kind }) => kind === 'state-lost'));
  if (run.isAfterLoss && lost !== undefined) {
    throw new Violation('I10', `${run.process.name} started over after a loss, and reports no gap of ${lost[0]}`);
  }
  for (const [name, { gaps }] of feeds) {
    const isFirst = run.unknownFeeds.has(name === 'git' ? 'git' : 'web');
    if (isFirst && gaps.some(({ kind }) => kind === 'retention')) {
      throw new Violation('I10', `the first run of ${name} reports a gap`);
    }
  }
}

/** What is saved after the names of lost copies is newer than they are, or they would be looked at first. */
export function checkAfterNames(
  { process, served, namedGeneration }: Beginning & Pick<RunRecord, 'process' | 'served'>,
  next: Position,
): void {
  // The names can have been lost while another run was at work.
  if (process.disturbances.has('overlap')) return;
  if (served.length > 0 || next.checkpoint.generation > namedGeneration) return;
  throw new Violation('I5', `generation ${next.checkpoint.generation} follows names up to ${namedGeneration}`);
}

/** In an undisturbed history a run succeeds and has nothing to report. */
export function checkUndisturbed(
  report: Report,
  { process, served, usage }: CheckedRun & { readonly usage: Usage },
  { setup }: Plan,
): void {
  if (report.error !== undefined) throw new Violation('I3', `${process.name} failed: ${report.error.message}`);
  if (report.gaps.length > 0) throw new Violation('I3', `${process.name} reports a gap (${report.gaps[0]?.kind})`);
  const [incident] = report.incidents;
  if (incident !== undefined) throw new Violation('I3', `${process.name} reports an incident: ${incident}`);
  const resumed = served.length > 0;
  if (resumed && setup.position === 'cache' && usage.lists > QUESTIONS_QUIET_MAX)
    throw new Violation('I14', `${process.name} sends ${usage.lists} requests about the repository`);
  const quiet = report.caughtUp && report.events === 0 && report.pages <= setup.feeds.length;
  if (quiet && report.requests > 2 * setup.feeds.length + pagesAhead(usage, process, setup))
    throw new Violation('I11', `${report.requests} requests in a quiet run`);
}

/** A run looks behind pages on which every event is stamped in the future for the newest one of the past. */
function pagesAhead({ probed }: Usage, { startedAt }: Process, { perPage }: Plan['setup']): number {
  const pages = [...probed.values()].map((shown) =>
    Math.floor(shown.filter(({ ts }) => ts > startedAt).length / perPage),
  );
  return pages.reduce((sum, count) => sum + count, 0);
}

const KEEPS_FROM_UPLOADING: readonly Disturbance[] = [
  'upload-fails',
  'upload-answer-lost',
  'upload-hangs',
  'find-fails',
  'cancel',
  'file-fails',
];

/** With a sink, a run that delivered leaves a copy of the position that no eviction reaches. */
function checkSecondCopy(report: Report, { process, stored, delivered }: CheckedRun, { setup }: Plan): void {
  const isMeant = setup.delivery === 'sink' && setup.position === 'cache' && report.events > 0;
  if (!isMeant || report.error !== undefined || delivered.length === 0) return;
  if (KEEPS_FROM_UPLOADING.some((kind) => process.disturbances.has(kind))) return;
  if (stored.some(({ where }) => where === 'artifact')) return;
  throw new Violation('I8', `${process.name} delivered to a sink, and no artifact holds the position`);
}

/** What every run must keep that has a report. */
export function checkRun(
  report: Report,
  run: CheckedRun & Beginning & { readonly usage: Usage },
  { plan, ledger, endedAt }: { readonly plan: Plan; readonly ledger: Ledger; readonly endedAt: number },
): void {
  const { setup } = plan;
  checkSuccess(report, run, setup.dedupeCapacity);
  checkBeginning(report, run);
  checkRefused(report, run);
  checkLag(report, run, { setup, endedAt });
  checkIdentity(report, run, plan);
  checkProbed(report, run, { ledger, plan, endedAt });
  checkSecondCopy(report, run, plan);
}
