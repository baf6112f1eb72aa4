/**
 * Reads the zip of an artifact in memory. Whoever can upload artifacts writes these bytes, so every size in them is a claim:
 * an entry is unpacked only within its announced size and within the caller's limit, and unpacking stops where it grows beyond.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** As announced. */
  readonly sizeBytes: number;
  /** Throws `ZipError` when the entry does not unpack to exactly what it announces. */
  unpack(): Uint8Array;
}

/** The bytes are no zip, or not one that `actions/upload-artifact` and its like write. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

const END = { signature: 0x06054b50, bytes: 22, commentBytesMax: 0xffff } as const;
const DIRECTORY = { signature: 0x02014b50, bytes: 46 } as const;
const LOCAL = { signature: 0x04034b50, bytes: 30 } as const;
const STORED = 0;
const DEFLATED = 8;

/** The entries that the directory at the end lists, not unpacked. Throws `ZipError`, also for more than `entriesMax`. */
export function readZip(bytes: Uint8Array, entriesMax: number): readonly ZipEntry[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { count, at } = findDirectory(zip);
    if (count > entriesMax) throw new ZipError('it has too many entries');
    const entries: ZipEntry[] = [];
    for (let next = at; entries.length < count; ) {
      const { entry, end } = readEntry(zip, next);
      entries.push(entry);
      next = end;
    }
    return entries;
  } catch (error) {
    throw asZipError(error);
  }
}

function findDirectory(zip: Buffer): { readonly count: number; readonly at: number } {
  const first = Math.max(0, zip.length - END.bytes - END.commentBytesMax);
  for (let at = zip.length - END.bytes; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) !== END.signature) continue;
    return { count: zip.readUInt16LE(at + 10), at: zip.readUInt32LE(at + 16) };
  }
  throw new ZipError('its directory is missing');
}

function readEntry(zip: Buffer, at: number): { readonly entry: ZipEntry; readonly end: number } {
  if (zip.readUInt32LE(at) !== DIRECTORY.signature) throw new ZipError('its directory is damaged');
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
  const nameEnd = at + DIRECTORY.bytes + (nameBytes ?? 0);
  const sizeBytes = zip.readUInt32LE(at + 24);
  const packed = {
    method: zip.readUInt16LE(at + 10),
    checksum: zip.readUInt32LE(at + 16),
    packedBytes: zip.readUInt32LE(at + 20),
    sizeBytes,
    localAt: zip.readUInt32LE(at + 42),
  };
  const name = zip.toString('utf8', at + DIRECTORY.bytes, nameEnd);
  const unpack = () => {
    try {
      return unpackEntry(zip, packed);
    } catch (error) {
      throw asZipError(error);
    }
  };
  return { entry: { name, sizeBytes, unpack }, end: nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0) };
}

interface PackedEntry {
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly localAt: number;
}

function unpackEntry(zip: Buffer, { method, checksum, packedBytes, sizeBytes, localAt }: PackedEntry): Uint8Array {
  if (zip.readUInt32LE(localAt) !== LOCAL.signature) throw new ZipError('its content is not where it says');
  const from = localAt + LOCAL.bytes + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
  if (from + packedBytes > zip.length) throw new ZipError('it was cut short');
  const packed = zip.subarray(from, from + packedBytes);
  const content = method === DEFLATED ? inflateWithin(packed, sizeBytes) : method === STORED ? packed : undefined;
  if (content === undefined) throw new ZipError('it is packed in an unknown way');
  if (content.length !== sizeBytes || crc32(content) !== checksum) throw new ZipError('its content is damaged');
  return content;
}

/** Without `maxOutputLength` a few kilobytes unpack for minutes, and no signal interrupts that. */
function inflateWithin(packed: Uint8Array, bytesMax: number): Uint8Array {
  // Zero is no limit that zlib knows; one byte too many is found by the comparison of the sizes.
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytesMax) });
}

/** What is read beyond the end of the bytes, and what zlib refuses, is a damaged zip; anything else is a bug. */
function asZipError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ERR_BUFFER_TOO_LARGE') return new ZipError('it unpacks to more than it announces');
  const isDamage = code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS' || code.startsWith('Z_');
  return isDamage ? new ZipError('it is damaged') : error;
}
