/**
 * What a position knows of the chain of manifests: the heads, which no later manifest follows yet, and a short list of
 * those that one does. The next manifest names the heads as its parents, so every manifest that any known copy of the
 * position knows is followed sooner or later. `joinChains` is idempotent, commutative and associative, like `join`.
 */
import type { Checkpoint, Feed, Gap } from './checkpoint.ts';
import { FEEDS, type FeedName } from './feed.ts';
import { keepGaps, uniteGaps } from './gaps.ts';

/** A manifest, by the commit that wrote it. */
export interface Link {
  readonly generation: number;
  /** `run.attempt.token` of the commit. */
  readonly commit: string;
}

export interface Head extends Link {
  /** SHA-256 of `manifest.json`, hex. */
  readonly sha256: string;
  /** Of the position that it belongs to: how far it speaks means nothing in another epoch. */
  readonly epoch: number;
  /** Up to where it speaks of each feed (UTC epoch ms). */
  readonly to: { readonly [name in FeedName]?: number };
}

/** Why a chain has no manifest before its first one, the weaker reason first. */
export const CHAIN_STARTS = ['first-run', 'earlier-release', 'position-lost'] as const;
export type ChainStart = (typeof CHAIN_STARTS)[number];

export interface Chain {
  readonly start: ChainStart;
  /** Newest first; more than one after runs that overlapped. */
  readonly heads: readonly Head[];
  /** Newest first. */
  readonly followed: readonly Link[];
}

/** Heads and followed manifests remembered together: the greatest of a union, so that joining stays a lattice. */
export const LINKS_MAX = 48;

export function newChain(start: ChainStart): Chain {
  return { start, heads: [], followed: [] };
}

export function joinChains(a: Chain, b: Chain): Chain {
  const start = CHAIN_STARTS.findLast((each) => each === a.start || each === b.start) ?? a.start;
  return { start, ...sortLinks([...a.heads, ...b.heads], [...a.followed, ...b.followed]) };
}

/**
 * The position once the manifest of its newest commit exists: that one is the only head, and says every gap that is known.
 * Whoever knows the manifest of a position calls this, before joining it with others.
 */
export function followWith(checkpoint: Checkpoint, head: Head): Checkpoint {
  const { chain } = checkpoint;
  const feeds = Object.fromEntries(
    FEEDS.flatMap((name) => {
      const feed = checkpoint.feeds[name];
      return feed === undefined ? [] : [[name, reportGaps(feed)]];
    }),
  );
  const followed = [...chain.followed, ...chain.heads.filter(({ commit }) => commit !== head.commit)];
  return { ...checkpoint, feeds, chain: { start: chain.start, ...sortLinks([head], followed) } };
}

/** Up to where the chain has spoken of a feed, or where it began to; `undefined` for a feed without a position. */
export function reportedUpTo({ chain, epoch, feeds }: Checkpoint, name: FeedName): number | undefined {
  const feed = feeds[name];
  if (feed === undefined) return undefined;
  const heads = chain.heads.flatMap((head) => (head.epoch === epoch ? (head.to[name] ?? []) : []));
  return Math.max(feed.begin, ...heads);
}

/** Gaps, or the parts of gaps, that no manifest has said yet. */
export function unreportedGaps({ gaps, reported = [] }: Feed): readonly Gap[] {
  return reported.reduce(
    (left, said) => left.flatMap((gap) => (isOfKind(gap, said) ? subtract(gap, said) : [gap])),
    gaps,
  );
}

function isOfKind(a: Gap, b: Gap): boolean {
  return a.kind === b.kind && a.certain === b.certain;
}

function subtract(gap: Gap, said: Gap): readonly Gap[] {
  if (said.to <= gap.from || said.from >= gap.to) return [gap];
  const before = said.from > gap.from ? [{ ...gap, to: said.from }] : [];
  const after = said.to < gap.to ? [{ ...gap, from: said.to }] : [];
  return [...before, ...after];
}

function reportGaps(feed: Feed): Feed {
  const reported = keepGaps(uniteGaps(feed.reported ?? [], feed.gaps));
  return reported.length === 0 ? feed : { ...feed, reported };
}

/** A commit that is followed anywhere is no head; the newest of all are kept. */
function sortLinks(heads: readonly Head[], followed: readonly Link[]): Pick<Chain, 'heads' | 'followed'> {
  const links = new Map<string, Link>();
  for (const { generation, commit } of followed) {
    links.set(commit, { generation: Math.max(generation, links.get(commit)?.generation ?? 0), commit });
  }
  const open = new Map<string, Head>();
  for (const head of heads) {
    const known = open.get(head.commit);
    if (links.has(head.commit)) continue;
    if (known === undefined || compareText(render(head), render(known)) > 0) open.set(head.commit, head);
  }
  const kept = [...open.values(), ...links.values()].sort(byNewest).slice(0, LINKS_MAX);
  return { heads: kept.filter(isHead), followed: kept.filter((link) => !isHead(link)) };
}

function isHead(link: Link | Head): link is Head {
  return 'sha256' in link;
}

function byNewest(a: Link, b: Link): number {
  return b.generation - a.generation || compareText(b.commit, a.commit);
}

function render({ sha256, epoch, to }: Head): string {
  return JSON.stringify([sha256, epoch, to.web ?? null, to.git ?? null]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
