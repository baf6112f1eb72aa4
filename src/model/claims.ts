/**
 * Joining positions. Any two checkpoints of one stream may be joined: the result claims what either claimed and remembers
 * what either delivered. Of two epochs the later one wins, whole: a position that was moved by hand is not moved back by an
 * older copy. `join` is idempotent, commutative and associative, so overlapping runs, re-runs, stale restores
 * and ambiguous saves are harmless by construction: whichever copies survive, in whatever order they are met, no claim
 * becomes false. An older copy only claims less.
 */
import { assert } from './assert.ts';
import { joinChains } from './chain.ts';
import type { Checkpoint, Commit, Counters, Feed, Frontier, Mark, Reset, Sweep } from './checkpoint.ts';
import { FEEDS } from './feed.ts';
import { uniteGaps } from './gaps.ts';
import { cutSeen, TS_MAX, uniteSeen } from './seen.ts';

/** How many of the newest commits a checkpoint remembers. Taking the greatest of a union keeps join a lattice. */
export const COMMITS_MAX = 24;
export const RESETS_MAX = 40;

export function join(a: Checkpoint, b: Checkpoint): Checkpoint {
  assert(a.stream === b.stream, 'only positions of one stream can be joined');
  return {
    version: a.version,
    stream: a.stream,
    generation: Math.max(a.generation, b.generation),
    epoch: Math.max(a.epoch, b.epoch),
    resets: uniteResets(a.resets, b.resets),
    commits: uniteCommits(a.commits, b.commits),
    artifact: latest(a.artifact, b.artifact),
    feeds: joinFeeds(a, b),
    counters: joinCounters(a.counters, b.counters),
    chain: joinChains(a.chain, b.chain),
    ...joinDedupeId(a, b),
    ...joinOrigin(a, b),
  };
}

/** That of the later generation, with which the newest ids were made. */
function joinDedupeId(a: Checkpoint, b: Checkpoint): Pick<Checkpoint, 'dedupeId'> {
  const order = a.generation - b.generation || compareText(a.dedupeId ?? '', b.dedupeId ?? '');
  const { dedupeId } = order >= 0 ? a : b;
  return dedupeId === undefined ? {} : { dedupeId };
}

/** One order over the epochs, and within an epoch the join of its feeds: together a lattice again. */
function joinFeeds(a: Checkpoint, b: Checkpoint): Checkpoint['feeds'] {
  if (a.epoch !== b.epoch) return a.epoch > b.epoch ? a.feeds : b.feeds;
  return Object.fromEntries(
    FEEDS.flatMap((name) => {
      const [left, right] = [a.feeds[name], b.feeds[name]];
      const feed = left === undefined ? right : right === undefined ? left : joinFeed(left, right);
      return feed === undefined ? [] : [[name, feed]];
    }),
  );
}

function joinFeed(a: Feed, b: Feed): Feed {
  const pick = (one: Frontier, other: Frontier) => pickSweep([a.generation, one.sweep], [b.generation, other.sweep]);
  const deep = joinFrontier(a.deep, b.deep, pick(a.deep, b.deep));
  return {
    generation: Math.max(a.generation, b.generation),
    begin: Math.min(a.begin, b.begin),
    tail: joinFrontier(a.tail, b.tail, pick(a.tail, b.tail)),
    deep,
    marks: uniteMarks(a.marks, b.marks),
    ...joinRefused(a, b),
    ...joinReported(a, b),
    seen: cutSeen(uniteSeen(a.seen, b.seen), deep.claim),
    gaps: uniteGaps(a.gaps, b.gaps),
  };
}

/** Joined positions are of one repository and one target, but for one that was carried over: the greater, whatever the order. */
function joinOrigin(a: Checkpoint, b: Checkpoint): Pick<Checkpoint, 'repositoryId' | 'subject'> {
  const repositoryId = greaterText(a.repositoryId, b.repositoryId);
  const subject = greaterText(a.subject, b.subject);
  return { ...(repositoryId === undefined ? {} : { repositoryId }), ...(subject === undefined ? {} : { subject }) };
}

function greaterText(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function joinReported(a: Feed, b: Feed): Pick<Feed, 'reported'> {
  const reported = uniteGaps(a.reported ?? [], b.reported ?? []);
  return reported.length === 0 ? {} : { reported };
}

function joinRefused(a: Feed, b: Feed): Pick<Feed, 'refused'> {
  const refused = uniteMarks(a.refused ?? [], b.refused ?? []);
  return refused.length === 0 ? {} : { refused };
}

function joinFrontier(a: Frontier, b: Frontier, sweep: Sweep | null): Frontier {
  return {
    claim: Math.max(a.claim, b.claim),
    completedAt: latest(a.completedAt, b.completedAt),
    sweep,
  };
}

/**
 * One of two sweeps, by a total order: that of the later generation (a closed sweep must not rise again from an older
 * copy), closed before open, the one that got farther, the one with the smaller head (it claims less). Never a mixture: a
 * head and a position are true only together.
 */
function pickSweep([genA, a]: [number, Sweep | null], [genB, b]: [number, Sweep | null]): Sweep | null {
  if (genA !== genB) return genA > genB ? a : b;
  if (a === null || b === null) return null;
  return compareSweeps(a, b) >= 0 ? a : b;
}

function compareSweeps(a: Sweep, b: Sweep): number {
  return (
    (a.position?.ts ?? -1) - (b.position?.ts ?? -1) ||
    compareText(a.position?.after ?? '', b.position?.after ?? '') ||
    // Below here the order only has to be total, with the smaller claim first.
    (b.head ?? -1) - (a.head ?? -1) ||
    b.openedAt - a.openedAt ||
    compareText(copiesOf(b), copiesOf(a)) ||
    (b.from ?? TS_MAX + 1) - (a.from ?? TS_MAX + 1) ||
    compareText(b.net ?? '', a.net ?? '')
  );
}

function copiesOf(sweep: Sweep): string {
  return JSON.stringify(Object.entries(sweep.position?.copies ?? {}).sort(([a], [b]) => compareText(a, b)));
}

export function uniteCommits(a: readonly Commit[], b: readonly Commit[]): readonly Commit[] {
  return uniteSorted(a, b, (x, y) => y.generation - x.generation || compareText(y.id, x.id)).slice(0, COMMITS_MAX);
}

export function uniteResets(a: readonly Reset[], b: readonly Reset[]): readonly Reset[] {
  return uniteSorted(
    a,
    b,
    (x, y) =>
      y.epoch - x.epoch ||
      compareText(x.feed, y.feed) ||
      compareText(x.run, y.run) ||
      y.to - x.to ||
      (y.from ?? -1) - (x.from ?? -1),
  ).slice(0, RESETS_MAX);
}

export function uniteMarks(a: readonly Mark[], b: readonly Mark[]): readonly Mark[] {
  return uniteSorted(a, b, (x, y) => x.ts - y.ts || compareText(x.after, y.after));
}

function joinCounters(a: Counters, b: Counters): Counters {
  return {
    events: Math.max(a.events, b.events),
    duplicates: Math.max(a.duplicates, b.duplicates),
    deadLetters: Math.max(a.deadLetters, b.deadLetters),
  };
}

function uniteSorted<T>(a: readonly T[], b: readonly T[], compare: (x: T, y: T) => number): readonly T[] {
  const sorted = [...a, ...b].sort(compare);
  return sorted.filter((item, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || compare(previous, item) !== 0;
  });
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
