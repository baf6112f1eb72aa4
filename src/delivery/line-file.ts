/**
 * Lines as they stand in a file, and what a file of them is: its line count, and size and SHA-256 as it lies on the disk. Lines
 * are made once, in pieces, so that memory stays flat and every place gets the very same bytes.
 */
import { createHash } from 'node:crypto';
import type { FileFacts } from '../evidence/manifest.ts';
import { type Line, writeLine } from '../format/render.ts';

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

/** What a file is that grows by lines, kept along the way: it never has to be read again to be described. */
export class GrowingFile {
  readonly #name: string;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #lines = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get facts(): FileFacts {
    return { name: this.#name, bytes: this.#bytes, sha256: this.#hash.copy().digest('hex'), events: this.#lines };
  }

  add({ count, pieces }: Lines): void {
    for (const bytes of pieces) {
      this.#hash.update(bytes);
      this.#bytes += bytes.length;
    }
    this.#lines += count;
  }
}

/** What a file with these lines and no others is. */
export function describeLines(name: string, lines: Lines): FileFacts {
  const file = new GrowingFile(name);
  file.add(lines);
  return file.facts;
}
