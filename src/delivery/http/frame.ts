/** From records to bodies, each of one stream, and what a body will weigh before it is made. */
import { assert } from '../../model/assert.ts';
import type { Entry, Framing } from './preset.ts';

/** The body of entries that share a stream. */
export function frame(entries: readonly Entry[], { open, separator, close, stream }: Framing): string {
  const records = entries.map(({ text }) => text).join(separator);
  const [first] = entries;
  if (stream === undefined || first === undefined) return `${open}${records}${close}`;
  const own = stream(first);
  assert(
    entries.every((entry) => stream(entry).open === own.open),
    'a request holds one stream',
  );
  return `${open}${own.open}${records}${own.close}${close}`;
}

/** The entries of each stream, in their order; all of them together where a protocol has no streams. */
export function partition(entries: readonly Entry[], { stream }: Framing): readonly (readonly Entry[])[] {
  if (stream === undefined) return [entries];
  return [...Map.groupBy(entries, (entry) => stream(entry).open).values()];
}

/** The pieces of a part that was refused in one: the entry that was named and what lies around it, or two halves. */
export function partsOf(part: readonly Entry[], named?: number): readonly (readonly Entry[])[] {
  if (named !== undefined && named < part.length) {
    return [part.slice(0, named), part.slice(named, named + 1), part.slice(named + 1)];
  }
  const half = Math.ceil(part.length / 2);
  return [part.slice(0, half), part.slice(half)];
}

/** Adds up what `frame` would write, entry by entry; those of several streams as if they were one body. */
export class BodySize {
  readonly #framing: Framing;
  readonly #streams = new Set<string>();
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
    const { separator, stream } = this.#framing;
    this.#bytes += entry.bytes + Buffer.byteLength(separator);
    const own = stream?.(entry);
    if (own === undefined || this.#streams.has(own.open)) return;
    this.#streams.add(own.open);
    this.#bytes += Buffer.byteLength(own.open) + Buffer.byteLength(own.close) + Buffer.byteLength(separator);
  }
}
