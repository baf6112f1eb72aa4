/**
 * The files of a delivery in one folder: files of lines that grow, and documents next to them that are written last, so that
 * a manifest is there only when all that it names is. Everything is on the disk when `add` resolves.
 */
import { join } from 'node:path';
import { DeliveryError, describeForeign } from '../model/errors.ts';
import type { Files } from '../runtime/files.ts';
import type { Lines } from './line-file.ts';

export const EVENTS_FILE = 'events.ndjson';
export const DEAD_LETTERS_FILE = 'dead-letters.ndjson';
export const CHECKPOINT_FILE = 'checkpoint.json';

/** Names are without a folder. */
export interface NamedLines {
  readonly name: string;
  readonly lines: Lines;
}

export interface Document {
  readonly name: string;
  readonly content: Uint8Array | string;
}

export interface FolderContent {
  /** Files without a line are not written. */
  readonly lines: readonly NamedLines[];
  /** Written after them, in this order, each in place of what has its name. */
  readonly documents: readonly Document[];
}

export class DeliveryFolder {
  readonly #folder: string;
  readonly #files: Files;
  readonly #lines = new Set<string>();
  readonly #documents = new Set<string>();
  #broken: DeliveryError | undefined;

  /** `folder` is absolute, and holds no file of lines yet. */
  constructor(folder: string, files: Files) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Absolute paths of the files of lines. */
  get linePaths(): readonly string[] {
    return [...this.#lines].map((name) => join(this.#folder, name));
  }

  get paths(): readonly string[] {
    return [...this.linePaths, ...[...this.#documents].map((name) => join(this.#folder, name))];
  }

  /** Rejects with `DeliveryError`, from then on always: a half is in the files. */
  async add({ lines, documents }: FolderContent): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      for (const { name, lines: each } of lines) {
        if (each.count === 0) continue;
        this.#lines.add(name);
        await this.#files.append(join(this.#folder, name), each.pieces);
      }
      for (const { name, content } of documents) {
        await this.#files.replace(join(this.#folder, name), content);
        this.#documents.add(name);
      }
    } catch (error) {
      this.#broken = notWritten(error);
      throw this.#broken;
    }
  }
}

/** A failure of the disk, in our words. */
export function notWritten(error: unknown): DeliveryError {
  return new DeliveryError(`the events could not be written to the disk (${describeForeign(error)})`, {
    hint: 'See that `output-dir` and the temporary folder of the runner can be written to and have room; docs/troubleshooting.md#delivery.',
    cause: error,
  });
}
