/**
 * The decisions of a sweep: where it starts, how wide its net is, what can be claimed after a page, when its end is
 * believed. Pure, and each rule is here because its absence lost events or stopped for ever (docs/guarantees.md).
 */
import type { Feed, Frontier, Mark, Position, Sweep } from '../model/checkpoint.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a run learns about a feed before it reads: its newest event and the server's clock. */
export interface Probe {
  /** Newest event that is not later than `date`; `null` when there is none. */
  readonly head: number | null;
  /** Newest event of all, also of those that are stamped in the future: the list has to lead there before it can end. */
  readonly newest: number | null;
  readonly date: number;
}

export type FrontierName = 'tail' | 'deep';

/** Where a pass begins: a cursor and what is known to lie before it. */
export type Start =
  | {
      readonly kind: 'position' | 'mark';
      readonly after: string;
      readonly ts: number;
      readonly copies: Position['copies'];
    }
  | { readonly kind: 'filter' };

/**
 * The sweep that a run works on. An open one that has passed its claim is resumed with its own head. Any other begins
 * afresh with the head of this run; a position below the claim is kept even then, because everything below the claim is
 * claimed and because dropping it would read the same pages in every run and never get further.
 */
export function openSweep(frontier: Frontier, probe: Probe): { readonly sweep: Sweep; readonly fresh: boolean } {
  const position = frontier.sweep?.position ?? null;
  if (frontier.sweep !== null && position !== null && position.ts >= frontier.claim) {
    return { sweep: frontier.sweep, fresh: false };
  }
  const isWide = frontier.sweep?.net === 'wide' && frontier.completedAt === null;
  const opened = { head: probe.head, openedAt: probe.date, position };
  return { sweep: isWide ? { ...opened, net: 'wide' } : opened, fresh: true };
}

/**
 * The farther of the position and the newest mark strictly below the claim; else the filter alone. `skipped`: marks that are
 * passed over, because the one after them led nowhere.
 */
export function startOf(frontier: Frontier, marks: readonly Mark[], skipped = 0): Start {
  const position = frontier.sweep?.position ?? null;
  const below = marks.findLastIndex((candidate) => candidate.ts < frontier.claim);
  const mark = below - skipped < 0 ? undefined : marks[below - skipped];
  if (position !== null && (mark === undefined || position.ts >= mark.ts)) return { kind: 'position', ...position };
  if (mark !== undefined) return { kind: 'mark', ...mark, copies: {} };
  return { kind: 'filter' };
}

/**
 * Where a sweep goes on whose position is refused: the newest mark between its claim and that position. The sweep has
 * read everything up to the position, so it can stand at any place before; going back behind the claim each time would
 * never end a sweep whose cursors are refused now and then. Copies are counted again from there, and what they find was
 * delivered.
 */
export function retreatFrom({ claim, sweep }: Frontier, marks: readonly Mark[], skipped = 0): Position | undefined {
  const position = sweep?.position ?? null;
  if (position === null) return undefined;
  const within = marks.filter(({ ts }) => ts >= claim && ts < position.ts);
  const mark = within.at(-1 - skipped);
  return mark === undefined ? undefined : { ...mark, copies: {} };
}

/**
 * How many marks to pass over at the `failures`-th cursor in a row that leads nowhere: 0, 3, 15, 63, then all. One bad
 * cursor costs a page, and a thousand of them a handful of requests.
 */
export function skippedAfter(failures: number): number {
  return failures > 4 ? Number.POSITIVE_INFINITY : 4 ** Math.max(0, failures - 1) - 1;
}

/** Lower edges of `created:`; `undefined`: it is not sent. */
export interface Net {
  /** Of the request without a cursor. */
  readonly first: number | undefined;
  /** Of all requests with one. */
  readonly later: number | undefined;
  /** So narrow that a first page which reaches the claim is not believed. */
  readonly isNarrow: boolean;
}

/** How many pages a day has at the rate of the newest events. */
export function pagesOfADay(shown: readonly { readonly ts: number | undefined }[]): number {
  const stamps = shown.flatMap(({ ts }) => (ts === undefined ? [] : [ts]));
  return stamps.length < 2 ? 0 : DAY_MS / (Math.max(...stamps) - Math.min(...stamps));
}

/**
 * GitHub does not say whether it filters on `@timestamp` or on `created_at`, which can be many hours older, so the cursor
 * carries the position and the filter is only a wide net. Without a cursor it is narrower, because all that it lets in is
 * read again, and narrowest on the cold start of a busy organization, which must not spend its first run before `since`: an
 * hour, unless its first page reaches the claim, so that the pass begins again with the day. What the net hides all the same
 * is looked for in `net-check.ts`.
 */
export function netOf(
  { claim, completedAt, sweep }: Frontier,
  { start, date, isBusy }: { readonly start: Start; readonly date: number; readonly isBusy: boolean },
): Net {
  if (sweep?.net === 'none') {
    // Without `created:` GitHub searches three months only.
    const edge = claim < date - 80 * DAY_MS ? 0 : undefined;
    return { first: edge, later: edge, isNarrow: false };
  }
  const isNarrow = isBusy && start.kind === 'filter' && completedAt === null && sweep?.net !== 'wide';
  return {
    first: Math.max(0, claim - (isNarrow ? HOUR_MS : DAY_MS)),
    later: Math.max(0, claim - 30 * DAY_MS),
    isNarrow,
  };
}

/** Everything from here on is read by a pass that begins so: at a cursor nobody knows which of its equals it has passed. */
export function readsFrom(claim: number, start: Start): number {
  return start.kind === 'filter' ? claim : start.ts + 1;
}

/**
 * Where the stretch begins that a pass goes on with which reads from `from` on, after one that read everything from `begun`
 * to `readTo`. The events of that very millisecond may not all have been read.
 */
export function continuesFrom(
  begun: number,
  { from, readTo }: { readonly from: number; readonly readTo: number | null },
): number {
  return readTo !== null && begun <= from && from <= readTo ? begun : from;
}

/**
 * The floor after a tail sweep has delivered everything up to `lastTs`. One that has read everything since the floor under
 * its head is as good as a deep sweep: without this, a first run over more events than `dedupe-capacity` would have to give
 * up lateness that it has looked for.
 */
export function floorAfterTail({ tail, deep }: Feed, lastTs: number | null, windowMs: number): number {
  const from = tail.sweep?.from;
  if (from === undefined || from > deep.claim) return deep.claim;
  return Math.max(deep.claim, Math.min(claimAfter({ ...tail, claim: 0 }, lastTs, windowMs), tail.claim));
}

/**
 * What can be claimed once everything up to `lastTs` was delivered: an event that this sweep missed became visible
 * after its opening, so it is late relative to the head, so it lies at `head − bound` or later.
 */
export function claimAfter(frontier: Frontier, lastTs: number | null, bound: number): number {
  const head = frontier.sweep?.head ?? null;
  if (head === null || lastTs === null) return frontier.claim;
  return Math.max(frontier.claim, Math.min(lastTs, head - bound));
}

/**
 * Whether a list without a next page really ended: it has to reach the head, unless the head lies before `edge`: it has
 * expired, or it is older than the claim, as in a quiet target at its first run, and the filter leaves it out. A list
 * that stops short lost its Link header on the way, or was requested with a cursor that finds nothing.
 */
export function reachedHead(sweep: Sweep, lastTs: number | null, edge: number): boolean {
  return sweep.head === null || (lastTs !== null && lastTs >= sweep.head) || sweep.head < edge;
}

/** Whether the deep sweep has to be read in this run. */
export function deepIsDue({ sweep, completedAt }: Frontier, date: number, everyMs: number): boolean {
  return sweep !== null || completedAt === null || date - completedAt >= everyMs;
}
