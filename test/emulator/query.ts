/**
 * Which events one audit-log request gives: the walk along the log from a cursor, forwards or backwards, past everything that
 * is not visible, too old, of the other feed or outside the phrase. The cursor is a position, so nothing is remembered.
 */
import type { EventLog, Feed, Position, StoredEvent } from './event-log.ts';
import type { CreatedClock, Phrase } from './phrase.ts';

/** A request, understood. */
export interface AuditLogQuery {
  readonly phrase: Phrase;
  readonly createdClock: CreatedClock;
  readonly include: Feed | 'all';
  readonly order: 'asc' | 'desc';
  readonly perPage: number;
  /** Further in the direction of travel than this. */
  readonly after: Position | undefined;
  /** The page that ends just before this. */
  readonly before: Position | undefined;
}

/** A page, and whether anything follows it in the direction of travel. */
export interface Page {
  readonly events: readonly StoredEvent[];
  readonly more: boolean;
}

/** Reads one page of `log` as it can be seen at `now`. */
export function selectPage(log: EventLog, query: AuditLogQuery, now: number): Page {
  const oldest = query.phrase.hasCreated ? Number.NEGATIVE_INFINITY : threeMonthsBefore(now);
  const fits = (event: StoredEvent): boolean =>
    event.ts >= oldest &&
    (query.include === 'all' || event.feed === query.include) &&
    log.shows(event, now) &&
    query.phrase.matches(event, query.createdClock);
  const { perPage } = query;
  const ascending = query.order === 'asc';
  if (query.before !== undefined && query.after === undefined) {
    const found = walk(log, { from: query.before, upwards: !ascending, perPage, fits });
    return { events: found.slice(0, perPage).reverse(), more: true };
  }
  const found = walk(log, { from: query.after, upwards: ascending, perPage, fits });
  const events = found.slice(0, perPage);
  return { events: stopBefore(log, events, query), more: found.length > perPage };
}

/** Up to one event more than a page, from `from` (exclusive) or from the end of the log. */
function walk(log: EventLog, { from, upwards, perPage, fits }: Walk): StoredEvent[] {
  const events = log.all;
  const found: StoredEvent[] = [];
  const step = upwards ? 1 : -1;
  let index = from === undefined ? (upwards ? 0 : events.length) : log.indexAfter(from, !upwards);
  if (!upwards) index -= 1;
  for (; found.length <= perPage; index += step) {
    const event = events[index];
    if (event === undefined) break;
    if (fits(event)) found.push(event);
  }
  return found;
}

interface Walk {
  readonly from: Position | undefined;
  readonly upwards: boolean;
  readonly perPage: number;
  readonly fits: (event: StoredEvent) => boolean;
}

/** With both cursors given, a page does not reach `before`. */
function stopBefore(log: EventLog, events: readonly StoredEvent[], query: AuditLogQuery): readonly StoredEvent[] {
  const { before } = query;
  if (before === undefined) return events;
  const sign = query.order === 'asc' ? 1 : -1;
  return events.filter((event) => sign * log.compare(event, before) < 0);
}

function threeMonthsBefore(now: number): number {
  const date = new Date(now);
  return date.setUTCMonth(date.getUTCMonth() - 3);
}
