/**
 * The copies of the position in artifacts. They show a commit that the cache missed (a run killed in between), survive the
 * eviction of the cache, and where even they have expired their names still tell how far deliveries certainly had got.
 */
import { adoptManifest } from '../evidence/chain.ts';
import type { ArtifactRow, Repository } from '../github/repository.ts';
import type { Checkpoint, Commit } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import { CheckpointError, CollectError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { type ArtifactName, isOfStream, parseArtifactName } from './artifact-name.ts';
import { unzipPosition } from './checkpoint-zip.ts';
import { NewerCheckpointError } from './codec.ts';
import { readPosition, unreadable } from './read-position.ts';
import { isManifestGood, isOfRepository, refusalOf, type Trust } from './trust.ts';

export type Copies =
  | {
      readonly kind: 'found';
      /** All that could be read, joined. */
      readonly checkpoint: Checkpoint;
      readonly where: string;
      /** Copies that could not be read, in sentences. */
      readonly notes: readonly string[];
      /** Why a copy that exists could not be read; `undefined` when all were. */
      readonly hidden: CollectError | undefined;
      /** As of `names`: a feed may stand in the name of a lost copy only. */
      readonly floors: { readonly [name in FeedName]?: number };
    }
  /** No copy is readable any more; the largest floor of each feed, and the largest generation, that a name carries. */
  | {
      readonly kind: 'names';
      readonly floors: { readonly [name in FeedName]?: number };
      readonly generation: number;
      /** The latest that a name carries. */
      readonly epoch: number;
      readonly where: string;
    }
  /** The newest copies hold nothing that the known commits lack. Says nothing when no commit was known. */
  | { readonly kind: 'nothing-new' }
  /** This stream never had an artifact: the whole list was read. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: CollectError };

export interface ArtifactPositions {
  /** `known`: the commits that the position found elsewhere contains; empty when none was found. */
  load(stream: string, known: readonly Commit[], signal: AbortSignal): Promise<Copies>;
}

interface Copy {
  readonly row: ArtifactRow;
  readonly name: ArtifactName;
}

const NEWEST = 3;
/** Pages of 100 artifacts that are looked through when a position is known already, and when none is. */
const PAGES_MAX = { known: 10, unknown: 1_000 } as const;
const ZIP_BYTES_MAX = 64 * 1024 * 1024;
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;

/** With `trust` only signed copies count, and no name does. */
export function createArtifactPositions(repository: Repository, trust?: Trust): ArtifactPositions {
  return {
    async load(stream, known, signal) {
      try {
        const listed = await listCopies(stream, known.length > 0, signal);
        return await pickCopies(listed, { stream, known }, signal);
      } catch (error) {
        if (error instanceof CollectError) return { kind: 'unknown', reason: error };
        throw error;
      }
    },
  };

  async function listCopies(stream: string, isKnown: boolean, signal: AbortSignal) {
    const copies: Copy[] = [];
    let pages = 0;
    for await (const rows of repository.listArtifacts(signal)) {
      for (const row of rows) {
        const name = parseArtifactName(row.name);
        if (name !== undefined && !row.isForeign && isOfStream(name, stream)) copies.push({ row, name });
      }
      pages += 1;
      if (isKnown && copies.length >= NEWEST) return { copies, complete: false };
      if (pages >= (isKnown ? PAGES_MAX.known : PAGES_MAX.unknown)) return { copies, complete: false };
    }
    return { copies, complete: true };
  }

  async function pickCopies(
    { copies, complete }: { readonly copies: readonly Copy[]; readonly complete: boolean },
    { stream, known }: { readonly stream: string; readonly known: readonly Commit[] },
    signal: AbortSignal,
  ): Promise<Copies> {
    if (copies.length === 0 && complete) return { kind: 'absent' };
    if (copies.length === 0 && known.length === 0) return { kind: 'unknown', reason: tooManyArtifacts() };
    const contained = new Set(known.map(({ id }) => id));
    // What an earlier epoch claims counts no more, even where no copy of the later one is left.
    const epoch = latestEpoch(copies);
    const sorted = copies
      .filter(({ name }) => name.epoch === epoch)
      .toSorted((a, b) => b.name.generation - a.name.generation || b.row.createdAt - a.row.createdAt);
    // Names outlive their content by years: expired copies must not push readable ones out of the newest three.
    const readable = new Set(sorted.filter(({ row }) => !row.expired).slice(0, NEWEST));
    const newest = sorted
      .filter((copy, index) => readable.has(copy) || (copy.row.expired && index < NEWEST))
      .filter(({ name }) => !contained.has(name.commitId));
    if (newest.length === 0) return { kind: 'nothing-new' };
    const joined = joinReadable(await readAll(newest, stream, signal), copies);
    return joined.kind === 'names' && trust !== undefined ? { kind: 'absent' } : joined;
  }

  async function readAll(copies: readonly Copy[], stream: string, signal: AbortSignal) {
    const readings = [];
    for (const copy of copies) readings.push({ copy, reading: await readCopy(copy, stream, signal) });
    return readings;
  }

  async function readCopy({ row }: Copy, stream: string, signal: AbortSignal): Promise<CopyReading> {
    if (row.expired) return { kind: 'gone' };
    try {
      const zip = await repository.downloadArtifact(row.id, ZIP_BYTES_MAX, signal);
      const files = unzipPosition(zip, ENTRY_BYTES_MAX);
      const refusal = trust && refusalOf(files, trust);
      if (refusal !== undefined) return { kind: 'damaged', reason: notOurs(refusal) };
      const reading = readPosition(files.position, stream, 'a checkpoint artifact');
      if (reading.kind === 'found') {
        const { checkpoint } = reading;
        if (trust !== undefined && !isOfRepository(checkpoint, trust)) {
          return { kind: 'damaged', reason: notOurs('was saved by another repository') };
        }
        return {
          kind: 'found',
          checkpoint: isManifestGood(files, trust) ? adoptManifest(checkpoint, files) : checkpoint,
        };
      }
      throw reading.reason;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      // What is damaged stays damaged; a failed download, or a newer release's format, hides a position that exists.
      const damaged = error instanceof CheckpointError && !(error instanceof NewerCheckpointError);
      return { kind: damaged ? 'damaged' : 'hidden', reason: error };
    }
  }
}

type CopyReading =
  | { readonly kind: 'found'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'gone' }
  | { readonly kind: 'damaged' | 'hidden'; readonly reason: CollectError };

function joinReadable(
  readings: readonly { readonly copy: Copy; readonly reading: CopyReading }[],
  all: readonly Copy[],
): Copies {
  const notes: string[] = [];
  const found: Checkpoint[] = [];
  let hidden: CollectError | undefined;
  for (const { copy, reading } of readings) {
    if (reading.kind === 'found') found.push(reading.checkpoint);
    else if (reading.kind === 'gone') notes.push(`The artifact of generation ${copy.name.generation} has expired.`);
    else notes.push(`The artifact of generation ${copy.name.generation} is unreadable: ${reading.reason.message}.`);
    if (reading.kind === 'hidden') hidden ??= reading.reason;
  }
  const [first, ...others] = found;
  if (first !== undefined) {
    const checkpoint = others.reduce(join, first);
    const where = `${found.length} checkpoint ${found.length === 1 ? 'artifact' : 'artifacts'}`;
    return { kind: 'found', checkpoint, where, notes, hidden, floors: largestFloors(all) };
  }
  if (hidden !== undefined) return { kind: 'unknown', reason: hidden };
  const generation = Math.max(...all.map(({ name }) => name.generation));
  const where = `the names of ${all.length} artifacts`;
  return { kind: 'names', floors: largestFloors(all), generation, epoch: latestEpoch(all), where };
}

function notOurs(refusal: string): CheckpointError {
  return new CheckpointError(`it ${refusal}, so it is no position`, {
    hint: 'If you trust it, take it over once with mode: reset and position-file; see docs/evidence.md#signatures.',
  });
}

function latestEpoch(copies: readonly Copy[]): number {
  return Math.max(...copies.map(({ name }) => name.epoch));
}

/** Of each feed in the latest epoch that knows it: a move by hand leaves the feeds alone that it does not name. */
function largestFloors(copies: readonly Copy[]): { readonly [name in FeedName]?: number } {
  return Object.fromEntries(
    FEEDS.flatMap((feed) => {
      const knowing = copies.filter(({ name }) => name.floors[feed] !== undefined);
      const epoch = latestEpoch(knowing);
      const floors = knowing.flatMap(({ name }) => (name.epoch === epoch ? (name.floors[feed] ?? []) : []));
      return floors.length === 0 ? [] : [[feed, Math.max(...floors)]];
    }),
  );
}

function tooManyArtifacts(): CheckpointError {
  const searched = `${PAGES_MAX.unknown * 100} artifacts were looked through`;
  return unreadable(`${searched} and there are more`, 'the list of artifacts');
}
