/**
 * Saves a position that no delivery goes with: in the store, and in an artifact, which outlives an eviction and which a
 * concurrent run cannot cover up with a newer cache entry. It is saved once either of the two shows it again.
 */
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { ArtifactPorts } from '../delivery/commit-artifact.ts';
import { positionOnly } from '../delivery/pack-commit.ts';
import type { SentArtifact } from '../delivery/send-artifact.ts';
import type { SigningKey } from '../evidence/ssh-signature.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CheckpointError, CollectError, sentence } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import type { Log } from '../runtime/log.ts';
import { uploadCommit } from './upload-commit.ts';

export interface SavingParts {
  /** `undefined` where positions are kept in artifacts only. */
  readonly store: CheckpointStore | undefined;
  readonly signingKey: SigningKey | undefined;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute, of this run only. */
  readonly stagingDir: string;
  /** `undefined` where positions are kept in no artifact. */
  readonly artifacts: { readonly client: ArtifactPorts['artifacts']; readonly prefix: string } | undefined;
}

/**
 * Resolves with the artifact, if there is one. Rejects with `CheckpointError` when neither shows it, and when only the
 * store does although artifacts can be had: what a concurrent run saves in the store then covers it up, and nothing
 * would report it.
 */
export async function savePosition(
  checkpoint: Checkpoint,
  parts: SavingParts,
  signal: AbortSignal,
): Promise<SentArtifact | undefined> {
  const stored = await parts.store?.commit(checkpoint, signal).catch(asCollectError);
  const sent = await sendCopy(checkpoint, parts, signal).catch(asCollectError);
  if (parts.store === undefined && sent instanceof CollectError) throw sent;
  if (stored instanceof CollectError && (sent === undefined || sent instanceof CollectError)) throw stored;
  if (sent instanceof CollectError) {
    throw new CheckpointError(`the position is saved in ${parts.store?.name} only: ${sent.message}`, {
      hint: 'A concurrent run can overwrite it. Run this again while no other run is in progress; see docs/modes.md#reset.',
      cause: sent,
    });
  }
  const notes = stored instanceof CollectError ? [`${stored.message}; the position is saved in an artifact`] : stored;
  for (const note of notes ?? []) parts.log.warning(sentence(note));
  return sent;
}

async function sendCopy(
  checkpoint: Checkpoint,
  { artifacts, files, clock, log, stagingDir, signingKey }: SavingParts,
  signal: AbortSignal,
): Promise<SentArtifact | undefined> {
  if (artifacts === undefined) return undefined;
  const note = (incident: string) => log.warning(incident);
  const parts = { artifacts, files, clock, log, stagingDir, note };
  return uploadCommit(positionOnly(encodeCheckpoint(checkpoint), signingKey), checkpoint, parts, signal);
}

function asCollectError(error: unknown): CollectError {
  if (error instanceof CollectError) return error;
  throw error;
}
