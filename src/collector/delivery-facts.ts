/** What a delivery says of itself: in its manifest, where the events went; in its position, whose it is. */
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import { earlierManifest } from '../delivery/pack-commit.ts';
import { MANIFEST_FILE, type RunFacts } from '../evidence/manifest.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { subjectOf } from '../model/target.ts';
import type { DeliveryParts } from './delivery-parts.ts';

/** What a position says of the run that commits it. */
export function originOf({ run, target, apiHost }: RunFacts): Pick<Checkpoint, 'repositoryId' | 'subject'> {
  const subject = subjectOf(target, apiHost);
  return run.repositoryId === null ? { subject } : { subject, repositoryId: run.repositoryId };
}

/** Ids in the checkpoint of an artifact: 1 MB of them. What is left out costs duplicates if every other copy is lost. */
const ARTIFACT_SEEN_BYTES_MAX = 1_000_000;

/** A position as artifacts hold it: all of it where nothing else does. */
export function encodePosition(checkpoint: Checkpoint, { store }: Pick<DeliveryParts, 'store'>): Uint8Array {
  return encodeCheckpoint(checkpoint, store === undefined ? {} : { seenBytesMax: ARTIFACT_SEEN_BYTES_MAX });
}

/**
 * Events after which the fast copy of the position is saved even in the middle of a run: half of the ids that one artifact
 * carries, so that after a kill the newest cache entry and the newest artifacts together still know every id.
 */
export const EVENTS_BETWEEN_COPIES = 20_000;

/** By their names in `output-dir`, oldest first. */
export function nameManifests(manifests: readonly { readonly sha256: string }[]) {
  return manifests.map(({ sha256 }, index) => ({
    name: index === manifests.length - 1 ? MANIFEST_FILE : earlierManifest(index),
    sha256,
  }));
}
