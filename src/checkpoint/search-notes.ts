/** What a search of the artifacts reports about single copies of the position, in whole sentences. */
import type { CheckpointError, CollectError } from '../model/errors.ts';
import type { Copy } from './copies.ts';
import { unreadable } from './read-position.ts';

/** A name never outranks an intact position, so a move that only a name records is undone, and the run reports it. */
export const LOST_MOVE =
  'The position was moved by hand, and the artifact that records the move has expired, so the move does not count. Run `mode: reset` again if you still need it.';

export const LEFT_OUT =
  'An artifact holds the newest ids of delivered events only, and the position that held all of them is lost: the next deep sweep can deliver older events again.';

export function outOfLine({ row, name }: Copy): string {
  return `The artifact of generation ${name.generation}, which run ${row.uploader?.runId} uploaded, does not follow from the saved position: either two runs overlapped, or it is forged. See docs/security.md#the-position-as-a-target.`;
}

/** `refusal` goes on after the subject. */
export function notOurs({ row, name }: Copy, refusal: string): string {
  return `The artifact of generation ${name.generation}, which run ${row.uploader?.runId} uploaded, ${refusal}, so it is no position. See docs/evidence.md#signatures.`;
}

export function unreadableCopy({ generation }: Copy['name'], error: CollectError): string {
  return `The artifact of generation ${generation} is unreadable: ${error.message}.`;
}

export function expired({ generation }: Copy['name']): string {
  return `The artifact of generation ${generation} has expired.`;
}

export function uploaderUnknown(error: CollectError): string {
  return `GitHub did not report who uploaded an artifact: ${error.message}. Events can be delivered again.`;
}

export function renderCount(count: number): string {
  return `${count} checkpoint ${count === 1 ? 'artifact' : 'artifacts'}`;
}

export function tooManyArtifacts(): CheckpointError {
  return unreadable('it is longer than the 100000 artifacts that a run searches', 'the list of artifacts');
}
