/**
 * Which ids were delivered, for fast look-up: an open-addressing table of 16 bytes an id, so that half a million ids cost
 * 16 MB and no garbage. `add` is called only after a delivery was committed; ids of a batch on its way live elsewhere.
 */
import { assert } from '../model/assert.ts';
import { countSeen, SEEN_RECORD_BYTES } from '../model/seen.ts';

const WORDS = 4;
const KEY_OFFSET = 6;

export class SeenIndex {
  #table: Uint32Array;
  #slots: number;
  #size = 0;

  /** Begins with the ids of a packed array (see `model/seen.ts`). */
  constructor(seen: Uint8Array) {
    this.#slots = slotsFor(countSeen(seen));
    this.#table = new Uint32Array(this.#slots * WORDS);
    const view = new DataView(seen.buffer, seen.byteOffset, seen.byteLength);
    for (let at = KEY_OFFSET; at < seen.byteLength; at += SEEN_RECORD_BYTES) {
      this.#insert([view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)]);
    }
  }

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#find(parseKey(key)).found;
  }

  add(key: string): void {
    if ((this.#size + 1) * 2 > this.#slots) this.#grow();
    this.#insert(parseKey(key));
  }

  #insert(words: Words): void {
    const { slot, found } = this.#find(words);
    if (found) return;
    this.#table.set(words, slot * WORDS);
    this.#table[slot * WORDS] = occupied(words[0]);
    this.#size++;
  }

  #find(words: Words): { readonly slot: number; readonly found: boolean } {
    const first = occupied(words[0]);
    const mask = this.#slots - 1;
    for (let slot = words[3] & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      const there = this.#table[at];
      if (there === 0) return { slot, found: false };
      if (
        there === first &&
        this.#table[at + 1] === words[1] &&
        this.#table[at + 2] === words[2] &&
        this.#table[at + 3] === words[3]
      ) {
        return { slot, found: true };
      }
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#table = new Uint32Array(this.#slots * WORDS);
    this.#size = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      const [a = 0, b = 0, c = 0, d = 0] = old.subarray(at, at + WORDS);
      if (a !== 0) this.#insert([a, b, c, d]);
    }
  }
}

type Words = readonly [number, number, number, number];

function parseKey(key: string): Words {
  assert(key.length === 32, 'a key has 32 hex digits');
  const word = (at: number) => Number.parseInt(key.slice(at, at + 8), 16);
  return [word(0), word(8), word(16), word(24)];
}

/** Zero marks a free slot, so a first word of zero is stored as one; 127 bits still tell two ids apart. */
function occupied(first: number): number {
  return first === 0 ? 1 : first;
}

/** A power of two that leaves half of the table free. */
function slotsFor(ids: number): number {
  return 2 ** Math.max(10, Math.ceil(Math.log2((ids + 1) * 2)));
}
