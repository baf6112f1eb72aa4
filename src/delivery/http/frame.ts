/** From records to the bytes of a body, and what a body will weigh before it is made. */
import type { Entry, Framing } from './preset.ts';

export function frame(entries: readonly Entry[], { open, separator, close, group }: Framing): string {
  if (group === undefined) return `${open}${entries.map(({ text }) => text).join(separator)}${close}`;
  const groups = new Map<string, { readonly close: string; readonly texts: string[] }>();
  for (const entry of entries) {
    const own = group(entry);
    const known = groups.get(own.open) ?? { close: own.close, texts: [] };
    known.texts.push(entry.text);
    groups.set(own.open, known);
  }
  const parts = [...groups].map(
    ([opening, { texts, close: closing }]) => `${opening}${texts.join(separator)}${closing}`,
  );
  return `${open}${parts.join(separator)}${close}`;
}

/** Adds up what `frame` would write, entry by entry. */
export class BodySize {
  readonly #framing: Framing;
  readonly #groups = new Set<string>();
  #bytes: number;

  constructor(framing: Framing) {
    this.#framing = framing;
    this.#bytes = Buffer.byteLength(framing.open) + Buffer.byteLength(framing.close);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Never less than what the entry adds. */
  add(entry: Entry): void {
    const { separator, group } = this.#framing;
    this.#bytes += entry.bytes + Buffer.byteLength(separator);
    const own = group?.(entry);
    if (own === undefined || this.#groups.has(own.open)) return;
    this.#groups.add(own.open);
    this.#bytes += Buffer.byteLength(own.open) + Buffer.byteLength(own.close) + Buffer.byteLength(separator);
  }
}
