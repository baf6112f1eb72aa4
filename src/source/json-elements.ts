/**
 * Cuts the bytes of a JSON array into its elements, so that what is delivered is what was sent: no number rounded, no key
 * reordered, no duplicate key dropped. A body is cut completely, or it is no list.
 */
import { isUtf8 } from 'node:buffer';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  endOfPlain,
  endOfValue,
  NotJson,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipColon,
  skipName,
  skipSpace,
} from './json-scan.ts';
import { type FieldNames, NameList, PageElement } from './page-element.ts';

export type Cut =
  | { readonly kind: 'list'; readonly elements: readonly PageElement[] }
  /** JSON, but no array. */
  | { readonly kind: 'no-list' }
  | { readonly kind: 'no-json' };

/**
 * The elements of the array in `body`, each on one line: without the whitespace around it and without line breaks, which
 * JSON allows between tokens only. Bytes that are no UTF-8 become replacement characters, as in any text.
 */
export function cutElements(body: Buffer): Cut {
  const json = isUtf8(body) ? body : Buffer.from(body.toString());
  try {
    const start = skipSpace(json, 0);
    if (json[start] === OPEN_BRACKET) return { kind: 'list', elements: cutLines(json) };
    if (skipSpace(json, endOfValue(json, start)) === json.length) return { kind: 'no-list' };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
  }
  return { kind: 'no-json' };
}

const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

function cutLines(json: Buffer): readonly PageElement[] {
  const elements = cutArray(json);
  if (!json.includes(LINE_FEED) && !json.includes(CARRIAGE_RETURN)) return elements;
  // Only now that it is known to be JSON: in a string a line break is none.
  return cutArray(Buffer.from(json.filter((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN)));
}

function cutArray(json: Buffer): readonly PageElement[] {
  const elements: PageElement[] = [];
  const opens = new NameList();
  let at = skipSpace(json, skipSpace(json, 0) + 1);
  let isMore = json[at] !== CLOSE_BRACKET;
  while (isMore) {
    const names: FieldNames = { opens, from: opens.length, until: opens.length, isPlain: true };
    const end = json[at] === OPEN_BRACE ? endOfObject(json, at, names) : endOfValue(json, at);
    names.until = opens.length;
    elements.push(new PageElement(json.subarray(at, end), names));
    at = skipSpace(json, end);
    isMore = json[at] === COMMA;
    if (isMore) at = skipSpace(json, at + 1);
  }
  if (json[at] !== CLOSE_BRACKET || skipSpace(json, at + 1) !== json.length) throw new NotJson();
  return elements;
}

/** Also notes where its names are. */
function endOfObject(json: Buffer, start: number, names: FieldNames): number {
  let at = skipSpace(json, start + 1);
  if (json[at] === CLOSE_BRACE) return at + 1;
  for (;;) {
    if (json[at] !== QUOTE) throw new NotJson();
    names.opens.push(at - start);
    const end = endOfPlain(json, at + 1);
    names.isPlain &&= json[end] === QUOTE;
    at = endOfValue(json, json[end] === QUOTE ? skipColon(json, end + 1) : skipName(json, at));
    at = skipSpace(json, at);
    if (json[at] === CLOSE_BRACE) return at + 1;
    if (json[at] !== COMMA) throw new NotJson();
    at = skipSpace(json, at + 1);
  }
}
