/**
 * The events of one organization or enterprise, each held as the raw JSON text that was put in, in the order of the API:
 * by `@timestamp`, then by document id. Says which of them can be seen at an instant: lateness, stalls of a whole pipeline and
 * retention are all decided here.
 */
import { type Clock, DAY } from './clock.ts';

/** GitHub keeps two pipelines: they differ in lateness and retention. */
export type Feed = 'web' | 'git';

/** An event as a test hands it in. */
export interface NewEvent {
  /** The JSON text; it reaches the client byte for byte. */
  readonly raw: string;
  /** `@timestamp`, ms since the epoch. */
  readonly ts: number;
  /** The document id by which ties are ordered and which cursors carry, also when the text shows none. */
  readonly id: string;
  readonly feed: Feed;
  /** When it can be seen first; `ts` when absent. */
  readonly visibleAt?: number;
  /** `created_at`, when the event has one. */
  readonly createdAt?: number;
}

/** An event in the log. */
export interface StoredEvent extends NewEvent {
  readonly visibleAt: number;
}

/** A place between two events. An empty `id` stands before all events of its millisecond. */
export interface Position {
  readonly ts: number;
  readonly id: string;
}

/** How equal timestamps are ordered; GitHub does not say. */
export type Collation = 'bytes' | 'ignore-case';

interface Stall {
  readonly feed: Feed;
  readonly from: number;
  readonly until: number;
}

/** See the file comment. Settings are plain properties and may be changed while the emulator runs. */
export class EventLog {
  /** How long events are kept, by feed. */
  retentionMs: Record<Feed, number> = { web: 180 * DAY, git: 7 * DAY };
  readonly #clock: Clock;
  readonly #collation: Collation;
  readonly #stalls: Stall[] = [];
  #events: StoredEvent[] = [];
  #sorted = true;

  constructor(clock: Clock, collation: Collation = 'bytes') {
    this.#clock = clock;
    this.#collation = collation;
  }

  /** Adds events, in any order. */
  append(...events: readonly NewEvent[]): readonly StoredEvent[] {
    return this.appendAll(events);
  }

  /** The same for very many. */
  appendAll(events: readonly NewEvent[]): readonly StoredEvent[] {
    const stored = events.map((event) => ({ ...event, visibleAt: event.visibleAt ?? event.ts }));
    for (const event of stored) this.#events.push(event);
    this.#sorted = false;
    return stored;
  }

  /** What would become visible in `[from, until)` becomes visible at `until`: a pipeline stands still and drains at once. */
  stall(feed: Feed, from: number, until: number): void {
    this.#stalls.push({ feed, from, until });
  }

  /** Replaces the text of an event, as when `actor_ip` appears in one that exists. */
  revise(id: string, change: (raw: string) => string): void {
    this.#events = this.#events.map((event) => (event.id === id ? { ...event, raw: change(event.raw) } : event));
  }

  /** All events, visible or not, in the order of the API. */
  get all(): readonly StoredEvent[] {
    if (!this.#sorted) {
      this.#events.sort((a, b) => this.compare(a, b));
      this.#sorted = true;
    }
    return this.#events;
  }

  /** The events that a client could read now. */
  visible(feed?: Feed): readonly StoredEvent[] {
    const now = this.#clock.now();
    return this.all.filter((event) => (feed === undefined || event.feed === feed) && this.shows(event, now));
  }

  /** Whether an event can be read at `now`. */
  shows(event: StoredEvent, now: number): boolean {
    return this.#visibleAt(event) <= now && event.ts > now - this.retentionMs[event.feed];
  }

  /** The index of the first event that is after `position` (or at it, with `inclusive`). */
  indexAfter(position: Position, inclusive = false): number {
    const events = this.all;
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = events[middle];
      const order = event === undefined ? 1 : this.compare(event, position);
      if (order < 0 || (order === 0 && !inclusive)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The order of the API. */
  compare(a: Position, b: Position): number {
    if (a.ts !== b.ts) return a.ts - b.ts;
    if (this.#collation === 'ignore-case') {
      const order = byCodeUnits(a.id.toLowerCase(), b.id.toLowerCase());
      if (order !== 0) return order;
    }
    return byCodeUnits(a.id, b.id);
  }

  #visibleAt(event: StoredEvent): number {
    let at = event.visibleAt;
    for (const { feed, from, until } of this.#stalls) {
      if (feed === event.feed && at >= from && at < until) at = until;
    }
    return at;
  }
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
