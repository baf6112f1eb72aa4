/**
 * From events to batches that a sink accepts: what it would cut, drop or fail on is removed first, the rest is split by
 * count and bytes. The order never changes, and every event is in exactly one batch or a dead letter.
 */
import type { AuditEvent } from '../../model/event.ts';
import type { NotAcceptedReason } from '../../model/sink-counts.ts';
import { BodySize } from './frame.ts';
import type { Entry, Framing, Limits, Protocol } from './preset.ts';
import type { NotAccepted } from './sink.ts';

/** An event this close to being too old for the sink counts as too old: clocks differ, and sending takes time. */
export const AGE_MARGIN_MS = 15 * 60_000;

/** An entry, or why there cannot be one. */
export function prepare(
  event: AuditEvent,
  { record, limits }: Pick<Protocol, 'record' | 'limits'>,
  now: number,
): Entry | NotAccepted {
  const { eventBytes, maxAgeMs, maxFutureMs } = limits;
  const notAccepted = (reason: NotAcceptedReason): NotAccepted => ({ event, reason });
  if (maxAgeMs !== undefined && event.ts < now - maxAgeMs + AGE_MARGIN_MS) return notAccepted('too-old');
  if (maxFutureMs !== undefined && event.ts > now + maxFutureMs) return notAccepted('too-new');
  const line = record(event);
  const bytes = Buffer.byteLength(line);
  if (eventBytes !== undefined) {
    const measured = eventBytes.of === undefined ? bytes : Buffer.byteLength(eventBytes.of(event));
    if (measured > eventBytes.max) return notAccepted('too-large');
  }
  return { event, record: line, bytes, late: false };
}

/** Collects entries until the next one would be too much. */
export class Batcher {
  readonly #framing: Framing;
  #limits: Pick<Limits, 'batchEvents' | 'batchBytes' | 'batchSpanMs'>;
  #entries: Entry[] = [];
  #size: BodySize;

  constructor({ framing, limits }: Pick<Protocol, 'framing' | 'limits'>) {
    this.#framing = framing;
    this.#limits = limits;
    this.#size = new BodySize(framing);
  }

  /** Adds `entry`; returns the batch that had to be closed before it, if there was one. */
  add(entry: Entry): readonly Entry[] | undefined {
    const closed = this.#fits(entry) ? undefined : this.take();
    this.#entries.push(entry);
    this.#size.add(entry);
    return closed;
  }

  /** The entries so far; afterwards there are none. */
  take(): readonly Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    this.#size = new BodySize(this.#framing);
    return entries;
  }

  /** A body of this many bytes was too large: the next ones are at most half of it. */
  shrink(bytes: number): void {
    const { batchBytes } = this.#limits;
    this.#limits = { ...this.#limits, batchBytes: Math.max(1, Math.min(batchBytes, Math.floor(bytes / 2))) };
  }

  #fits(entry: Entry): boolean {
    const { batchEvents, batchBytes, batchSpanMs = Number.POSITIVE_INFINITY } = this.#limits;
    const [first] = this.#entries;
    if (first === undefined) return true;
    if (this.#entries.length >= batchEvents) return false;
    if (Math.abs(entry.event.ts - first.event.ts) > batchSpanMs) return false;
    return this.#size.bytes + entry.bytes <= batchBytes;
  }
}
