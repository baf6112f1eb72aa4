/**
 * The files of a delivery in one folder: files of lines that grow, and documents next to them that are written last, so that
 * a manifest is there only when all that it names is. Everything is on the disk when `add` resolves.
 */
import { join } from 'node:path';
import type { FileFacts } from '../evidence/manifest.ts';
import { DeliveryError, describeForeign } from '../model/errors.ts';
import type { Files } from '../runtime/files.ts';
import { LineFile, type Lines } from './line-file.ts';

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
  /** Written after them, in this order, each in place of what has its name; `files` are the files of lines as they are by then. */
  readonly documents: (files: readonly FileFacts[]) => readonly Document[];
}

export class DeliveryFolder {
  readonly #folder: string;
  readonly #files: Files;
  readonly #lines = new Map<string, LineFile>();
  readonly #documents = new Set<string>();
  #broken: DeliveryError | undefined;

  /** `folder` is absolute, and holds no file of lines yet. */
  constructor(folder: string, files: Files) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Absolute paths of the files of lines. */
  get linePaths(): readonly string[] {
    return [...this.#lines.values()].map(({ path }) => path);
  }

  get paths(): readonly string[] {
    return [...this.linePaths, ...[...this.#documents].map((name) => join(this.#folder, name))];
  }

  /** Rejects with `DeliveryError`, from then on always: a half is in the files. */
  async add({ lines, documents }: FolderContent): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      for (const { name, lines: each } of lines) if (each.count > 0) await this.#fileOf(name).append(each);
      const facts = [...this.#lines.values()].map((file) => file.facts);
      for (const { name, content } of documents(facts)) {
        await this.#files.replace(join(this.#folder, name), content);
        this.#documents.add(name);
      }
    } catch (error) {
      this.#broken = notWritten(error);
      throw this.#broken;
    }
  }

  #fileOf(name: string): LineFile {
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const file = new LineFile(this.#folder, name, this.#files);
    this.#lines.set(name, file);
    return file;
  }
}

/** A failure of the disk, in our words. */
export function notWritten(error: unknown): DeliveryError {
  return new DeliveryError(`the events could not be written to the disk (${describeForeign(error)})`, {
    hint: 'See that `output-dir` and the temporary folder of the runner can be written to and have room; docs/troubleshooting.md#delivery.',
    cause: error,
  });
}
