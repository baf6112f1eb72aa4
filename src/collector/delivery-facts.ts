/** What a delivery says of itself: in its manifest, where the events went; in its position, whose it is. */
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import type { Destination, RunFacts } from '../evidence/manifest.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { subjectOf } from '../model/target.ts';
import type { DeliveryParts } from './delivery-parts.ts';

/** What a position says of the run that commits it. */
export function originOf({ run, target, apiHost }: RunFacts): Pick<Checkpoint, 'repositoryId' | 'subject'> {
  const subject = subjectOf(target, apiHost);
  return run.repositoryId === null ? { subject } : { subject, repositoryId: run.repositoryId };
}

export function destinationsOf({ artifacts, sink, archive }: DeliveryParts): readonly Destination[] {
  const places: Destination[] = [];
  if (artifacts?.holdEvents === true) places.push('artifact');
  if (archive !== undefined) places.push('archive');
  if (sink !== undefined) places.push('sink');
  return places.length === 0 ? ['files'] : places;
}

/** Ids in the checkpoint of an artifact: 1 MB of them. What is left out costs duplicates if every other copy is lost. */
const ARTIFACT_SEEN_BYTES_MAX = 1_000_000;

/** A position as artifacts hold it: all of it where nothing else does. */
export function encodePosition(checkpoint: Checkpoint, { store }: Pick<DeliveryParts, 'store'>): Uint8Array {
  return encodeCheckpoint(checkpoint, store === undefined ? {} : { seenBytesMax: ARTIFACT_SEEN_BYTES_MAX });
}
