/**
 * Takes the one entry `checkpoint.json` out of the zip of an artifact, in memory. Whoever can upload artifacts writes these
 * bytes, so no name in them becomes a path, nothing else is unpacked, and nothing is unpacked beyond what it announces.
 */
import { readZip, ZipError } from '../github/artifact-zip.ts';
import { CheckpointError } from '../model/errors.ts';
import { UNREADABLE_HINT } from './checkpoint-shape.ts';

export const CHECKPOINT_FILE = 'checkpoint.json';
/** The list of entries is read before any is unpacked; ours have four. */
const ENTRIES_MAX = 1_000;

/** Throws `CheckpointError` when there is none, more than one, or one that unpacks to more than `bytesMax`. */
export function unzipCheckpoint(zip: Uint8Array, bytesMax: number): Uint8Array {
  try {
    const [checkpoint, ...others] = readZip(zip, ENTRIES_MAX).filter(({ name }) => name === CHECKPOINT_FILE);
    if (checkpoint === undefined) throw broken('it holds no checkpoint');
    if (others.length > 0) throw broken('it holds more than one checkpoint');
    if (checkpoint.sizeBytes > bytesMax) throw broken('its checkpoint is too large');
    return checkpoint.unpack();
  } catch (error) {
    if (error instanceof ZipError) throw broken(`it is no readable zip: ${error.message}`, error);
    throw error;
  }
}

function broken(why: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`a checkpoint artifact could not be read: ${why}`, { hint: UNREADABLE_HINT, cause });
}
