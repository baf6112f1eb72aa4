/**
 * The position of a feed that has none. The claim that a first run starts from is made true by definition: nothing
 * before `since` was requested. Whatever else leads here is written down as a gap or an incident.
 */
import type { Checkpoint, Feed, Frontier, Gap } from '../model/checkpoint.ts';
import { CheckpointError, type CollectError, GapError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import { NOTHING_SEEN } from '../model/seen.ts';
import type { Moment, Settings } from '../model/settings.ts';
import type { Found } from './find-position.ts';
import type { History } from './history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface ColdStart {
  /** The server's clock. */
  readonly date: number;
  readonly since: Moment;
  readonly retentionMs: number;
  readonly run: string;
}

/** A first run: everything since `since`, as far as GitHub still holds it with an hour to spare. */
export function firstFeed(start: ColdStart): Feed {
  const claim = firstClaim(start);
  return {
    generation: 0,
    begin: claim,
    tail: { claim, completedAt: null, sweep: null },
    deep: { claim, completedAt: start.date, sweep: null },
    marks: [],
    seen: NOTHING_SEEN,
    gaps: [],
  };
}

/** `since` as an instant, on the whole hour before it, so that two runs of one day begin at the same event. */
export function firstClaim({ date, since, retentionMs }: Pick<ColdStart, 'date' | 'since' | 'retentionMs'>): number {
  const hour = Math.floor(instantOf(since, date) / HOUR_MS) * HOUR_MS;
  return Math.max(hour, oldestClaim({ date, retentionMs }));
}

/** By the server's clock; not before 1970. */
export function instantOf(moment: Moment, date: number): number {
  return Math.max(0, moment.kind === 'instant' ? moment.at : date - moment.ms);
}

/** What GitHub still holds, with an hour to spare for reading it. */
export function oldestClaim({ date, retentionMs }: Pick<ColdStart, 'date' | 'retentionMs'>): number {
  return Number.isFinite(retentionMs) ? Math.max(0, date - retentionMs + HOUR_MS) : 0;
}

/**
 * The floor is all that is left of the position: everything below it was delivered, everything above can be delivered
 * again.
 */
export function feedFromFloor(floor: number): Feed {
  const frontier: Frontier = { claim: floor, completedAt: null, sweep: null };
  return { generation: 0, begin: floor, tail: frontier, deep: frontier, marks: [], seen: NOTHING_SEEN, gaps: [] };
}

/**
 * No position, proven. Where this workflow succeeded before, it begins a day before that success or where a first run
 * would, whichever is earlier: a success does not mean caught up, and repeating is better than losing. A scheduled run
 * collects, so after one, events before the start can be missing.
 */
export function feedAfter(history: History, start: ColdStart): Feed {
  const first = firstFeed(start);
  if (history.kind === 'none') return first;
  const moved = backTo(first, Math.max(oldestClaim(start), history.startedAt - DAY_MS));
  return history.bySchedule ? withLoss(moved, start) : moved;
}

function backTo(first: Feed, at: number): Feed {
  const claim = Math.min(first.tail.claim, at);
  return { ...first, begin: claim, tail: { ...first.tail, claim }, deep: { ...first.deep, claim } };
}

function withLoss(feed: Feed, { run }: ColdStart): Feed {
  const gap: Gap = { from: 0, to: feed.tail.claim, kind: 'state-lost', certain: false, run };
  return { ...feed, gaps: [gap] };
}

/** Up to where events of a lost position may be missing; `undefined`: none was lost that this one knows of. */
function lossIn({ feeds }: Checkpoint): number | undefined {
  const losses = Object.values(feeds).flatMap(({ gaps }) => gaps.filter(({ kind }) => kind === 'state-lost'));
  return losses.length === 0 ? undefined : Math.min(...losses.map(({ to }) => to));
}

/** Where a feed begins that has no position. That it was lost with the other one, only the gap of that one still says. */
export function coldFeed(name: FeedName, found: Found, start: ColdStart): Feed {
  const floor = found.kind === 'none' ? undefined : found.floors[name];
  if (floor !== undefined) return feedFromFloor(floor);
  if (found.kind === 'none') return feedAfter(found.history, start);
  const lostUpTo = found.kind === 'resume' ? lossIn(found.checkpoint) : undefined;
  if (lostUpTo === undefined) return firstFeed(start);
  return withLoss(backTo(firstFeed(start), Math.max(oldestClaim(start), lostUpTo)), start);
}

/**
 * Whether there was a position of this feed, or can have been one, of which nothing but a name is left. Only the run that
 * finds it so knows it: what it saves has to say so of every such feed, also of one that it does not include.
 */
export function isLost(name: FeedName, found: Found): boolean {
  // Where other targets have positions, this one is most likely new.
  return canBeLost(name, found) && !(found.kind === 'none' && found.besides);
}

/** The same where nothing shows whether the target is a new one. */
export function canBeLost(name: FeedName, found: Found): boolean {
  if (found.kind === 'none') return found.history.kind === 'succeeded' && found.history.bySchedule;
  return found.floors[name] !== undefined;
}

/** Throws `CheckpointError` with `on-cold-start: fail`, unless every feed continues from a position. */
export function refuseColdStart(
  found: Found,
  {
    feeds,
    position,
  }: { readonly feeds: Settings['feeds']; readonly position: Pick<Settings['position'], 'onColdStart'> },
): void {
  const cold = found.kind === 'resume' ? feeds.filter((name) => found.checkpoint.feeds[name] === undefined) : feeds;
  if (position.onColdStart !== 'fail' || cold.length === 0) return;
  const feed = `the position of the ${cold.join(' and ')} feed`;
  const message =
    found.kind === 'floors'
      ? `${feed} is lost but for the names of its artifacts, and on-cold-start is fail`
      : `${feed} was not found, and on-cold-start is fail`;
  throw new CheckpointError(message, {
    hint: 'Nothing was read. If a position must exist, find out who deleted it. To start without one, run once with on-cold-start: collect, or with mode: reset; see docs/troubleshooting.md#cold-start.',
  });
}

/** Fails once: all that was in reach is delivered, and the next run finds the position that this one saved. */
export function everythingLost(
  found: Found | undefined,
  { position: { onGap } }: Pick<Settings, 'position'>,
): CollectError | undefined {
  if (found?.kind !== 'none' || found.history.kind === 'none' || onGap === 'warn') return undefined;
  if (!found.history.bySchedule || found.besides) return undefined;
  return new GapError('every saved position is gone, although this workflow has collected by schedule', {
    hint: 'Everything from the start of this run on was delivered; earlier events may be missing. Find out who deleted the caches and artifacts, and fetch what GitHub still has with mode: pull; see docs/troubleshooting.md#cold-start.',
  });
}
