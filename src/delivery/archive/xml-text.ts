/** The text of one element of a short XML answer, where it can hold nothing but a code, a key or a time: no entities, no markup. */

const LENGTH_MAX = 20_000;

/** The text of the first element of this name; `undefined` when there is none, or when it holds anything else than plain text. */
export function readXml(xml: string, name: string): string | undefined {
  const head = xml.slice(0, LENGTH_MAX);
  const start = head.indexOf(`<${name}>`);
  if (start === -1) return undefined;
  const from = start + name.length + 2;
  const end = head.indexOf(`</${name}>`, from);
  const text = end === -1 ? undefined : head.slice(from, end).trim();
  return text !== undefined && /^[\x21-\x7e]+$/.test(text) && !/[<>&]/.test(text) ? text : undefined;
}
