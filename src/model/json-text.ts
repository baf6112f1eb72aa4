/**
 * Finds its way through the text of JSON without parsing it, so that what is cut out or passed on stays byte for byte what
 * was sent. Every function expects text that `JSON.parse` accepts; for anything else its result means nothing.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const SPACE = 0x20;

/** Where the string that opens at `open` ends: at the first quote with an even number of backslashes before it. */
export function closingQuote(json: string, open: number): number {
  for (let at = json.indexOf('"', open + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return json.length;
}

/** The first index from `at` on that is not whitespace. */
export function skipSpace(json: string, at: number): number {
  let next = at;
  while (json.charCodeAt(next) <= SPACE) next += 1;
  return next;
}

/** The index after the value that begins at `start`. No recursion: a value can be nested deeper than the call stack allows. */
export function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = closingQuote(json, at);
        if (depth === 0) return at + 1;
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        // At depth 0 it closes what the value is in: the value was a number or a word.
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
      default:
        if (depth === 0 && json.charCodeAt(at) <= SPACE) return at;
    }
  }
  return json.length;
}

/** What a JSON string says. Nearly all have no escape in them, and those need no parser. */
export function parseString(json: string): string {
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1);
}
