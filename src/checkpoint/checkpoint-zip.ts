/**
 * Reads a position, and the manifest next to it if there is one, from the zip of an artifact, in memory. Whoever can
 * upload artifacts writes these bytes, so no name in them becomes a path, nothing else is unpacked, and nothing is
 * unpacked beyond what it announces.
 */
import { MANIFEST_FILE, signatureOf } from '../evidence/manifest.ts';
import { readZip, ZipError } from '../github/artifact-zip.ts';
import { CheckpointError } from '../model/errors.ts';
import { UNREADABLE_HINT } from './parse-fields.ts';
import type { PositionFiles } from './trust.ts';

export const CHECKPOINT_FILE = 'checkpoint.json';
/** The list of entries is read before any is unpacked; ours have four. */
const ENTRIES_MAX = 1_000;

/** Throws `CheckpointError` when there is no checkpoint, more than one of a name, or one that unpacks to more than `bytesMax`. */
export function unzipPosition(zip: Uint8Array, bytesMax: number): PositionFiles {
  try {
    const entries = readZip(zip, ENTRIES_MAX);
    const take = (wanted: string): Uint8Array | undefined => {
      const [entry, ...others] = entries.filter(({ name }) => name === wanted);
      if (others.length > 0) throw broken(`it holds more than one ${wanted}`);
      if (entry !== undefined && entry.sizeBytes > bytesMax) throw broken(`its ${wanted} is too large`);
      return entry?.unpack();
    };
    const position = take(CHECKPOINT_FILE);
    if (position === undefined) throw broken(`it holds no ${CHECKPOINT_FILE}`);
    return {
      position,
      positionSignature: take(signatureOf(CHECKPOINT_FILE)),
      manifest: take(MANIFEST_FILE),
      manifestSignature: take(signatureOf(MANIFEST_FILE)),
    };
  } catch (error) {
    if (error instanceof ZipError) throw broken(`it is not a readable zip: ${error.message}`, error);
    throw error;
  }
}

function broken(why: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`a checkpoint artifact could not be read: ${why}`, { hint: UNREADABLE_HINT, cause });
}
