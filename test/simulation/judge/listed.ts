/** I15: absence stays provable, a loss is reported once, and a run that uploads a position that is not believed is named. */
import { parseArtifactName } from '../../../src/checkpoint/artifact-name.ts';
import type { Report } from '../../../src/collector/report.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { Plan } from '../plan.ts';
import type { Disturbance } from '../process.ts';
import { FIRST_FOREIGN, type Storage } from '../storage.ts';
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
  const isHindered = KEEPS.some((kind) => process.disturbances.has(kind));
  const hasCollected = [...storage.runs.values()].some(({ success, event }) => success && event === 'schedule');
  if (!hasCollected && report.error !== undefined && ALL_GONE.test(report.error.message))
    throw new Violation('I15', `${process.name} says that positions are gone, and none was ever saved by schedule`);
  if (report.error !== undefined || isHindered) return;
  const isListed = storage.artifacts.some((artifact) => !artifact.expired && artifact.says !== undefined);
  if (!isListed) throw new Violation('I15', `${process.name} succeeded, and no artifact shows that a position exists`);
  const known = served.map(({ checkpoint }) => checkpoint);
  for (const { run: foreigner, name, listedFrom } of storage.artifacts.slice(-LOOKED_AT)) {
    if (foreigner < FIRST_FOREIGN || listedFrom > process.startedAt || served.length === 0) continue;
    const says = parseArtifactName(name);
    const isAhead = says !== undefined && known.every((each) => isBefore(each, says));
    if (!isAhead || report.incidents.some((text) => text.includes(`run ${foreigner} `))) continue;
    if (isCutShort(report)) continue;
    throw new Violation('I15', `${process.name} does not name run ${foreigner}, which uploaded ${name}`);
  }
}

type Place = Pick<Checkpoint, 'epoch' | 'generation'>;

function isBefore(a: Place, b: Place): boolean {
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.generation < b.generation);
}

/**
 * Ten runs are looked up when a position is known, and up to four of them uploaded copies of our own: two that are newer than the
 * position, and two that two runs before it left (`swarm` 21002280). The second is the rows of a page of the list.
 */
const [NAMED_MIN, LOOKED_AT] = [6, 30];

/** More runs uploaded positions than are looked up: some are named, and it is said that there are more. */
function isCutShort({ incidents }: Report): boolean {
  const named = new Set(incidents.flatMap((text) => /uploaded by run (\d+) /.exec(text)?.[1] ?? []));
  return (
    named.size >= NAMED_MIN && incidents.some((text) => text.includes('More runs uploaded copies of the position'))
  );
}
