/**
 * Text that is safe to show to a person: on one line, without characters that move a cursor, change colours, reverse
 * the writing direction or show nothing at all. What it returns can still be a workflow command or Markdown: the logger
 * and the summary handle that.
 */

import { stripVTControlCharacters } from 'node:util';

/** Control, format (bidi, zero width), surrogate, private and unassigned characters; line and paragraph separators. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** `text` on one line: line breaks and tabs become spaces, everything invisible goes. */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '');
}

/** `text` in double quotes, cut after `lengthMax` characters, with everything invisible spelled out. */
export function quote(text: string, lengthMax: number): string {
  const characters = [...text.slice(0, 2 * lengthMax)];
  const shown = characters.slice(0, lengthMax).map(spell).join('');
  return text.length > characters.length || characters.length > lengthMax ? `"${shown}…"` : `"${shown}"`;
}

function spell(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === ' ') return character;
  if (!/[\p{C}\p{Z}]/u.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
