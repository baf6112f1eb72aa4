/**
 * One artifact, tried again under new names until the list of artifacts shows it: a name that failed once may stay reserved.
 * Resolves only when it is there.
 */
import { assert } from '../model/assert.ts';
import { type DeliveryError, sentence } from '../model/errors.ts';
import { type ArtifactPorts, uploadVerified } from './commit-artifact.ts';

export interface ArtifactFiles {
  /** Absolute. */
  readonly root: string;
  /** Absolute paths below `root`, all closed. */
  readonly paths: readonly string[];
}

export interface SentArtifact {
  readonly id: number;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface SendPorts extends ArtifactPorts {
  /** A name of this content, another one for each attempt from 0 on. */
  readonly nameOf: (attempt: number) => string;
  /** Called with a sentence when a try failed. */
  readonly note: (incident: string) => void;
}

const TRIES = 3;
const PAUSE_MS = 2_000;

/** Rejects with `DeliveryError` when it could not be uploaded, or when it is uncertain whether it was. */
export async function sendArtifact(
  { root, paths }: ArtifactFiles,
  { nameOf, note, ...ports }: SendPorts,
  signal: AbortSignal,
): Promise<SentArtifact> {
  let failure: DeliveryError | undefined;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const name = nameOf(attempt);
    const uploaded = await uploadVerified({ name, root, paths }, ports, signal);
    if (uploaded.kind === 'uploaded') return { id: uploaded.id, name, sizeBytes: uploaded.sizeBytes };
    failure = uploaded.reason;
    if (uploaded.isLasting || attempt === TRIES - 1) break;
    note(sentence(`${failure.message}; it was not there, so it was sent again, which costs time`));
    await ports.clock.sleep(PAUSE_MS * (attempt + 1), signal);
  }
  assert(failure !== undefined, 'a loop that ends without an upload has failed');
  throw failure;
}
