/**
 * The stretch of time of a pull, and where its edges lie in a list that is read in either direction. Instants are exact
 * to the millisecond: the filter that GitHub offers knows only seconds, and GitHub does not document which clock it
 * uses, so it is a wide net and every event is judged by its own `@timestamp`.
 */
import { InputError } from '../../model/errors.ts';
import type { Settings } from '../../model/settings.ts';
import { instantOf } from '../../position/cold-start.ts';

/** Events with `since` ≤ timestamp < `until`; UTC epoch milliseconds. */
export interface PullRange {
  readonly since: number;
  readonly until: number;
  readonly order: 'asc' | 'desc';
  /** `until` is now: nothing later exists that a filter would have to keep out. */
  readonly openEnded: boolean;
}

const DAY_MS = 86_400_000;

/**
 * `date` is the server's clock. An `until` that has not come yet is now: no pull holds what has not happened, and none
 * claims to. Throws `InputError` when nothing can lie in the range.
 */
export function resolveRange(settings: Pick<Settings, 'since' | 'until' | 'order'>, date: number): PullRange {
  const since = instantOf(settings.since, date);
  const until = settings.until === undefined ? date : Math.min(date, instantOf(settings.until, date));
  if (since >= until) {
    throw new InputError(
      `since (${new Date(since).toISOString()}) is not earlier than until (${new Date(until).toISOString()}), by GitHub’s clock`,
      { hint: 'Set a range that has begun; see docs/modes.md#pull.' },
    );
  }
  return { since, until, order: settings.order, openEnded: until === date };
}

/** Whether `a` comes before `b` in a list of this order. */
export function isBefore(a: number, b: number, order: PullRange['order']): boolean {
  return order === 'asc' ? a < b : a > b;
}

export function isWithin(ts: number, { since, until }: PullRange): boolean {
  return since <= ts && ts < until;
}

/** Whether nothing of the range can follow after an event of this timestamp. */
export function isPast(ts: number, { since, until, order }: PullRange): boolean {
  return order === 'asc' ? ts >= until : ts < since;
}

/** A day to either side of what is still to be read: `created:` can use a clock that is many hours older. */
export function netOf(
  { since, until, order, openEnded }: PullRange,
  readTo: number | null,
): { readonly createdFrom: number; readonly createdTo?: number } {
  const from = order === 'asc' && readTo !== null ? Math.max(since, readTo) : since;
  const createdFrom = Math.max(0, from - DAY_MS);
  if (order === 'asc' || (openEnded && readTo === null)) return { createdFrom };
  return { createdFrom, createdTo: (readTo === null ? until : Math.min(until, readTo)) + DAY_MS };
}
