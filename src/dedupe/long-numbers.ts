/**
 * Numbers that a double cannot hold, kept by their text: two events that differ only in an integer beyond 2^53 are two
 * events, and after `JSON.parse` they would be one. All other numbers stay values, so that the keys of events stay as
 * they were.
 */

/** Fifteen significant digits survive a double; a text with more of them is looked at. */
const MAY_BE_LONG = /\d[\d.]{15}/;
const NUMBER_OR_QUOTE = /"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** A control character, escaped: no text of an event is mistaken for a number. */
const MARK = '\\u0000number ';

/** `value` is `raw`, parsed; returns it with each such number as a text that names it. */
export function keepLongNumbers(raw: string, value: unknown): unknown {
  if (!MAY_BE_LONG.test(raw)) return value;
  const parts: string[] = [];
  let copied = 0;
  NUMBER_OR_QUOTE.lastIndex = 0;
  for (let match = NUMBER_OR_QUOTE.exec(raw); match !== null; match = NUMBER_OR_QUOTE.exec(raw)) {
    const [source] = match;
    if (source === '"') NUMBER_OR_QUOTE.lastIndex = closingQuote(raw, match.index) + 1;
    else if (isLong(source)) {
      parts.push(raw.slice(copied, match.index), `"${MARK}${source}"`);
      copied = match.index + source.length;
    }
  }
  return parts.length === 0 ? value : JSON.parse(parts.join('') + raw.slice(copied));
}

function isLong(source: string): boolean {
  if (source.length <= 15) return false;
  if (/^-?\d+$/.test(source)) return !Number.isSafeInteger(Number(source));
  const digits = source
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return digits.length > 15;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
