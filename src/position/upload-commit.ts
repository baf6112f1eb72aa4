/**
 * One commit as one artifact, under a name that says which position it makes true: its finalize is delivery and commit at
 * once, so it resolves only when the list of artifacts shows it.
 */
import { describeCheckpoint, renderArtifactName } from '../checkpoint/artifact-name.ts';
import type { ArtifactPorts } from '../delivery/commit-artifact.ts';
import type { FolderContent } from '../delivery/delivery-folder.ts';
import { type SentArtifact, sendArtifact } from '../delivery/send-artifact.ts';
import { stageCommit } from '../delivery/staged-commit.ts';
import { assert } from '../model/assert.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import type { Log } from '../runtime/log.ts';

export interface UploadParts {
  readonly artifacts: { readonly client: ArtifactPorts['artifacts']; readonly prefix: string };
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute, of this run only. */
  readonly stagingDir: string;
  /** Called with a sentence when a try failed. */
  readonly note: (incident: string) => void;
}

/** Rejects with `DeliveryError`. */
export async function uploadCommit(
  content: FolderContent,
  checkpoint: Checkpoint,
  { artifacts, files, clock, log, stagingDir, note }: UploadParts,
  signal: AbortSignal,
): Promise<SentArtifact> {
  const [commit] = checkpoint.commits;
  assert(commit !== undefined, 'a checkpoint that is committed names its commit');
  const staged = await stageCommit(content, { dir: stagingDir, files, commitId: commit.id });
  try {
    const described = describeCheckpoint(checkpoint);
    const nameOf = (attempt: number) => renderArtifactName(artifacts.prefix, described, attempt);
    const sent = await sendArtifact(staged, { artifacts: artifacts.client, clock, nameOf, note }, signal);
    log.info(`Artifact ${sent.name} uploaded, ${sent.sizeBytes} bytes.`);
    return sent;
  } finally {
    // An upload that was given up still reads its files, and the toolkit ends the process when one is gone.
    if (!signal.aborted) await staged.discard();
  }
}
