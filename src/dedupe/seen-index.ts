/**
 * Which events were delivered, for fast look-up: an open-addressing table of 24 bytes an event (its key and its
 * timestamp), so that half a million cost 25 MB and no garbage. Both are compared: an id that comes again at another time
 * is another event.
 */
import { assert } from '../model/assert.ts';
import { countSeen, SEEN_RECORD_BYTES } from '../model/seen.ts';

const WORDS = 6;
const KEY_OFFSET = 6;
const HIGH = 2 ** 32;

export class SeenIndex {
  #table: Uint32Array;
  #slots: number;
  #size = 0;

  /** Begins with the events of a packed array (see `model/seen.ts`). */
  constructor(seen: Uint8Array) {
    this.#slots = slotsFor(countSeen(seen));
    this.#table = new Uint32Array(this.#slots * WORDS);
    const view = new DataView(seen.buffer, seen.byteOffset, seen.byteLength);
    for (let start = 0; start < seen.byteLength; start += SEEN_RECORD_BYTES) {
      const at = start + KEY_OFFSET;
      const [high, low] = [view.getUint16(start), view.getUint32(start + 2)];
      this.#insert([
        view.getUint32(at),
        view.getUint32(at + 4),
        view.getUint32(at + 8),
        view.getUint32(at + 12),
        high,
        low,
      ]);
    }
  }

  get size(): number {
    return this.#size;
  }

  has(key: string, ts: number): boolean {
    return this.#find([...parseKey(key), ...halves(ts)], true).found;
  }

  /** For an element without a timestamp, whose place in time is a guess that changes from read to read. */
  hasAtAnyTime(key: string): boolean {
    return this.#find([...parseKey(key), 0, 0], false).found;
  }

  add(key: string, ts: number): void {
    if ((this.#size + 1) * 2 > this.#slots) this.#grow();
    this.#insert([...parseKey(key), ...halves(ts)]);
  }

  #insert(words: Words): void {
    const { slot, found } = this.#find(words, true);
    if (found) return;
    this.#table.set(words, slot * WORDS);
    this.#table[slot * WORDS] = occupied(words[0]);
    this.#size++;
  }

  #find(words: Words, withTime: boolean): { readonly slot: number; readonly found: boolean } {
    const first = occupied(words[0]);
    const compared = withTime ? WORDS : WORDS - 2;
    const mask = this.#slots - 1;
    for (let slot = words[3] & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      const there = this.#table[at];
      if (there === 0) return { slot, found: false };
      if (there === first && this.#isEqual(at, words, compared)) return { slot, found: true };
    }
  }

  #isEqual(at: number, words: Words, compared: number): boolean {
    for (let word = 1; word < compared; word++) if (this.#table[at + word] !== words[word]) return false;
    return true;
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * WORDS);
    this.#size = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const [a = 0, b = 0, c = 0, d = 0, high = 0, low = 0] = old.subarray(at, at + WORDS);
      if (a !== 0) this.#insert([a, b, c, d, high, low]);
    }
  }
}

/** Four of the key, two of the timestamp. */
type Words = readonly [number, number, number, number, number, number];

/** Read at once and never kept: a third of the time of parsing four numbers, four times for each event. */
const keyBytes = Buffer.alloc(16);
const keyWords = new DataView(keyBytes.buffer, keyBytes.byteOffset, keyBytes.byteLength);

function parseKey(key: string): [number, number, number, number] {
  const written = keyBytes.write(key, 'hex');
  assert(key.length === 32 && written === keyBytes.length, 'a key has 32 hex digits');
  return [keyWords.getUint32(0), keyWords.getUint32(4), keyWords.getUint32(8), keyWords.getUint32(12)];
}

function halves(ts: number): [number, number] {
  return [Math.floor(ts / HIGH), ts % HIGH];
}

/** Zero marks a free slot, so a first word of zero is stored as one; 127 bits still distinguish two ids. */
function occupied(first: number): number {
  return first === 0 ? 1 : first;
}

/** A power of two that leaves half of the table free. */
function slotsFor(ids: number): number {
  return 2 ** Math.max(10, Math.ceil(Math.log2((ids + 1) * 2)));
}
