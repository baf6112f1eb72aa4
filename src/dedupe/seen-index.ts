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
      seekKey(view, start + KEY_OFFSET);
      sought[WORDS - 2] = view.getUint16(start);
      sought[WORDS - 1] = view.getUint32(start + 2);
      this.#insert();
    }
  }

  get size(): number {
    return this.#size;
  }

  has(key: string, ts: number): boolean {
    seek(key, ts);
    return this.#table[this.#find(WORDS)] !== 0;
  }

  /** For an element without a timestamp, whose place in time is a guess that changes from read to read. */
  hasAtAnyTime(key: string): boolean {
    seek(key, 0);
    return this.#table[this.#find(WORDS - 2)] !== 0;
  }

  add(key: string, ts: number): void {
    if ((this.#size + 1) * 2 > this.#slots) this.#grow();
    seek(key, ts);
    this.#insert();
  }

  /** Adds what is sought. */
  #insert(): void {
    const at = this.#find(WORDS);
    if (this.#table[at] !== 0) return;
    this.#table.set(sought, at);
    this.#size++;
  }

  /** Where what is sought stands, or the free place where it would; `compared` of its words distinguish. */
  #find(compared: number): number {
    const table = this.#table;
    const mask = this.#slots - 1;
    for (let slot = (sought[3] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (table[at] === 0 || isSought(table, at, compared)) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * WORDS);
    this.#size = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at] === 0) continue;
      for (let word = 0; word < WORDS; word++) sought[word] = old[at + word] ?? 0;
      this.#insert();
    }
  }
}

/**
 * What is looked for by the call that is under way: four words of the key, two of the timestamp. In one place for all, because
 * six numbers in an array of their own, several times for each event, are more garbage than all else about an id.
 */
const sought = new Uint32Array(WORDS);
const keyBytes = Buffer.alloc(16);
const keyView = new DataView(keyBytes.buffer, keyBytes.byteOffset, keyBytes.byteLength);

function seek(key: string, ts: number): void {
  const written = keyBytes.write(key, 'hex');
  assert(key.length === 32 && written === keyBytes.length, 'a key has 32 hex digits');
  seekKey(keyView, 0);
  sought[WORDS - 2] = Math.floor(ts / HIGH);
  sought[WORDS - 1] = ts % HIGH;
}

function seekKey(view: DataView, at: number): void {
  for (let word = 0; word < WORDS - 2; word++) sought[word] = view.getUint32(at + 4 * word);
  sought[0] = occupied(sought[0] ?? 0);
}

function isSought(table: Uint32Array, at: number, compared: number): boolean {
  for (let word = 0; word < compared; word++) if (table[at + word] !== sought[word]) return false;
  return true;
}

/** Zero marks a free slot, so a first word of zero is stored as one; 127 bits still distinguish two ids. */
function occupied(first: number): number {
  return first === 0 ? 1 : first;
}

/** A power of two that leaves half of the table free. */
function slotsFor(ids: number): number {
  return 2 ** Math.max(10, Math.ceil(Math.log2((ids + 1) * 2)));
}
