/**
 * Which artifacts of the list are copies of a stream's position, the newest first, and which of them can hold what a known
 * position lacks: nothing is downloaded that was joined before.
 */
import type { ArtifactRow, Repository } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { COMMITS_MAX } from '../model/claims.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { type ArtifactName, isOfStream, parseArtifactName } from './artifact-name.ts';

export interface Copy {
  readonly row: ArtifactRow;
  readonly name: ArtifactName;
}

export type Floors = { readonly [name in FeedName]?: number };

export interface CopyList {
  /** Of the stream, the latest epoch first, in it the highest generation. */
  readonly copies: readonly Copy[];
  /** Positions of other streams. */
  readonly others: readonly ArtifactRow[];
  /** The list was read to its end. */
  readonly isComplete: boolean;
}

/** Copies after which a run that knows a position stops looking. */
const ENOUGH = 3;
/** Pages of 100 artifacts that are looked through when a position is known already, and when none is. */
const PAGES_MAX = { known: 10, unknown: 1_000 } as const;
/** Servers of one API differ by seconds; a name beyond that was made by no run of ours. */
const CLOCK_DIFFERENCE_MAX_MS = 3_600_000;

/** Rejects as `listArtifacts` does. */
export async function listCopies(
  repository: Pick<Repository, 'listArtifacts'>,
  { stream, known }: { readonly stream: string; readonly known: Checkpoint | undefined },
  signal: AbortSignal,
): Promise<CopyList> {
  const copies: Copy[] = [];
  const others: ArtifactRow[] = [];
  const pagesMax = known === undefined ? PAGES_MAX.unknown : PAGES_MAX.known;
  let [pages, isComplete] = [0, true];
  for await (const rows of repository.listArtifacts(signal)) {
    for (const row of rows) {
      const name = parseArtifactName(row.name);
      if (name === undefined || !isPlausible(row, name)) continue;
      if (isOfStream(name, stream)) copies.push({ row, name });
      else others.push(row);
    }
    pages += 1;
    if (pages >= pagesMax || (known !== undefined && (copies.length >= ENOUGH || isBehind(rows, known)))) {
      isComplete = false;
      break;
    }
  }
  return { copies: copies.toSorted(compareCopies), others, isComplete };
}

/** A page that begins behind the artifact that the position remembers holds what an earlier run has looked at. */
function isBehind([first]: readonly ArtifactRow[], { artifact }: Checkpoint): boolean {
  return artifact !== null && first !== undefined && first.id < artifact;
}

/** No run knows of a time that has not come when it uploads. */
function isPlausible({ createdAt }: ArtifactRow, { epoch, floors }: ArtifactName): boolean {
  const latest = createdAt + CLOCK_DIFFERENCE_MAX_MS;
  return epoch <= latest && FEEDS.every((feed) => (floors[feed] ?? 0) <= latest);
}

function compareCopies(a: Copy, b: Copy): number {
  return b.name.epoch - a.name.epoch || b.name.generation - a.name.generation || b.row.createdAt - a.row.createdAt;
}

/** What the name of an artifact, or the key of a cache entry, says of the commit in it; only the first knows the feeds. */
export type NamedCommit = Pick<ArtifactName, 'epoch' | 'generation' | 'commitId'> & { readonly floors?: Floors };

/** Whether this copy went into the position. */
export function isContained(
  { commitId }: Pick<NamedCommit, 'commitId'>,
  { commits }: Pick<Checkpoint, 'commits'>,
): boolean {
  return commits.some(({ id }) => id === commitId);
}

/** Of the copies that went into a position, the one that was uploaded last, if it was after the artifact with this id. */
export function newestIn(copies: readonly Copy[], known: Checkpoint, after: number): Copy | undefined {
  const later = copies.filter(({ row, name }) => !row.expired && row.id > after && isContained(name, known));
  return later.toSorted((a, b) => b.row.id - a.row.id)[0];
}

/**
 * Not what went into the known position, nor what lies behind the oldest commit that it remembers, nor what a move by hand has
 * replaced. What a run at the same time left so far behind costs repeated events at most, but for a feed that it alone has begun.
 */
export function mayHoldNews(name: NamedCommit, known: Checkpoint): boolean {
  const { epoch, generation, floors = {} } = name;
  if (isContained(name, known) || epoch < known.epoch) return false;
  const oldest = known.commits.length < COMMITS_MAX ? undefined : known.commits.at(-1);
  const knowsMore = FEEDS.some((feed) => floors[feed] !== undefined && known.feeds[feed] === undefined);
  return knowsMore || epoch > known.epoch || oldest === undefined || generation > oldest.generation;
}

/**
 * As `mayHoldNews`, and what was uploaded after every artifact that the position knows: where everything was deleted under a run
 * that was still at work, the next one counts from the beginning, and is left behind by a position that knows nothing of it.
 */
export function isWorthReading({ row, name }: Copy, known: Checkpoint): boolean {
  const isLater = known.artifact !== null && row.id > known.artifact && name.epoch >= known.epoch;
  return (isLater && !isContained(name, known)) || mayHoldNews(name, known);
}

/**
 * A copy that is ahead by fewer commits than it remembers, and does not remember the known position, does not follow from it.
 */
export function isOutOfLine(copy: Checkpoint, known: Checkpoint): boolean {
  const [newest] = known.commits;
  const ahead = copy.generation - known.generation;
  if (newest === undefined || copy.epoch !== known.epoch || ahead <= 0 || ahead >= COMMITS_MAX) return false;
  return copy.commits.every(({ id }) => id !== newest.id);
}
