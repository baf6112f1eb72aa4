/** Bytes that a store holds under a stream's name, accepted as a position only when they are one of that stream. */
import type { Checkpoint } from '../model/checkpoint.ts';
import { CheckpointError } from '../model/errors.ts';
import { decodeSaved } from './codec.ts';
import { UNREADABLE_HINT } from './parse-fields.ts';

export type Reading =
  | { readonly kind: 'found'; readonly checkpoint: Checkpoint; readonly where: string; readonly leavesOutIds: boolean }
  | { readonly kind: 'unknown'; readonly reason: CheckpointError };

/** `where` is for the log: `cache entry …`. */
export function readPosition(bytes: Uint8Array, stream: string, where: string): Reading {
  try {
    const { checkpoint, leavesOutIds } = decodeSaved(bytes);
    return checkpoint.stream === stream
      ? { kind: 'found', checkpoint, where, leavesOutIds }
      : { kind: 'unknown', reason: unreadable('it is a position in another stream of events', where) };
  } catch (error) {
    if (error instanceof CheckpointError) return { kind: 'unknown', reason: error };
    throw error;
  }
}

export function unreadable(why: string, where: string): CheckpointError {
  return new CheckpointError(`${where} could not be read: ${why}`, { hint: UNREADABLE_HINT });
}
