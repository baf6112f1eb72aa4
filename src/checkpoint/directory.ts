/**
 * The position in a directory of the user's own, one file a stream. A crash leaves the old file or the new one; a file
 * that exists and cannot be read is an error, never a reason to start over.
 */
import { join } from 'node:path';
import { signatureOf } from '../evidence/manifest.ts';
import { POSITION_NAMESPACE } from '../evidence/ssh-signature.ts';
import { CheckpointError, describeForeign } from '../model/errors.ts';
import type { Files } from '../runtime/files.ts';
import { encodeCheckpoint } from './codec.ts';
import { readPosition } from './read-position.ts';
import type { CheckpointStore } from './store.ts';
import { isOfRepository, refusalOf, type Trust } from './trust.ts';

/** `dir` is absolute; it is made with the first commit. With `trust` a position counts only with its signature next to it. */
export function createDirectoryStore(dir: string, files: Files, trust?: Trust): CheckpointStore {
  const pathOf = (stream: string) => join(dir, `audit-log-${stream}.checkpoint.json`);
  /** Two files cannot be replaced at once: in between, the signatures are those of both positions. */
  async function writeSigned(path: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
    const signature = trust?.key.sign(bytes, POSITION_NAMESPACE);
    if (signature !== undefined) {
      const before = Buffer.from((await files.read(signatureOf(path))) ?? '').toString();
      await files.replace(signatureOf(path), signature + before);
    }
    await files.replace(path, bytes);
    if (signature !== undefined) await files.replace(signatureOf(path), signature);
    return files.read(path);
  }

  return {
    name: 'the state directory',

    async load(stream) {
      try {
        const position = await files.read(pathOf(stream));
        if (position === undefined) return { kind: 'absent' };
        const positionSignature = trust && (await files.read(signatureOf(pathOf(stream))));
        const refusal = trust && refusalOf({ position, positionSignature }, trust);
        if (refusal !== undefined) return { kind: 'unknown', reason: notOurs(refusal) };
        const reading = readPosition(position, stream, 'the state directory');
        const isForeign = reading.kind === 'found' && trust !== undefined && !isOfRepository(reading.checkpoint, trust);
        return isForeign ? { kind: 'unknown', reason: notOurs('was saved by another repository') } : reading;
      } catch (error) {
        return { kind: 'unknown', reason: failed('could not be read', error) };
      }
    },

    async commit(checkpoint) {
      const [path, bytes] = [pathOf(checkpoint.stream), encodeCheckpoint(checkpoint)];
      const written = await writeSigned(path, bytes).catch((error) => {
        throw failed('could not be written', error);
      });
      if (written === undefined || Buffer.compare(written, bytes) !== 0) throw failed('was missing when read back');
    },
  };
}

function notOurs(refusal: string): CheckpointError {
  return new CheckpointError(`the position in the state directory ${refusal}, so it is not believed`, {
    hint: 'If you trust it, take it over once with mode: reset and position-file; see docs/evidence.md#signatures.',
  });
}

function failed(how: string, cause?: unknown): CheckpointError {
  const why = cause === undefined ? '' : ` (${describeForeign(cause)})`;
  return new CheckpointError(`the position in the state directory ${how}${why}`, {
    hint: 'Check that `state-dir` is a directory that this job can read and write, on a disk with free space.',
    cause,
  });
}
