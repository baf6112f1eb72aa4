/**
 * A file of lines that grows, with its size, line count and SHA-256 kept along the way, so that no file is read again to
 * be described and memory stays flat however long it gets.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '../runtime/files.ts';

export interface FileFacts {
  /** Without a folder. */
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly lines: number;
}

const CHUNK_CHARACTERS = 1024 * 1024;

/** Begins where there is no file yet; one that exists would not match its facts. */
export class LineFile {
  readonly path: string;
  readonly #name: string;
  readonly #files: Files;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #lines = 0;

  constructor(folder: string, name: string, files: Files) {
    this.path = join(folder, name);
    this.#name = name;
    this.#files = files;
  }

  get isEmpty(): boolean {
    return this.#lines === 0;
  }

  get facts(): FileFacts {
    return { name: this.#name, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex'), lines: this.#lines };
  }

  /** Each line without its line feed. Resolves once all are on the disk; after a rejection the file is not to be used. */
  async append(lines: Iterable<string>): Promise<void> {
    let chunk = '';
    for (const line of lines) {
      chunk += `${line}\n`;
      this.#lines += 1;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      await this.#write(chunk);
      chunk = '';
    }
    if (chunk !== '') await this.#write(chunk);
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.#files.append(this.path, bytes);
  }
}

/** The facts of a small file whose bytes are at hand. */
export function describeBytes(name: string, bytes: Uint8Array): FileFacts {
  const lines = bytes.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);
  return { name, bytes: bytes.length, sha256: sha256Of(bytes), lines };
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
