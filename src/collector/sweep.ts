/**
 * The decisions of a sweep: where it starts, how wide its net is, what may be claimed after a page, when its end is
 * believed. Pure, and each rule is here because its absence lost events or stopped for ever (docs/guarantees.md).
 */
import type { Feed, Frontier, Mark, Position, Sweep } from '../model/checkpoint.ts';

const DAY_MS = 86_400_000;

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
  return { sweep: { head: probe.head, openedAt: probe.date, position }, fresh: true };
}

/** The farther of the position and the newest mark strictly below the claim; else the filter alone. */
export function startOf(frontier: Frontier, marks: readonly Mark[]): Start {
  const position = frontier.sweep?.position ?? null;
  const mark = marks.findLast((candidate) => candidate.ts < frontier.claim);
  if (position !== null && (mark === undefined || position.ts >= mark.ts)) return { kind: 'position', ...position };
  if (mark !== undefined) return { kind: 'mark', ...mark, copies: {} };
  return { kind: 'filter' };
}

/**
 * Where a sweep goes on whose position is refused: the newest mark between its claim and that position. The sweep has read
 * everything up to the position, so it may stand at any place before; going back behind the claim each time would never end
 * a sweep whose cursors are refused now and then. Copies are counted anew from there, and what they find was delivered.
 */
export function retreatFrom({ claim, sweep }: Frontier, marks: readonly Mark[]): Position | undefined {
  const position = sweep?.position ?? null;
  if (position === null) return undefined;
  const mark = marks.findLast(({ ts }) => ts >= claim && ts < position.ts);
  return mark === undefined ? undefined : { ...mark, copies: {} };
}

/**
 * Lower edge of `created:`. GitHub does not say whether it filters on `@timestamp` or on `created_at`, which can be many
 * hours older, so the cursor carries the position and the filter is only a wide net; without a cursor it is narrower,
 * because all that it lets in is read again.
 */
export function netFrom(claim: number, start: Start): number {
  return Math.max(0, claim - (start.kind === 'filter' ? DAY_MS : 30 * DAY_MS));
}

/**
 * What may be claimed once everything up to `lastTs` was delivered: an event that this sweep missed became visible after
 * its opening, so it is late relative to the head, so it lies at `head − bound` or later.
 */
export function claimAfter(frontier: Frontier, lastTs: number | null, bound: number): number {
  const head = frontier.sweep?.head ?? null;
  if (head === null || lastTs === null) return frontier.claim;
  return Math.max(frontier.claim, Math.min(lastTs, head - bound));
}

/**
 * Whether a list without a next page really ended: it has to reach the head, unless the head lies before `edge`: it has
 * expired, or it is older than the claim, as in a quiet target at its first run, and the filter leaves it out. A list that
 * stops short lost its Link header on the way, or was asked with a cursor that answers nothing.
 */
export function reachedHead(sweep: Sweep, lastTs: number | null, edge: number): boolean {
  return sweep.head === null || (lastTs !== null && lastTs >= sweep.head) || sweep.head < edge;
}

/** Whether the deep sweep has to be read in this run. */
export function deepIsDue(feed: Feed, date: number, everyMs: number): boolean {
  const { sweep, completedAt } = feed.deep;
  return sweep !== null || completedAt === null || date - completedAt >= everyMs;
}
