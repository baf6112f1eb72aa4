/**
 * I4: why a run delivered again what was delivered before. It must not have known better: no copy of the position that it
 * was given remembers the event. Then either a fault of its own hid a copy that does, or the runs that made the copies it
 * was given did not know either, and so on back to a delivery whose commit was disturbed, or to runs at the same time.
 */
import type { Process } from '../process.ts';
import { type CopyRecord, countRemembered, type Position } from './copies.ts';
import type { Group } from './ledger.ts';

export interface RunRecord {
  readonly process: Process;
  /** Copies that it was given, unchanged. */
  readonly served: Position[];
  /** Copies that were durable and not yet lost when it began; those that a run has to look at. */
  readonly within: readonly CopyRecord[];
  endedAt: number | undefined;
}

export interface Past {
  runOf(process: Process): RunRecord;
  /** Every copy that was ever durable, oldest first. */
  readonly copies: readonly CopyRecord[];
  /** Ids that a position of this feed may hold. */
  readonly capacity: number;
}

/** Why the newest delivery of `group` is one too many, or `undefined` when nothing explains it. */
export function explainDuplicate(group: Group, process: Process, past: Past): string | undefined {
  const earlier = group.deliveries.slice(0, -1);
  const known = earlier.length;
  if (earlier.some((delivery) => delivery.process === process)) {
    return process.disturbed ? 'it was disturbed while it delivered' : undefined;
  }
  const run = past.runOf(process);
  if (run.served.some((position) => countRemembered(position, group) >= known)) return undefined;
  return explainIgnorance(group, { run, known, depth: 0 }, past);
}

function explainIgnorance(
  group: Group,
  { run, known, depth }: { readonly run: RunRecord; readonly known: number; readonly depth: number },
  past: Past,
): string | undefined {
  const knows = (copy: CopyRecord) => countRemembered(copy.position, group) >= known;
  const before = past.copies.filter((copy) => copy.at <= run.process.startedAt);
  const knowing = before.filter(knows);
  if (run.process.disturbed) return `${run.process.name} was disturbed`;
  if (run.within.some(knows)) return undefined;
  const source = knowing[0];
  if (source === undefined) return explainUncommitted(group, run, past);
  if (knowing.some((copy) => !run.within.includes(copy) && wasLost(copy, past))) return 'a copy that knew was lost';
  for (const copy of run.within) {
    const maker = past.runOf(copy.process);
    if (maker.process.startedAt < source.at) return `${maker.process.name} and ${source.process.name} ran at the same time`;
    if (maker.served.some((position) => countRemembered(position, group) >= known)) {
      return forgot(copy, group, past) ? 'it was forgotten for want of capacity' : undefined;
    }
    if (depth < 60) {
      const why = explainIgnorance(group, { run: maker, known, depth: depth + 1 }, past);
      if (why !== undefined) return why;
    }
  }
  return run.within.length === 0 ? 'every copy was lost' : undefined;
}

/** No position ever knew: the runs that delivered must have been disturbed, or still have been at work. */
function explainUncommitted(group: Group, run: RunRecord, past: Past): string | undefined {
  const deliverers = group.deliveries.map(({ process }) => process).filter((process) => process !== run.process);
  const atFault = deliverers.find((process) => {
    const { endedAt } = past.runOf(process);
    return process.disturbed || endedAt === undefined || endedAt > run.process.startedAt;
  });
  if (atFault !== undefined) return `${atFault.name} did not commit what it delivered`;
  return past.copies.some((copy) => forgot(copy, group, past)) ? 'it was forgotten for want of capacity' : undefined;
}

function forgot({ position }: CopyRecord, group: Group, { capacity }: Past): boolean {
  return (position.remembered.get(group.feed)?.size ?? 0) >= capacity;
}

function wasLost(copy: CopyRecord, { copies }: Past): boolean {
  return copy.where !== 'directory' || copies.at(-1) !== copy;
}
