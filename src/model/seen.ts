/**
 * The ids that were delivered, as one packed array: 22 bytes an id (6 of timestamp, big-endian, and 16 of key), ascending,
 * without repetition. A byte comparison is therefore a comparison by time, and union and cut are linear.
 * A key is never shorter than 128 bits: two events that share one would be one event lost.
 */
import { assert } from './assert.ts';

export const SEEN_RECORD_BYTES = 22;
const TS_BYTES = 6;
const KEY_BYTES = SEEN_RECORD_BYTES - TS_BYTES;
export const TS_MAX = 2 ** 48 - 1;

export const NOTHING_SEEN: Uint8Array = new Uint8Array(0);

export interface SeenRecord {
  readonly ts: number;
  /** 32 hex digits. */
  readonly key: string;
}

export function packSeen(records: readonly SeenRecord[]): Uint8Array {
  const packed = Buffer.alloc(records.length * SEEN_RECORD_BYTES);
  const order = records.toSorted((a, b) => a.ts - b.ts || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  let length = 0;
  let previous: SeenRecord | undefined;
  for (const record of order) {
    if (previous !== undefined && previous.ts === record.ts && previous.key === record.key) continue;
    packed.writeUIntBE(record.ts, length, TS_BYTES);
    const written = packed.write(record.key, length + TS_BYTES, 'hex');
    assert(record.key.length === 2 * KEY_BYTES && written === KEY_BYTES, 'a key has 32 hex digits');
    length += SEEN_RECORD_BYTES;
    previous = record;
  }
  return packed.subarray(0, length);
}

export function countSeen(seen: Uint8Array): number {
  return seen.length / SEEN_RECORD_BYTES;
}

export function seenTs(seen: Uint8Array, index: number): number {
  return asBuffer(seen).readUIntBE(index * SEEN_RECORD_BYTES, TS_BYTES);
}

export function* seenRecords(seen: Uint8Array): Generator<SeenRecord> {
  const bytes = asBuffer(seen);
  for (let at = 0; at < bytes.length; at += SEEN_RECORD_BYTES) {
    yield { ts: bytes.readUIntBE(at, TS_BYTES), key: bytes.toString('hex', at + TS_BYTES, at + SEEN_RECORD_BYTES) };
  }
}

/** The union of two packed arrays. What lies before the other one's beginning is copied as it is: most of it, while reading. */
export function uniteSeen(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const [left, right] = seenTs(a, 0) <= seenTs(b, 0) ? [asBuffer(a), asBuffer(b)] : [asBuffer(b), asBuffer(a)];
  const united = Buffer.allocUnsafe(a.length + b.length);
  let i = left.length - cutSeen(left, seenTs(right, 0)).length;
  let j = 0;
  let length = left.copy(united, 0, 0, i);
  while (i < left.length && j < right.length) {
    const order = left.compare(right, j, j + SEEN_RECORD_BYTES, i, i + SEEN_RECORD_BYTES);
    const [source, at] = order <= 0 ? [left, i] : [right, j];
    source.copy(united, length, at, at + SEEN_RECORD_BYTES);
    length += SEEN_RECORD_BYTES;
    if (order <= 0) i += SEEN_RECORD_BYTES;
    if (order >= 0) j += SEEN_RECORD_BYTES;
  }
  length += left.copy(united, length, i);
  length += right.copy(united, length, j);
  return united.subarray(0, length);
}

/** What of `seen` has a timestamp of `floor` or later. */
export function cutSeen(seen: Uint8Array, floor: number): Uint8Array {
  let [low, high] = [0, countSeen(seen)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (seenTs(seen, middle) < floor) low = middle + 1;
    else high = middle;
  }
  return seen.subarray(low * SEEN_RECORD_BYTES);
}

/** What of `seen` stands before the first of `other`; all of it where that is empty. */
export function seenBefore(seen: Uint8Array, other: Uint8Array): Uint8Array {
  if (other.length === 0) return seen;
  const bytes = asBuffer(seen);
  let [low, high] = [0, countSeen(seen)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * SEEN_RECORD_BYTES;
    if (bytes.compare(other, 0, SEEN_RECORD_BYTES, at, at + SEEN_RECORD_BYTES) < 0) low = middle + 1;
    else high = middle;
  }
  return seen.subarray(0, low * SEEN_RECORD_BYTES);
}

/** Whether this event is among them. */
export function hasSeen(seen: Uint8Array, { ts, key }: SeenRecord): boolean {
  const bytes = asBuffer(seen);
  let [low, high] = [0, countSeen(seen)];
  // While a backlog is read nothing is older than what is remembered.
  if (high === 0 || ts > bytes.readUIntBE(bytes.length - SEEN_RECORD_BYTES, TS_BYTES)) return false;
  const wanted = parseKey(key);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * SEEN_RECORD_BYTES;
    const after = bytes.readUIntBE(at, TS_BYTES) - ts;
    const order = after === 0 ? bytes.compare(wanted, 0, KEY_BYTES, at + TS_BYTES, at + SEEN_RECORD_BYTES) : after;
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Whether an event of this key is, whenever it was. Looks through all of them. */
export function hasSeenKey(seen: Uint8Array, key: string): boolean {
  const bytes = asBuffer(seen);
  const wanted = parseKey(key);
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
    if (at % SEEN_RECORD_BYTES === TS_BYTES) return true;
  }
  return false;
}

function parseKey(key: string): Buffer {
  const bytes = Buffer.from(key, 'hex');
  assert(key.length === 2 * KEY_BYTES && bytes.length === KEY_BYTES, 'a key has 32 hex digits');
  return bytes;
}

/** Whether bytes from outside are a packed array as this module writes it. */
export function isPackedSeen(bytes: Uint8Array): boolean {
  if (bytes.length % SEEN_RECORD_BYTES !== 0) return false;
  const packed = asBuffer(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let before = -1;
  for (let at = 0; at < packed.length; at += SEEN_RECORD_BYTES) {
    const ts = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
    if (ts < before) return false;
    // Two of one instant are rare, so that most records are compared by their time alone.
    if (ts === before && packed.compare(packed, at, at + SEEN_RECORD_BYTES, at - SEEN_RECORD_BYTES, at) >= 0)
      return false;
    before = ts;
  }
  return true;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
