/** Cuts texts of JSON into the texts of their parts, so that a double can say what arrived byte for byte. */
import { cutElements } from '../../../src/source/json-elements.ts';

/** The texts of the elements of an array; throws when it is none. */
export function arrayElements(text: string): readonly string[] {
  const cut = cutElements(Buffer.from(text));
  if (cut.kind !== 'list') throw new SyntaxError('not an array');
  return cut.elements.map(({ raw }) => raw.toString());
}

/** Objects that stand one after the other, with or without white space between them; throws on anything else. */
export function concatenatedObjects(text: string): readonly string[] {
  const objects: string[] = [];
  let [depth, start, inString] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth === 0) objects.push(text.slice(start, at + 1));
    } else if (depth === 0 && char !== undefined && char.trim() !== '') throw new SyntaxError('text between objects');
  }
  if (depth !== 0 || inString) throw new SyntaxError('cut short');
  return objects;
}

/** The text of a member of an object, untouched; the member must be an object and its name must occur once as a key. */
export function memberText(text: string, name: string): string | undefined {
  const at = text.indexOf(`"${name}":{`);
  if (at === -1) return undefined;
  const from = at + name.length + 3;
  let [depth, inString] = [0, false];
  for (let i = from; i < text.length; i += 1) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return text.slice(from, i + 1);
    }
  }
  return undefined;
}
