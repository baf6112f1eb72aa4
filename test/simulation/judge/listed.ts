/** I15: absence stays provable, a loss is reported once, and a run that uploads a position that is not believed is named. */
import type { Report } from '../../../src/collector/report.ts';
import type { Plan } from '../plan.ts';
import type { Disturbance } from '../process.ts';
import { FIRST_FORGER, type Storage } from '../storage.ts';
import type { Beginning } from './copies-in-storage.ts';
import type { CheckedRun } from './runs.ts';
import { Violation } from './verdict.ts';

/** What can keep a run from making an artifact, or from learning that it has to. */
const KEEPS: readonly Disturbance[] = [
  'overlap',
  'cancel',
  'upload-fails',
  'upload-answer-lost',
  'upload-hangs',
  'find-fails',
  'file-fails',
  'artifacts-unlisted',
  'artifacts-listed-late',
  'run-unknown',
  'list-hangs',
  'download-fails',
  'download-corrupt',
];

const ALL_GONE = /every saved position is gone/i;

export function checkListed(
  report: Report,
  run: CheckedRun & Beginning,
  { plan, storage }: { readonly plan: Plan; readonly storage: Storage },
): void {
  if (plan.setup.position !== 'cache') return;
  const { process, served, isAfterLoss } = run;
  if (report.error !== undefined && served.length > 0 && ALL_GONE.test(report.error.message))
    throw new Violation('I15', `${process.name} was given a position and says that all are gone`);
  if (isAfterLoss && served.length === 0 && !storage.otherTargets && report.error === undefined)
    throw new Violation('I15', `${process.name} succeeded after everything was deleted`);
  if (report.error !== undefined || KEEPS.some((kind) => process.disturbances.has(kind))) return;
  const isListed = storage.artifacts.some((artifact) => !artifact.expired && artifact.run < FIRST_FORGER);
  if (!isListed) throw new Violation('I15', `${process.name} succeeded, and no artifact shows that a position exists`);
  const highest = Math.max(0, ...served.map(({ checkpoint }) => checkpoint.generation));
  for (const { run: forger, name, createdAt } of storage.artifacts.slice(-LOOKED_AT)) {
    if (forger < FIRST_FORGER || createdAt > process.startedAt || served.length === 0) continue;
    const generation = Number(/g(\d{6,})-/.exec(name)?.[1] ?? 0);
    if (generation <= highest || report.incidents.some((text) => text.includes(`run ${forger} `))) continue;
    if (isCutShort(report)) continue;
    throw new Violation('I15', `${process.name} does not name run ${forger}, which uploaded ${name}`);
  }
}

/** Runs that are looked up when a position is known, less those of the three own copies; and the rows of a page of the list. */
const [NAMED_MIN, LOOKED_AT] = [7, 30];

/** More runs uploaded positions than are looked up: some are named, and it is said that there are more. */
function isCutShort({ incidents }: Report): boolean {
  const named = new Set(incidents.flatMap((text) => /uploaded by run (\d+) /.exec(text)?.[1] ?? []));
  return (
    named.size >= NAMED_MIN && incidents.some((text) => text.includes('More runs uploaded copies of the position'))
  );
}
