/**
 * Uploads an artifact and believes it only once it is listed. An upload that failed may have taken effect all the same, so
 * its name is looked up before anything is sent again: the same events never lie in two artifacts because an answer was
 * lost.
 */
import type { ArtifactClient } from '../github/artifact-client.ts';
import { DeliveryError, describeForeign, LibraryFailure } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';

export interface ArtifactContent {
  /** One that this run has not used: a name that failed once may stay reserved. */
  readonly name: string;
  /** Absolute. */
  readonly root: string;
  /** Absolute paths below `root`, all closed. */
  readonly paths: readonly string[];
}

export type Uploaded =
  | { readonly kind: 'uploaded'; readonly id: number; readonly name: string; readonly sizeBytes: number }
  /** It failed, and the service says that nothing of this name is there: sending it under another name is no repetition. */
  | { readonly kind: 'absent'; readonly reason: DeliveryError; readonly isLasting: boolean };

export interface ArtifactPorts {
  readonly artifacts: ArtifactClient;
  readonly clock: Clock;
}

/** The list may show an artifact a moment after its upload ended. */
const LOOK_AGAIN_AFTER_MS = [1_000, 3_000] as const;

/** Rejects with `DeliveryError` when it is uncertain whether the artifact is there; then the same content must not be sent. */
export async function uploadVerified(
  content: ArtifactContent,
  ports: ArtifactPorts,
  signal: AbortSignal,
): Promise<Uploaded> {
  const { name, root, paths } = content;
  signal.throwIfAborted();
  const sent = await ports.artifacts.upload(name, root, paths).then(
    ({ id }) => ({ id, failure: undefined }),
    (error: unknown) => ({ id: undefined, failure: failureOf(error) }),
  );
  const seen = await lookUp(name, ports, signal);
  switch (seen.kind) {
    case 'listed': {
      const { id, sizeBytes } = seen;
      if (sizeBytes > 0 && (sent.id === undefined || sent.id === id)) return { kind: 'uploaded', id, name, sizeBytes };
      throw uncertain('another artifact, or an empty one, has its name', undefined);
    }
    case 'not-listed':
      if (sent.failure === undefined) {
        throw uncertain('the service said that it is uploaded, but does not list it', undefined);
      }
      if (signal.aborted) {
        throw uncertain(`${sent.failure.message}, and the run had to end before it could show up`, sent.failure);
      }
      return { kind: 'absent', reason: failed(sent.failure), isLasting: sent.failure.isLasting };
    case 'unknown': {
      const how = sent.failure?.message ?? 'uploaded';
      throw uncertain(`${how}, and the list of artifacts cannot be read (${seen.failure.message})`, sent.failure);
    }
  }
}

type Seen =
  | { readonly kind: 'listed'; readonly id: number; readonly sizeBytes: number }
  | { readonly kind: 'not-listed' }
  | { readonly kind: 'unknown'; readonly failure: Failure };

type Failure = Pick<LibraryFailure, 'message' | 'hint' | 'isLasting'>;

function failureOf(error: unknown): Failure {
  if (error instanceof LibraryFailure) return error;
  return { message: describeForeign(error), hint: READ_ON, isLasting: false };
}

/** Only the last look counts: an early one may be too early. */
async function lookUp(name: string, { artifacts, clock }: ArtifactPorts, signal: AbortSignal): Promise<Seen> {
  let seen = await look(name, artifacts);
  for (const ms of LOOK_AGAIN_AFTER_MS) {
    if (seen.kind === 'listed') return seen;
    // A cancelled wait only makes the next look an early one: what was sent still has to be accounted for.
    await clock.sleep(ms, signal).catch(() => {});
    seen = await look(name, artifacts);
  }
  return seen;
}

function look(name: string, artifacts: ArtifactClient): Promise<Seen> {
  return artifacts.find(name).then(
    (found) =>
      found === undefined ? { kind: 'not-listed' } : { kind: 'listed', id: found.id, sizeBytes: found.sizeBytes },
    (error: unknown) => ({ kind: 'unknown', failure: failureOf(error) }),
  );
}

const READ_ON = 'See docs/troubleshooting.md#delivery.';
const COST = 'The next run delivers the same events again.';

function failed({ message, hint }: Failure): DeliveryError {
  return new DeliveryError(`an artifact could not be uploaded (${message})`, { hint: `${COST} ${hint}` });
}

function uncertain(how: string, failure: Failure | undefined): DeliveryError {
  return new DeliveryError(`an artifact was sent, but cannot be verified: ${how}`, {
    hint: `${COST} ${failure?.hint ?? READ_ON}`,
  });
}
