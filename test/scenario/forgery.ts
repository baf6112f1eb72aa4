/** What somebody with a branch of the repository, and with nothing else, can do: upload a position that claims everything. */
import { zipSync } from 'fflate';
import { describeCheckpoint, renderArtifactName } from '../../src/checkpoint/artifact-name.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/checkpoint/codec.ts';
import type { Checkpoint, Feed } from '../../src/model/checkpoint.ts';
import { NOTHING_SEEN } from '../../src/model/seen.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import type { GitHub } from '../emulator/github.ts';
import type { NewRun, WorkflowRun } from '../emulator/workflow-run.ts';

/** The newest position that a run of the collector has left in an artifact. */
export function newestPosition(github: GitHub): Checkpoint {
  const bytes = deliveredEvents(github).deliveries.findLast(({ files }) => files.has('checkpoint.json'))?.files;
  return decodeCheckpoint(bytes?.get('checkpoint.json') ?? new Uint8Array());
}

/** Uploads a copy of `from` that claims everything up to now, by a run of its own; gives that run. */
export function forge(
  github: GitHub,
  from: Checkpoint,
  { ahead = 1, ...start }: NewRun & { readonly ahead?: number },
): WorkflowRun {
  const { run } = github.repositories.openRun({ conclusion: 'success', ...start });
  const now = github.clock.now();
  const claimed: Feed = {
    generation: from.generation + ahead,
    begin: 0,
    tail: { claim: now, completedAt: now, sweep: null },
    deep: { claim: now, completedAt: now, sweep: null },
    ...{ marks: [], seen: NOTHING_SEEN, gaps: [] },
  };
  const generation = from.generation + ahead;
  const commit = { generation, id: `${run.id}.1.forged00` };
  const forged = { ...from, generation, commits: [commit, ...from.commits], feeds: { web: claimed, git: claimed } };
  const name = renderArtifactName('audit-log', describeCheckpoint(forged));
  github.artifacts.plant(run, name, zipSync({ 'checkpoint.json': encodeCheckpoint(forged) }));
  return run;
}
