/**
 * A batch as the content of its files. Compressed, the lines of a commit are complete gzip members or zstd frames: what was appended
 * stays readable whatever happens to the run afterwards. The same batch makes the same bytes, except with encryption, which makes
 * other bytes each time.
 */
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip, createZstdCompress } from 'node:zlib';
import { createEncryption, ENCRYPTED_SUFFIX } from '../evidence/encryption.ts';
import type { Render } from '../format/render.ts';
import type { Batch } from '../model/batch.ts';
import type { Compression } from '../model/compression.ts';
import { encodeLines, type Lines } from './line-file.ts';

/** What the name of a compressed file ends in. */
export const SUFFIXES: Readonly<Record<Compression, string>> = { none: '', gzip: '.gz', zstd: '.zst' };

/** What happens to lines before they are stored. */
export interface Packing {
  readonly compression: Compression;
  /** age recipients; empty: nothing is encrypted. */
  readonly encryptedTo: readonly string[];
}

/** The content of the file of events, and of that of dead letters. */
export interface BatchLines {
  readonly events: Lines;
  readonly deadLetters: Lines;
}

const OPEN = {
  gzip: () => createGzip(),
  // gzip always has a checksum; with one, a damaged file is an error here too, and not other events.
  zstd: () => createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
} as const;

/** Events as `render` writes them, dead letters as they came. */
export async function encodeBatch(batch: Batch, render: Render, packing: Packing): Promise<BatchLines> {
  return {
    events: await packLines(encodeLines(batch.events.values().map(render)), packing),
    deadLetters: await packLines(encodeLines(batch.deadLetters.values().map(({ raw }) => raw)), packing),
  };
}

/** The lines of one file as they are stored: compressed, then encrypted. */
async function packLines(lines: Lines, { compression, encryptedTo }: Packing): Promise<Lines> {
  return encryptLines(await compressLines(lines, compression), encryptedTo);
}

/** `recipients`: of age; none: the lines as they are. */
export async function encryptLines({ count, pieces }: Lines, recipients: readonly string[]): Promise<Lines> {
  if (count === 0 || recipients.length === 0) return { count, pieces };
  return { count, pieces: await createEncryption(recipients)(pieces) };
}

/** Parts of a file, one after another: compressed parts are complete in themselves, so together they are the file. */
export function joinLines(parts: readonly Lines[]): Lines {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

/** What stands behind `.ndjson` in the name of a file. */
export function suffixOf({ compression, encryptedTo }: Packing): string {
  return SUFFIXES[compression] + (encryptedTo.length === 0 ? '' : ENCRYPTED_SUFFIX);
}

/** As one gzip member or one zstd frame. */
export async function compressLines(lines: Lines, compression: Compression): Promise<Lines> {
  if (compression === 'none' || lines.count === 0) return lines;
  return { count: lines.count, pieces: [await pipeline(lines.pieces, OPEN[compression](), buffer)] };
}
