/**
 * Cuts the text of a JSON object into the text of its members, so that what no mapping knows can be passed on as it was
 * sent: no number rounded, no duplicate key dropped, no depth too deep. One pass, no recursion.
 */
import { closingQuote, parseString } from '../model/json-text.ts';

/** One member of an object, once for each time that its key is there. */
export interface Member {
  readonly name: string;
  /** Key and value, untouched, without the space around them. */
  readonly text: string;
  /** The value alone, as JSON text. */
  readonly value: string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The members in the order in which they were written, or `undefined` for JSON that is no object.
 *
 * @param json text that `JSON.parse` accepts; for anything else the result means nothing
 */
export function cutMembers(json: string): readonly Member[] | undefined {
  const members: Member[] = [];
  let start = json.search(/\S/) + 1;
  if (json.charCodeAt(start - 1) !== OPEN_BRACE) return undefined;
  let colon = -1;
  let depth = 0;
  const push = (end: number): void => {
    const text = json.slice(start, end).trim();
    // Only an object without members has an empty one.
    if (text !== '') members.push(memberOf(json.slice(start, colon), json.slice(colon + 1, end).trim(), text));
    start = end + 1;
    colon = -1;
  };
  for (let at = start; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = closingQuote(json, at);
        break;
      case COLON:
        if (depth === 0) colon = at;
        break;
      case COMMA:
        if (depth === 0) push(at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        break;
      case CLOSE_BRACKET:
        depth -= 1;
        break;
      case CLOSE_BRACE:
        if (depth === 0) {
          push(at);
          return members;
        }
        depth -= 1;
        break;
      default:
        break;
    }
  }
  return members;
}

function memberOf(key: string, value: string, text: string): Member {
  return { name: parseString(key.trim()), text, value };
}
