/**
 * The position in a directory of the user's own, one file a stream. A crash leaves the old file or the new one; a file
 * that exists and cannot be read is an error, never a reason to start over. What another run saved meanwhile is joined and
 * not replaced, so that a commit takes back no claim, no feed and no move by hand.
 */
import { join as joinPath } from 'node:path';
import { signatureOf } from '../evidence/manifest.ts';
import { POSITION_NAMESPACE } from '../evidence/ssh-signature.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import { CheckpointError, describeForeign } from '../model/errors.ts';
import type { Files } from '../runtime/files.ts';
import { digestIn, encodeCheckpoint, TAIL_BYTES } from './codec.ts';
import { readPosition } from './read-position.ts';
import type { CheckpointStore, Loaded } from './store.ts';
import { isOfRepository, refusalOf, type Trust } from './trust.ts';

/** Times that a commit begins again because another run wrote in between. */
const TRIES = 3;
/** Signatures that stay next to a new one: two files cannot be replaced at once, and another run can be about to write. */
const EARLIER_SIGNATURES = 3;

/** `dir` is absolute; it is made with the first commit. With `trust` a position counts only with its signature next to it. */
export function createDirectoryStore(dir: string, files: Files, trust?: Trust): CheckpointStore {
  return new DirectoryStore(dir, files, trust);
}

class DirectoryStore implements CheckpointStore {
  readonly name = 'the state directory';
  readonly #dir: string;
  readonly #files: Files;
  readonly #trust: Trust | undefined;
  /** Digests of what was read or written here: the position of this run, and `#others`, hold all of that. */
  readonly #known = new Set<string>();
  /** What other runs saved since this one loaded, by stream. */
  readonly #others = new Map<string, Checkpoint>();

  constructor(dir: string, files: Files, trust: Trust | undefined) {
    this.#dir = dir;
    this.#files = files;
    this.#trust = trust;
  }

  async load(stream: string): Promise<Loaded> {
    return this.#read(stream);
  }

  async commit(checkpoint: Checkpoint): Promise<readonly string[]> {
    let failure = failed('was missing when read back');
    const notes = new Set<string>();
    for (let tries = 0; tries < TRIES; tries++) {
      const present = await this.#readOthers(checkpoint.stream);
      if (present.kind === 'unknown') {
        failure = present.reason;
        continue;
      }
      if (present.kind === 'found') {
        this.#addOther(present.checkpoint);
        notes.add(JOINED);
      }
      if (await this.#write(checkpoint)) return [...notes];
      failure = failed('was missing when read back');
    }
    throw failure;
  }

  #pathOf(stream: string): string {
    return joinPath(this.#dir, `audit-log-${stream}.checkpoint.json`);
  }

  /** What is known already is as good as absent. */
  async #readOthers(stream: string): Promise<Loaded> {
    try {
      const end = await this.#files.readEnd(this.#pathOf(stream), TAIL_BYTES);
      if (end === undefined || this.#known.has(digestIn(end))) return { kind: 'absent' };
    } catch (error) {
      return { kind: 'unknown', reason: failed('could not be read', error) };
    }
    return this.#read(stream);
  }

  async #read(stream: string): Promise<Loaded> {
    try {
      const bytes = await this.#files.read(this.#pathOf(stream));
      if (bytes === undefined) return { kind: 'absent' };
      const reading = await this.#accept(stream, bytes);
      if (reading.kind === 'found') this.#known.add(digestIn(bytes));
      return reading;
    } catch (error) {
      return { kind: 'unknown', reason: failed('could not be read', error) };
    }
  }

  async #accept(stream: string, position: Uint8Array): Promise<Loaded> {
    const trust = this.#trust;
    const positionSignature = trust && (await this.#files.read(signatureOf(this.#pathOf(stream))));
    const refusal = trust && refusalOf({ position, positionSignature }, trust);
    if (refusal !== undefined) return { kind: 'unknown', reason: notOurs(refusal) };
    const reading = readPosition(position, stream, this.name);
    const isForeign = reading.kind === 'found' && trust !== undefined && !isOfRepository(reading.checkpoint, trust);
    return isForeign ? { kind: 'unknown', reason: notOurs('was saved by another repository') } : reading;
  }

  #addOther(checkpoint: Checkpoint): void {
    const before = this.#others.get(checkpoint.stream);
    this.#others.set(checkpoint.stream, before === undefined ? checkpoint : joinHere(before, checkpoint));
  }

  /** Whether it is there when read back; rejects with `CheckpointError`. */
  async #write(checkpoint: Checkpoint): Promise<boolean> {
    const path = this.#pathOf(checkpoint.stream);
    const others = this.#others.get(checkpoint.stream);
    const bytes = encodeCheckpoint(others === undefined ? checkpoint : joinHere(checkpoint, others));
    this.#known.add(digestIn(bytes));
    try {
      const signature = this.#trust?.key.sign(bytes, POSITION_NAMESPACE);
      if (signature !== undefined) await this.#addSignature(signatureOf(path), signature);
      await this.#files.replace(path, bytes);
      if (!(await this.#files.holds(path, bytes))) return false;
      return signature === undefined || (await this.#signatures(signatureOf(path))).includes(signature);
    } catch (error) {
      throw failed('could not be written', error);
    }
  }

  /** The new one first: the others are those of the position that is still there. */
  async #addSignature(path: string, signature: string): Promise<void> {
    const earlier = (await this.#signatures(path)).filter((each) => each !== signature).slice(0, EARLIER_SIGNATURES);
    await this.#files.replace(path, [signature, ...earlier].join(''));
  }

  async #signatures(path: string): Promise<readonly string[]> {
    const text = Buffer.from((await this.#files.read(path)) ?? '').toString('latin1');
    return text.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? [];
  }
}

/** As `join`; a feed that the later epoch does not know is not lost with the earlier one, because here no other copy of it is left. */
function joinHere(a: Checkpoint, b: Checkpoint): Checkpoint {
  const joined = join(a, b);
  return { ...joined, feeds: { ...a.feeds, ...b.feeds, ...joined.feeds } };
}

const JOINED =
  'Another run saved its position in the state directory since this one began; both are joined, and nothing is lost. Events can be delivered twice.';

function notOurs(refusal: string): CheckpointError {
  return new CheckpointError(`the position in the state directory ${refusal}, so it is not believed`, {
    hint: 'If you trust it, move it out of `state-dir` and take it over once with mode: reset and position-file; see docs/evidence.md#signatures.',
  });
}

function failed(how: string, cause?: unknown): CheckpointError {
  const why = cause === undefined ? '' : ` (${describeForeign(cause)})`;
  return new CheckpointError(`the position in the state directory ${how}${why}`, {
    hint: 'Check that `state-dir` is a directory that this job can read and write, on a disk with free space.',
    cause,
  });
}
