/** What was read and not yet delivered: bounded, so that memory stays flat whatever the volume. */
import type { Batch } from '../model/batch.ts';
import { type AuditEvent, byTime } from '../model/event.ts';

/**
 * A batch is delivered and committed once it reaches one of these. A hundred pages are 10,000 events, about a minute of
 * GitHub's time, and leave room for a full budget of the hour (1,750 pages) below the 500 artifacts that a job can
 * upload.
 */
export interface BatchLimits {
  readonly pages: number;
  readonly bytes: number;
}

export const BATCH_LIMITS: BatchLimits = { pages: 100, bytes: 32 * 1024 * 1024 };

export class BatchBuffer {
  readonly #limits: BatchLimits;
  #events: AuditEvent[] = [];
  #pages = 0;
  #bytes = 0;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  get isFull(): boolean {
    return this.#pages >= this.#limits.pages || this.#bytes >= this.#limits.bytes;
  }

  /** One event of a merged list; a hundred of them count as a page. */
  add(event: AuditEvent): void {
    this.#events.push(event);
    this.#bytes += event.raw.length;
    this.#pages += 1 / 100;
  }

  addPage(fresh: readonly AuditEvent[]): void {
    this.#pages++;
    for (const event of fresh) {
      this.#events.push(event);
      this.#bytes += event.raw.length;
    }
  }

  /** Everything so far, sorted, as one batch; the buffer is empty afterwards. */
  take(order: 'asc' | 'desc' = 'asc'): Batch {
    const sort = order === 'asc' ? byTime : (a: AuditEvent, b: AuditEvent) => byTime(b, a);
    const batch = {
      events: this.#events.filter((event) => event.wellFormed).sort(sort),
      deadLetters: this.#events.filter((event) => !event.wellFormed),
    };
    this.#events = [];
    this.#pages = 0;
    this.#bytes = 0;
    return batch;
  }
}
