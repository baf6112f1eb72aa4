/**
 * Takes the lines of files of events as they go by and remembers by a fingerprint which events they were. It keeps up with
 * SHA-256: in the form that GitHub writes, the id is found by its name, and only any other line is parsed.
 */
import type { FormatName } from '../../model/format-name.ts';
import type { Fingerprints } from './fingerprints.ts';
import type { LineTally } from './line-count.ts';
import { lineReader, type ReadLine } from './line-facts.ts';

const LINE_FEED = '\n';
const ID = '"_document_id":"';

export class IdTally implements LineTally {
  readonly #fingerprints: Fingerprints;
  readonly #readLine: ReadLine;
  readonly #isUsual: boolean;
  /** Bytes as characters of the same number: an end of a line that has not come yet. */
  #rest = '';
  #lines = 0;

  constructor(
    fingerprints: Fingerprints,
    { format, dedupeId }: { readonly format: FormatName; readonly dedupeId: string },
  ) {
    this.#fingerprints = fingerprints;
    this.#readLine = lineReader(format, dedupeId);
    this.#isUsual = format === 'raw' && dedupeId === '_document_id';
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines + (this.#rest === '' ? 0 : 1);
  }

  take(piece: Buffer): void {
    const text = this.#rest + piece.toString('latin1');
    let start = 0;
    // Where the name of the id stands next, at or after the line that is looked at.
    let named = this.#isUsual ? text.indexOf(ID) : -1;
    for (let end = text.indexOf(LINE_FEED); end !== -1; end = text.indexOf(LINE_FEED, start)) {
      this.#lines += 1;
      const from = named + ID.length;
      const to = named === -1 || named > end ? -1 : text.indexOf('"', from);
      if (named !== -1 && named < end) named = text.indexOf(ID, from);
      const isOnce = to !== -1 && to < end && (named === -1 || named > end);
      // What a string says has its quotes escaped, so that no string looks like a name with its value.
      if (isOnce && isPlain(text, from, to)) this.#add(text, from, to);
      else this.#parse(text.slice(start, end));
      while (named !== -1 && named < end) named = text.indexOf(ID, named + 1);
      start = end + 1;
    }
    // A slice of a long text would keep all of it in memory.
    this.#rest = Buffer.from(text.slice(start), 'latin1').toString('latin1');
  }

  /** `line` is bytes as characters. */
  #parse(line: string): void {
    const identity = this.#readLine(Buffer.from(line, 'latin1').toString('utf8'))?.identity;
    // Without an id nothing says whether two events are one.
    if (identity === undefined) return;
    const isText = this.#isUsual && identity.startsWith('string ');
    const bytes = Buffer.from(isText ? identity.slice('string '.length) : `\n${identity}`).toString('latin1');
    this.#add(bytes, 0, bytes.length);
  }

  /** Two rounds of multiplying and rotating, 32 bits each, as MurmurHash3 has them. */
  #add(text: string, from: number, to: number): void {
    let [high, low] = [0x9747b28c, 0x3c6ef372];
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0xcc9e2d51);
      high = (high << 15) | (high >>> 17);
      low = Math.imul(low ^ code, 0x1b873593);
      low = (low << 13) | (low >>> 19);
    }
    high = finish(high ^ (to - from));
    low = finish(low + high);
    this.#fingerprints.add(high >>> 0, low >>> 0);
  }
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function isPlain(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c || code > 0x7e) return false;
  }
  return to > from;
}
