/**
 * The position that becomes true when a batch has been delivered: the drafts of the feeds, with the ids of the batch,
 * brought within their limits. The floor may rise to make room, but never above the watermark, and what that puts out of
 * sight is written down as a gap.
 */
import type { Checkpoint, Commit, Feed, Gap, Mark } from '../model/checkpoint.ts';
import { uniteCommits } from '../model/claims.ts';
import { keepGaps, uniteGaps } from '../model/gaps.ts';
import { countSeen, cutSeen, packSeen, SEEN_RECORD_BYTES, type SeenRecord, seenTs, uniteSeen } from '../model/seen.ts';

/** Marks kept at most; losing one costs requests, never an event. */
const MARKS_MAX = 1_000;

export interface FeedLimits {
  readonly overlapMs: number;
  readonly dedupeCapacity: number;
  readonly run: string;
}

export interface NextFeed {
  readonly feed: Feed;
  /** The gap that the capacity made, if it did. */
  readonly gap: Gap | undefined;
  /** Ids that had to be dropped although their events can be met again: each can cause a duplicate. */
  readonly forgotten: number;
}

export function nextFeed(
  draft: Feed,
  { pending, generation }: { readonly pending: readonly SeenRecord[]; readonly generation: number },
  limits: FeedLimits,
): NextFeed {
  const seen = cutSeen(uniteSeen(draft.seen, packSeen(pending)), draft.deep.claim);
  const floor = Math.max(draft.deep.claim, Math.min(floorFor(seen, limits.dedupeCapacity), draft.tail.claim));
  const gap: Gap | undefined =
    floor > draft.deep.claim
      ? { from: draft.deep.claim, to: floor, kind: 'capacity', certain: false, run: limits.run }
      : undefined;
  const above = cutSeen(seen, floor);
  const forgotten = Math.max(0, countSeen(above) - limits.dedupeCapacity);
  return {
    feed: {
      generation,
      begin: draft.begin,
      tail: draft.tail,
      deep: { ...draft.deep, claim: floor },
      ...keepMarks(draft, floor, limits.overlapMs),
      seen: above.subarray(forgotten * SEEN_RECORD_BYTES),
      gaps: keepGaps(gap === undefined ? draft.gaps : uniteGaps(draft.gaps, [gap])),
      ...(draft.reported === undefined ? {} : { reported: draft.reported }),
    },
    gap,
    forgotten,
  };
}

/** The lowest floor at which no more than `capacity` ids are left. */
function floorFor(seen: Uint8Array, capacity: number): number {
  const excess = countSeen(seen) - capacity;
  return excess <= 0 ? 0 : seenTs(seen, excess - 1) + 1;
}

/** Next to the marks those that were refused, as long as a mark of their stretch can come back from an older copy. */
function keepMarks(draft: Feed, floor: number, overlapMs: number): Pick<Feed, 'marks' | 'refused'> {
  const positions = [draft.tail, draft.deep].flatMap(({ sweep }) => sweep?.position?.ts ?? []);
  const marks = thinMarks(draft.marks, { floor, overlapMs, positions });
  const oldest = Math.min(marks[0]?.ts ?? floor, floor);
  const refused = (draft.refused ?? []).filter(({ ts }) => ts >= oldest).slice(-MARKS_MAX);
  return refused.length === 0 ? { marks } : { marks, refused };
}

/** Marks that stay in front of a position: when that is refused, a sweep goes back by a page and not by an `overlap`. */
const MARKS_BEFORE_A_POSITION = 4;

/**
 * One mark for each `overlap` of time, the smallest in it, and nothing older than the newest one below the floor but for
 * those in front of a position: a sweep starts strictly below its claim, and no claim is below the floor, but a sweep that
 * began there with the filter alone has to get up to its claim first.
 */
export function thinMarks(
  marks: readonly Mark[],
  {
    floor,
    overlapMs,
    positions = [],
  }: { readonly floor: number; readonly overlapMs: number; readonly positions?: readonly number[] },
): readonly Mark[] {
  const cell = (mark: Mark) => Math.floor(mark.ts / overlapMs);
  const before = (ts: number) => marks.filter((mark) => mark.ts < ts).slice(-MARKS_BEFORE_A_POSITION);
  const close = new Set(positions.flatMap(before));
  const thinned = marks.filter((mark, i) => {
    const previous = marks[i - 1];
    return close.has(mark) || previous === undefined || cell(previous) < cell(mark);
  });
  const oldest = thinned.findLastIndex((mark) => mark.ts < floor);
  let kept = thinned.filter((mark, i) => i >= oldest || close.has(mark));
  while (kept.length > MARKS_MAX) kept = kept.filter((_, i) => i % 2 === 0);
  return kept;
}

export function nextCheckpoint(
  current: Checkpoint,
  {
    feeds,
    commit,
    delivered,
  }: { readonly feeds: Checkpoint['feeds']; readonly commit: Commit; readonly delivered: Checkpoint['counters'] },
): Checkpoint {
  return {
    ...current,
    generation: commit.generation,
    commits: uniteCommits(current.commits, [commit]),
    feeds: { ...current.feeds, ...feeds },
    counters: {
      events: current.counters.events + delivered.events,
      duplicates: current.counters.duplicates + delivered.duplicates,
      deadLetters: current.counters.deadLetters + delivered.deadLetters,
    },
  };
}
