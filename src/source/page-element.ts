/**
 * One element of a page as the bytes that GitHub sent. Nearly all of it is delivered unread: only the fields that
 * decisions need become values, and they are what `JSON.parse` would make of them.
 */
import { TS_MAX } from '../model/seen.ts';
import { endOfValue, OPEN_BRACE, QUOTE, skipColon } from './json-scan.ts';

/** Where names open, those of all objects of a page in one list: numbers that are no garbage, a million times. */
export class NameList {
  #opens = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(at: number): void {
    if (this.#length === this.#opens.length) {
      const opens = new Uint32Array(2 * this.#length);
      opens.set(this.#opens);
      this.#opens = opens;
    }
    this.#opens[this.#length] = at;
    this.#length += 1;
  }

  at(place: number): number {
    return this.#opens[place] ?? 0;
  }
}

/** Of an object, as its bytes have them. */
export interface FieldNames {
  /** From the beginning of each object on. */
  readonly opens: NameList;
  /** The stretch of the list that is this object's. */
  readonly from: number;
  until: number;
  /** None is written with an escape. */
  isPlain: boolean;
}

export class PageElement {
  /** JSON on one line, otherwise untouched. */
  readonly raw: Buffer;
  /** `@timestamp` where it is a number that can be one (0 to 2^48 − 1, floored), else `undefined`. */
  readonly ts: number | undefined;
  readonly #names: FieldNames;

  constructor(raw: Buffer, names: FieldNames) {
    this.raw = raw;
    this.#names = names;
    this.ts = this.isObject ? parseTs(this.field('@timestamp')) : undefined;
  }

  get isObject(): boolean {
    return this.raw[0] === OPEN_BRACE;
  }

  /** The value of its own field of this name, the last one where there are several. */
  field(name: string): unknown {
    if (!this.isObject || !this.#names.isPlain) return ownField(this.parsed().value, name);
    const bytes = bytesOf(name);
    const open = this.#lastOf(bytes);
    if (open === undefined) return undefined;
    const start = skipColon(this.raw, open + bytes.length);
    const end = endOfValue(this.raw, start);
    return this.raw[start] === QUOTE ? this.#textOf(start, end) : JSON.parse(this.raw.toString('utf8', start, end));
  }

  /** Its text, and all of it as a value. */
  parsed(): { readonly raw: string; readonly value: unknown } {
    const raw = this.raw.toString();
    return { raw, value: JSON.parse(raw) };
  }

  /** Where the last field of this name opens. */
  #lastOf(name: Uint8Array): number | undefined {
    const { opens, from, until } = this.#names;
    for (let place = until - 1; place >= from; place -= 1) {
      const at = opens.at(place);
      if (this.#opensAt(at, name)) return at;
    }
    return undefined;
  }

  /** What the string from `start` to `end` says. */
  #textOf(start: number, end: number): string {
    const text = this.raw.toString('utf8', start + 1, end - 1);
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  }

  #opensAt(at: number, bytes: Uint8Array): boolean {
    for (let index = bytes.length - 1; index > 0; index -= 1) if (this.raw[at + index] !== bytes[index]) return false;
    return true;
  }
}

const NAMES = new Map<string, Uint8Array>();

/** Of a name in quotes; there are never more of them than a run looks for. */
function bytesOf(name: string): Uint8Array {
  const known = NAMES.get(name) ?? Buffer.from(`"${name}"`);
  NAMES.set(name, known);
  return known;
}

/** A number of milliseconds, floored. */
function parseTs(stamp: unknown): number | undefined {
  if (typeof stamp !== 'number') return undefined;
  const ts = Math.floor(stamp);
  // An event of −0 is one of 0.
  return ts >= 0 && ts <= TS_MAX ? ts + 0 : undefined;
}

function ownField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
