/**
 * Finds where the values of JSON end in the bytes of a body, and accepts exactly what `JSON.parse` accepts of its text: a body
 * that was cut short or changed on the way is no JSON, wherever it was damaged. No recursion, because a value can be
 * nested deeper than the call stack allows. Expects UTF-8.
 */

/** The bytes are no JSON. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
}

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const SPACE = 0x20;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));
const WORDS = [Buffer.from('true'), Buffer.from('false'), Buffer.from('null')] as const;

/** The first index from `at` on that is not whitespace. */
export function skipSpace(json: Uint8Array, at: number): number {
  let next = at;
  while (isSpace(json[next])) next += 1;
  return next;
}

/** The index of the first byte of a string, from `at` on, that does not stand for itself: most often its closing quote. */
export function endOfPlain(json: Uint8Array, at: number): number {
  const { length } = json;
  let next = at;
  for (; next < length; next += 1) {
    const byte = json[next] ?? 0;
    if (byte === QUOTE || byte === BACKSLASH || byte < SPACE) break;
  }
  return next;
}

/** The index of the value behind the name that opens at `open`. Throws `NotJson`. */
export function skipName(json: Uint8Array, open: number): number {
  if (json[open] !== QUOTE) throw new NotJson();
  return skipColon(json, endOfString(json, open));
}

/** The index of the value behind the colon that comes next. Throws `NotJson`. */
export function skipColon(json: Uint8Array, at: number): number {
  const colon = skipSpace(json, at);
  if (json[colon] !== COLON) throw new NotJson();
  return skipSpace(json, colon + 1);
}

function endOfString(json: Uint8Array, open: number): number {
  let at = endOfPlain(json, open + 1);
  while (json[at] === BACKSLASH) at = endOfPlain(json, endOfEscape(json, at));
  if (json[at] !== QUOTE) throw new NotJson();
  return at + 1;
}

/** The index after the value that begins at `start`. Throws `NotJson`. */
export function endOfValue(json: Uint8Array, start: number): number {
  const byte = json[start];
  return byte === OPEN_BRACE || byte === OPEN_BRACKET ? endOfNested(json, start) : endOfScalar(json, start);
}

function endOfNested(json: Uint8Array, start: number): number {
  /** What closes each of the objects and arrays that are open. */
  const closers: number[] = [];
  let at = start;
  for (;;) {
    const byte = json[at];
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      const closer = byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
      closers.push(closer);
      at = skipSpace(json, at + 1);
      if (json[at] !== closer) {
        if (closer === CLOSE_BRACE) at = skipName(json, at);
        continue;
      }
    } else at = skipSpace(json, endOfScalar(json, at));
    for (let closer = closers.at(-1); json[at] !== COMMA; closer = closers.at(-1)) {
      if (json[at] !== closer) throw new NotJson();
      at += 1;
      closers.pop();
      if (closers.length === 0) return at;
      at = skipSpace(json, at);
    }
    at = skipSpace(json, at + 1);
    if (closers.at(-1) === CLOSE_BRACE) at = skipName(json, at);
  }
}

function endOfScalar(json: Uint8Array, start: number): number {
  const byte = json[start];
  if (byte === QUOTE) return endOfString(json, start);
  if (byte === MINUS || isDigit(byte)) return endOfNumber(json, start);
  for (const word of WORDS) if (standsAt(json, start, word)) return start + word.length;
  throw new NotJson();
}

function standsAt(json: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index += 1) if (json[at + index] !== word[index]) return false;
  return true;
}

function endOfNumber(json: Uint8Array, start: number): number {
  let at = json[start] === MINUS ? start + 1 : start;
  at = json[at] === ZERO ? at + 1 : endOfDigits(json, at);
  if (json[at] === POINT) at = endOfDigits(json, at + 1);
  // Either case of the letter.
  if (((json[at] ?? 0) | SPACE) !== 0x65) return at;
  const sign = json[at + 1];
  return endOfDigits(json, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
}

/** At least one. */
function endOfDigits(json: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(json[at])) at += 1;
  if (at === start) throw new NotJson();
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

/** The index after the escape that begins with the backslash at `at`. */
function endOfEscape(json: Uint8Array, at: number): number {
  const letter = json[at + 1] ?? 0;
  if (ESCAPED.has(letter)) return at + 2;
  const isUnit = letter === 0x75 && [2, 3, 4, 5].every((index) => isHex(json[at + index] ?? 0));
  if (!isUnit) throw new NotJson();
  return at + 6;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | SPACE) >= 0x61 && (byte | SPACE) <= 0x66);
}
