/**
 * Whose positions count when there is a key: only one that bears a good signature, of this repository. Anything else is not a
 * position at all: it is never joined, whatever its name says.
 */
import {
  judgeSignature,
  MANIFEST_NAMESPACE,
  POSITION_NAMESPACE,
  type PublicKey,
  type SigningKey,
} from '../evidence/ssh-signature.ts';
import type { Checkpoint } from '../model/checkpoint.ts';

/** As they lie next to each other; what is missing is `undefined`. */
export interface PositionFiles {
  readonly position: Uint8Array;
  readonly positionSignature: Uint8Array | undefined;
  readonly manifest: Uint8Array | undefined;
  readonly manifestSignature: Uint8Array | undefined;
}

export interface Trust {
  readonly key: SigningKey;
  /** Whose signatures are good, that of `key` among them. */
  readonly trusted: readonly PublicKey[];
  /** The one that positions have to name; `null` outside Actions. */
  readonly repositoryId: string | null;
}

/** Why these bytes are not a position of ours, going on after "it"; `undefined` when they are. */
export function refusalOf(
  { position, positionSignature }: Pick<PositionFiles, 'position' | 'positionSignature'>,
  trust: Trust,
): string | undefined {
  if (positionSignature === undefined) return 'is not signed';
  const expected = { namespace: POSITION_NAMESPACE, trusted: trust.trusted } as const;
  const judged = judgeSignature(position, positionSignature, expected);
  switch (judged.kind) {
    case 'good':
      return undefined;
    case 'other-key':
      return 'is signed by a key that is not trusted';
    case 'bad':
      return judged.why === 'no signature' ? 'has a signature that cannot be read' : `has a signature ${judged.why}`;
  }
}

/** The key can sign for several repositories; a position of one is none of another. */
export function isOfRepository(checkpoint: Checkpoint, { repositoryId }: Trust): boolean {
  return (checkpoint.repositoryId ?? null) === repositoryId;
}

export function isManifestGood({ manifest, manifestSignature }: PositionFiles, trust: Trust | undefined): boolean {
  if (manifest === undefined) return false;
  if (trust === undefined) return true;
  if (manifestSignature === undefined) return false;
  const expected = { namespace: MANIFEST_NAMESPACE, trusted: trust.trusted } as const;
  return judgeSignature(manifest, manifestSignature, expected).kind === 'good';
}
