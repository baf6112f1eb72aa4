/**
 * Cuts the text of a JSON array into the text of its elements, so that what is delivered is what was sent: no number
 * rounded, no key reordered, no duplicate key dropped, no depth too deep. One pass, no recursion; inside strings it only
 * looks for the closing quote.
 */
import { closingQuote } from '../model/json-text.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The elements of the array in `text`, each on one line: without the whitespace around it and without line breaks, which
 * JSON allows between tokens only; otherwise untouched.
 *
 * @param text an array that `JSON.parse` has accepted; for anything else the result means nothing
 */
export function splitElements(text: string): string[] {
  const elements: string[] = [];
  const breaks = /[\r\n]/.test(text);
  let depth = 0;
  let start = text.indexOf('[') + 1;
  const push = (end: number): void => {
    const element = text.slice(start, end).trim();
    // Only an empty array has an empty element.
    if (element !== '') elements.push(breaks ? element.replace(/[\r\n]+/g, '') : element);
    start = end + 1;
  };
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = closingQuote(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        break;
      case CLOSE_BRACE:
        depth -= 1;
        break;
      case CLOSE_BRACKET:
        if (depth === 0) {
          push(at);
          return elements;
        }
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0) push(at);
        break;
      default:
        break;
    }
  }
  return elements;
}
