/**
 * The events of a batch as parts: each of one UTC day, and none larger than a limit, so that memory holds the batch and little more
 * however many days it covers. Order and lines stay as they are.
 */
import type { Line, Render } from '../../format/render.ts';
import type { AuditEvent } from '../../model/event.ts';

export interface DayPart {
  /** `2026-11-28`, UTC. */
  readonly day: string;
  readonly lines: readonly Line[];
}

const DAY_MS = 86_400_000;
const LAST_OF_9999 = Date.UTC(9999, 11, 31);
/** Of the lines of one object, before compression. */
export const PART_BYTES_MAX = 64 * 1024 * 1024;

/** `render` gives the line of an event, without its line feed. One line alone may be larger than `bytesMax`. */
export function* cutByDay(
  events: readonly AuditEvent[],
  render: Render,
  bytesMax = PART_BYTES_MAX,
): Generator<DayPart> {
  let day = Number.NaN;
  let lines: Line[] = [];
  let bytes = 0;
  for (const event of events) {
    const line = render(event);
    const size = Buffer.byteLength(line) + 1;
    const own = Math.floor(event.ts / DAY_MS);
    if (lines.length > 0 && (own !== day || bytes + size > bytesMax)) {
      yield { day: renderDay(day), lines };
      lines = [];
      bytes = 0;
    }
    day = own;
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield { day: renderDay(day), lines };
}

/** Years of five digits, which a damaged timestamp can have, are no date to a query engine: they go with the last of four. */
function renderDay(day: number): string {
  return new Date(Math.min(day * DAY_MS, LAST_OF_9999)).toISOString().slice(0, 10);
}
