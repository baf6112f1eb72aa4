/** What a delivery says of itself: in its manifest, where the events went; in its position, whose it is. */
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import { DEAD_LETTERS_FILE, type NamedLines } from '../delivery/delivery-folder.ts';
import { earlierManifest, type PackedCommit } from '../delivery/pack-commit.ts';
import { MANIFEST_FILE, type RunFacts } from '../evidence/manifest.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { subjectOf } from '../model/target.ts';
import type { DeliveryParts } from './delivery-parts.ts';

/** How the names of its files begin, whatever they end in. */
const DEAD_LETTERS = DEAD_LETTERS_FILE.slice(0, DEAD_LETTERS_FILE.indexOf('.'));

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
 * Of the lines of a commit those that its artifact holds. Without events these are the dead letters: what neither the sink nor the
 * reader could use is nowhere else, and nothing reports it twice.
 */
export function linesToUpload(
  { lines }: PackedCommit,
  { artifacts }: Pick<DeliveryParts, 'artifacts'>,
): readonly NamedLines[] {
  const holdEvents = artifacts?.holdEvents === true;
  return lines.filter(({ name }) => holdEvents || name.startsWith(DEAD_LETTERS));
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
