/**
 * From records to bodies, each of one stream, and what a body will weigh before it is made. A record goes into its body as
 * UTF-8 once, whether it is text or bytes.
 */
import { writeLine } from '../../format/render.ts';
import { assert } from '../../model/assert.ts';
import type { Entry, Framing } from './preset.ts';

/** The body of entries that share a stream. */
export function frame(entries: readonly Entry[], framing: Framing): Buffer {
  const { separator } = framing;
  const [opening, closing] = endsOf(entries, framing);
  const separators = Buffer.byteLength(separator) * Math.max(0, entries.length - 1);
  const records = entries.reduce((sum, { bytes }) => sum + bytes, separators);
  const body = Buffer.allocUnsafeSlow(Buffer.byteLength(opening) + records + Buffer.byteLength(closing));
  let at = body.write(opening);
  let isFirst = true;
  for (const { record } of entries) {
    if (!isFirst) at += body.write(separator, at);
    at += writeLine(record, body, at);
    isFirst = false;
  }
  at += body.write(closing, at);
  assert(at === body.length, 'a body weighs what its parts weigh');
  return body;
}

/** What stands before and after the records. */
function endsOf(entries: readonly Entry[], { open, close, stream }: Framing): readonly [string, string] {
  const [first] = entries;
  if (stream === undefined || first === undefined) return [open, close];
  const own = stream(first);
  assert(
    entries.every((entry) => stream(entry).open === own.open),
    'a request holds one stream',
  );
  return [`${open}${own.open}`, `${own.close}${close}`];
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
  readonly #separatorBytes: number;
  #bytes: number;

  constructor(framing: Framing) {
    this.#framing = framing;
    this.#separatorBytes = Buffer.byteLength(framing.separator);
    this.#bytes = Buffer.byteLength(framing.open) + Buffer.byteLength(framing.close);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Never less than what the entry adds. */
  add(entry: Entry): void {
    this.#bytes += entry.bytes + this.#separatorBytes;
    const own = this.#framing.stream?.(entry);
    if (own === undefined || this.#streams.has(own.open)) return;
    this.#streams.add(own.open);
    this.#bytes += Buffer.byteLength(own.open) + Buffer.byteLength(own.close) + this.#separatorBytes;
  }
}
