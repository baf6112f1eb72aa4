/**
 * The position in a directory of the user's own, one file a stream. A crash leaves the old file or the new one; what is
 * there and cannot be read is an error, never a reason to start anew.
 */
import { join } from 'node:path';
import { CheckpointError, describeForeign } from '../model/errors.ts';
import type { Files } from '../runtime/files.ts';
import { encodeCheckpoint } from './codec.ts';
import { readPosition } from './read-position.ts';
import type { CheckpointStore } from './store.ts';

/** `dir` is absolute; it is made with the first commit. */
export function createDirectoryStore(dir: string, files: Files): CheckpointStore {
  const pathOf = (stream: string) => join(dir, `audit-log-${stream}.checkpoint.json`);
  return {
    name: 'the state directory',

    async load(stream) {
      try {
        const bytes = await files.read(pathOf(stream));
        return bytes === undefined ? { kind: 'absent' } : readPosition(bytes, stream, 'the state directory');
      } catch (error) {
        return { kind: 'unknown', reason: failed('could not be read', error) };
      }
    },

    async commit(checkpoint) {
      const [path, bytes] = [pathOf(checkpoint.stream), encodeCheckpoint(checkpoint)];
      const written = await files
        .replace(path, bytes)
        .then(() => files.read(path))
        .catch((error) => {
          throw failed('could not be written', error);
        });
      if (written === undefined || Buffer.compare(written, bytes) !== 0) throw failed('was not there when read back');
    },
  };
}

function failed(how: string, cause?: unknown): CheckpointError {
  const why = cause === undefined ? '' : ` (${describeForeign(cause)})`;
  return new CheckpointError(`the position in the state directory ${how}${why}`, {
    hint: 'See that `state-dir` is a directory that this job may read and write, on a disk with room.',
    cause,
  });
}
