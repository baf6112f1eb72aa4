/**
 * I4: why a run delivered again what was delivered before. It must not have known better: no copy of the position that it
 * was given remembers the event. Then either a fault of its own hid a copy that does, or the runs that made the copies it
 * was given did not know either, and so on back to a delivery whose commit was disturbed, or to runs at the same time.
 */
import { COMMITS_MAX } from '../../../src/model/claims.ts';
import { type Plan, setupAt } from '../plan.ts';
import type { Disturbance, Process } from '../process.ts';
import { type CopyRecord, countRemembered, type Position } from './copies.ts';
import type { Group } from './ledger.ts';
import type { Resets } from './resets.ts';

export interface RunRecord {
  readonly process: Process;
  /** Copies that it was given, unchanged. */
  readonly served: Position[];
  /** The copies that it has to look at: those that were there when it began. */
  readonly within: readonly CopyRecord[];
  endedAt: number | undefined;
}

export interface Past {
  runOf(process: Process): RunRecord;
  /** Every copy that was ever durable, oldest first. */
  readonly copies: readonly CopyRecord[];
  readonly plan: Plan;
  readonly resets: Pick<Resets, 'countOver'>;
}

/** What can keep a run from finding a copy. */
const HIDES: readonly Disturbance[] = [
  'overlap',
  'forged-copy',
  'restore-misses',
  'restore-stale',
  'restore-corrupt',
  'caches-unlisted',
  'artifacts-unlisted',
  'run-unknown',
  'download-fails',
  'download-corrupt',
  'file-fails',
];

/** What can come between a delivery and its commit. */
const SEPARATES: readonly Disturbance[] = [
  'kill',
  'overlap',
  'save-fails',
  'save-lies',
  'save-hangs',
  'save-answer-lost',
  'cache-read-only',
  'look-up-fails',
  'upload-fails',
  'upload-hangs',
  'upload-answer-lost',
  'find-fails',
  'sink-fails',
  'sink-takes-part',
  'sink-answer-lost',
  'sink-hangs',
  'file-fails',
  'file-torn',
];

/** Why the newest delivery of `group` is one too many, or `undefined` when nothing explains it. `visible`: how many there are. */
export function explainDuplicate(
  group: Group,
  { process, visible }: { readonly process: Process; readonly visible: number },
  past: Past,
): string | undefined {
  // Where an element without a timestamp stands is a guess from above; that it comes at all makes a run fail.
  if (group.events[0]?.poison === true) return 'it has no timestamp';
  if (group.repeated < visible * past.resets.countOver(group)) {
    group.repeated++;
    return 'the position was moved back';
  }
  const own = group.deliveries.filter((delivery) => delivery.process === process).length;
  if (own > visible) return has(process, SEPARATES) ? 'its delivery was disturbed' : undefined;
  const known = knownTo(process, group, past);
  if (known + own > visible) return undefined;
  const by = identityOf(process, past.plan);
  if (group.deliveries.some((delivery) => identityOf(delivery.process, past.plan) !== by))
    return 'dedupe-id was changed';
  // Nobody knows which of equal events came twice: any run that delivered one of them can be the one that did not know.
  const suspects = new Set([process, ...group.deliveries.map((delivery) => delivery.process)]);
  for (const suspect of group.events.length === 1 ? [process] : suspects) {
    const why = explainIgnorance(
      group,
      { run: past.runOf(suspect), known: knownTo(suspect, group, past) + 1, depth: 0 },
      past,
    );
    if (why !== undefined) return why;
  }
  return undefined;
}

function knownTo(process: Process, group: Group, past: Past): number {
  const by = identityOf(process, past.plan);
  const run = past.runOf(process);
  const positions = run.served.filter(({ checkpoint }) => checkpoint.epoch >= epochOf(run));
  return Math.max(0, ...positions.map((position) => countRemembered(position, group, by)));
}

/** Of the positions that it was given, those of the latest epoch count, and the others not at all. */
function epochOf({ served }: RunRecord): number {
  return Math.max(0, ...served.map(({ checkpoint }) => checkpoint.epoch));
}

function identityOf(process: Process, plan: Plan): Plan['setup']['dedupeBy'] {
  return setupAt(plan, process.likeRun, process.startedAt).dedupeBy;
}

interface Ignorance {
  readonly run: RunRecord;
  /** How many of the group a copy must remember to know more than the run did. */
  readonly known: number;
  readonly depth: number;
}

const DEPTH_MAX = 80;

function explainIgnorance(group: Group, { run, known, depth }: Ignorance, past: Past): string | undefined {
  const epoch = epochOf(run);
  const isOf = ({ checkpoint }: Position) => checkpoint.epoch >= epoch;
  const knows = (copy: CopyRecord) => isOf(copy.position) && countRemembered(copy.position, group) >= known;
  if (has(run.process, HIDES)) return `copies were hidden from ${run.process.name}`;
  const dropped = { knows, until: run.process.startedAt };
  if (run.within.some((copy) => knows(copy) && !isLeftBehind(copy, run))) return forgotten(group, dropped, past);
  const knowing = past.copies.filter((copy) => copy.at <= run.process.startedAt && knows(copy));
  const [first] = knowing;
  if (first === undefined) {
    const why = explainUncommitted(group, run, past) ?? forgotten(group, dropped, past);
    // Nothing in an epoch knows more than the reset that began it.
    const reset = epoch === 0 ? undefined : past.copies.find((copy) => copy.position.checkpoint.epoch === epoch);
    if (why !== undefined || reset === undefined || depth === DEPTH_MAX) return why;
    return explainIgnorance(group, { run: past.runOf(reset.process), known, depth: depth + 1 }, past);
  }
  if (knowing.some(({ lost }) => lost)) return 'a copy that knew was lost';
  if (knowing.some(({ process }) => process.disturbances.has('artifacts-listed-late')))
    return 'a copy that knew was not listed yet';
  // Its copies count from where it began, so that they may be outnumbered by newer ones that know nothing of them.
  const loner = knowing.find((copy) => has(copy.process, HIDES));
  if (loner !== undefined) return `${loner.process.name} went on from an older position`;
  for (const { process: maker, at } of run.within) {
    if (at <= first.at) continue;
    if (maker.startedAt <= first.at) return `${maker.name} and ${first.process.name} ran at the same time`;
    const making = past.runOf(maker);
    if (making.served.some((position) => isOf(position) && countRemembered(position, group) >= known))
      return forgotten(group, dropped, past);
    const why = depth < DEPTH_MAX ? explainIgnorance(group, { run: making, known, depth: depth + 1 }, past) : undefined;
    if (why !== undefined) return why;
  }
  // Copies that knew were replaced by ones that had no room for it, and those are what was lost.
  return forgotten(group, dropped, past);
}

/**
 * What a run at the same time, or one that could not read the newest position, left behind by more commits than a position
 * remembers is not looked at: its name says no more than those of all the copies that went into the position, which must not
 * be downloaded again in every run (I14). That costs repeated events, which docs/guarantees.md promises of both.
 */
function isLeftBehind({ process, position }: CopyRecord, { served }: RunRecord): boolean {
  if (!has(process, HIDES)) return false;
  return served.some(({ checkpoint: { commits } }) => {
    const oldest = commits.at(COMMITS_MAX - 1);
    return oldest !== undefined && position.checkpoint.generation <= oldest.generation;
  });
}

/** No position ever knew: the runs that delivered were disturbed, or still at work, or had no room to remember. */
function explainUncommitted(group: Group, run: RunRecord, past: Past): string | undefined {
  for (const { process } of group.deliveries) {
    if (process === run.process) continue;
    const { endedAt } = past.runOf(process);
    if (has(process, SEPARATES)) return `${process.name} could not commit what it delivered`;
    if (endedAt === undefined || endedAt > run.process.startedAt) return `${process.name} was still at work`;
  }
  return undefined;
}

/** Only a full position drops ids: one that was saved after the delivery, before the run began, and does not know it. */
function forgotten(
  { feed, deliveries: [first] }: Group,
  { knows, until }: { readonly knows: (copy: CopyRecord) => boolean; readonly until: number },
  { copies, plan }: Past,
): string | undefined {
  const { dedupeCapacity } = plan.setup;
  const isDropped = copies.some((copy) => {
    const isSince = first !== undefined && copy.at >= first.at && copy.at <= until;
    return isSince && (copy.position.remembered.get(feed)?.size ?? 0) >= dedupeCapacity && !knows(copy);
  });
  return isDropped ? 'its id was dropped for lack of capacity' : undefined;
}

function has(process: Process, any: readonly Disturbance[]): boolean {
  return any.some((disturbance) => process.disturbances.has(disturbance));
}
