/**
 * A file of lines that grows, with its line count, and size and SHA-256 as it lies on the disk, kept along the way, so that no file is read again to
 * be described and memory stays flat however long it gets.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FileFacts } from '../evidence/manifest.ts';
import { type Line, writeLine } from '../format/render.ts';
import type { Files } from '../runtime/files.ts';

const PIECE_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;
/** Of a UTF-16 unit in UTF-8, at most. */
const UNIT_BYTES_MAX = 3;

/** Lines as they stand in a file, in pieces of about a megabyte or compressed: made once, written and hashed as often as needed. */
export interface Lines {
  readonly count: number;
  readonly pieces: readonly Uint8Array[];
}

/** Resolves once all of them are taken; rejects with `DeliveryError` when they cannot be. */
export type WriteLines = (lines: Lines) => Promise<void>;

/** Each line without its line feed. */
export function encodeLines(lines: Iterable<Line>): Lines {
  const pieces: Uint8Array[] = [];
  let count = 0;
  let piece = Buffer.alloc(0);
  let length = 0;
  for (const line of lines) {
    count += 1;
    // Counted only where it could be too much.
    if (length + line.length * UNIT_BYTES_MAX >= piece.length && length + Buffer.byteLength(line) >= piece.length) {
      if (length > 0) pieces.push(piece.subarray(0, length));
      piece = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, Buffer.byteLength(line) + 1));
      length = 0;
    }
    length += writeLine(line, piece, length);
    piece[length] = LINE_FEED;
    length += 1;
  }
  if (length > 0) pieces.push(piece.subarray(0, length));
  return { count, pieces };
}

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
    return { name: this.#name, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex'), events: this.#lines };
  }

  /** Resolves once all are on the disk; after a rejection the file is not to be used. */
  async append({ count, pieces }: Lines): Promise<void> {
    for (const bytes of pieces) {
      this.#hash.update(bytes);
      this.#bytes += bytes.length;
      await this.#files.append(this.path, bytes);
    }
    this.#lines += count;
  }
}

/** What a file with these lines and no others is. */
export function describeLines(name: string, { count, pieces }: Lines): FileFacts {
  const hash = createHash('sha256');
  for (const bytes of pieces) hash.update(bytes);
  return {
    name,
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
    sha256: hash.digest('hex'),
    events: count,
  };
}
