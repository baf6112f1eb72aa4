/**
 * Takes the one entry `checkpoint.json` out of the zip of an artifact, in memory. Whoever can upload artifacts writes these
 * bytes, so no name in them becomes a path, nothing else is unpacked, and no announced size is allocated beyond the cap.
 */
import { type UnzipFileFilter, unzipSync } from 'fflate';
import { CheckpointError, describeForeign } from '../model/errors.ts';
import { UNREADABLE_HINT } from './checkpoint-shape.ts';

export const CHECKPOINT_FILE = 'checkpoint.json';
/** The list of entries is read before any is unpacked; ours have four. */
const ENTRIES_MAX = 1_000;

/** Throws `CheckpointError` when there is none, more than one, or one that unpacks to more than `bytesMax`. */
export function unzipCheckpoint(zip: Uint8Array, bytesMax: number): Uint8Array {
  let [entries, matches] = [0, 0];
  const wanted = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean => {
    entries += 1;
    if (entries > ENTRIES_MAX) throw broken('it has too many entries');
    if (name !== CHECKPOINT_FILE) return false;
    matches += 1;
    if (matches > 1) throw broken('it holds more than one checkpoint');
    if (originalSize > bytesMax) throw broken('its checkpoint is too large');
    return true;
  };
  const content = unpack(zip, wanted)[CHECKPOINT_FILE];
  if (content === undefined) throw broken('it holds no checkpoint');
  return content;
}

function unpack(zip: Uint8Array, filter: UnzipFileFilter) {
  try {
    return unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw broken(`it is no readable zip (${describeForeign(error)})`, error);
  }
}

function broken(why: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`a checkpoint artifact could not be read: ${why}`, { hint: UNREADABLE_HINT, cause });
}
