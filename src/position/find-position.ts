/**
 * Where a run begins: every readable position joined, or a proof that there is none. "Nothing found" is believed only
 * where a list says so; otherwise the run ends with nothing delivered, because starting anew while a position exists
 * somewhere would skip or repeat.
 */
import { CACHE_KEYS } from '../checkpoint/actions-cache.ts';
import type { ArtifactPositions } from '../checkpoint/artifacts.ts';
import type { CheckpointStore, Loaded } from '../checkpoint/store.ts';
import type { Repository } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import type { CollectError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import type { Clock } from '../runtime/clock.ts';

export type Found =
  | {
      readonly kind: 'resume';
      readonly checkpoint: Checkpoint;
      readonly where: string;
      readonly notes: readonly string[];
      /** Why a copy that exists could not be read; then a feed that the position lacks is not known to be a new one. */
      readonly doubt: CollectError | undefined;
      /** For a feed that the position lacks: copies that knew it may be lost, and only their names left. */
      readonly floors: { readonly [name in FeedName]?: number };
    }
  /** No position is readable, but names of artifacts tell how far deliveries certainly were. */
  | {
      readonly kind: 'floors';
      readonly floors: { readonly [name in FeedName]?: number };
      /** The largest that a name tells: what is committed next has to be newer. */
      readonly generation: number;
      /** The latest that a name tells: a position of an earlier one is no more than what it replaced. */
      readonly epoch: number;
      readonly where: string;
    }
  /** No trace of a position, but this workflow succeeded before (epoch ms of that run's start). */
  | { readonly kind: 'earlier-success'; readonly startedAt: number }
  /** `besides`: other positions of this repository are newer than the last success, so that this stream is a new one. */
  | { readonly kind: 'first-run'; readonly besides: boolean };

export interface Sources {
  /** `undefined`: positions are kept elsewhere only. */
  readonly store: CheckpointStore | undefined;
  /** Where else a position may be or have been; `undefined` where it lives in a directory, which speaks for itself. */
  readonly elsewhere: { readonly artifacts: ArtifactPositions; readonly repository: Repository } | undefined;
  readonly clock: Clock;
}

/** Looks for the position of a stream; rejects as {@link findPosition} does. */
export type FindPosition = (stream: string, signal: AbortSignal) => Promise<Found>;

const TRIES = 3;
const PAUSE_MS = 5_000;

/** Rejects with `CheckpointError` or `AccessError` when existence could be neither shown nor ruled out. */
export async function findPosition(stream: string, sources: Sources, signal: AbortSignal): Promise<Found> {
  for (let attempt = 1; ; attempt++) {
    const found = await lookEverywhere(stream, sources, signal);
    if (found.kind !== 'unknown') return found;
    if (attempt === TRIES) throw found.reason;
    await sources.clock.sleep(PAUSE_MS * attempt, signal);
  }
}

type Unknown = { readonly kind: 'unknown'; readonly reason: CollectError };

async function lookEverywhere(stream: string, sources: Sources, signal: AbortSignal): Promise<Found | Unknown> {
  const stored: Loaded = (await sources.store?.load(stream, signal)) ?? { kind: 'absent' };
  const { elsewhere } = sources;
  const known = stored.kind === 'found' ? stored.checkpoint.commits : [];
  const copies = await elsewhere?.artifacts.load(stream, known, signal);
  const found = isSuperseded(stored, copies) ? undefined : joinFound(stored, copies, sources.store?.name);
  if (found !== undefined) return found;
  if (stored.kind === 'unknown') return stored;
  if (copies?.kind === 'unknown') return copies;
  if (copies?.kind === 'names') {
    const { floors, generation, epoch, where } = copies;
    return { kind: 'floors', floors, generation, epoch, where };
  }
  return elsewhere === undefined
    ? { kind: 'first-run', besides: false }
    : askHistory(stream, elsewhere.repository, signal);
}

/** A store may still hold what was there before the position was moved by hand, while only a name tells of the move. */
function isSuperseded(stored: Loaded, copies: Awaited<ReturnType<ArtifactPositions['load']>> | undefined): boolean {
  return stored.kind === 'found' && copies?.kind === 'names' && stored.checkpoint.epoch < copies.epoch;
}

function joinFound(
  stored: Loaded,
  copies: Awaited<ReturnType<ArtifactPositions['load']>> | undefined,
  storeName: string | undefined,
): Extract<Found, { kind: 'resume' }> | undefined {
  const copy = copies?.kind === 'found' ? copies : undefined;
  const notes = copy === undefined ? [] : [...copy.notes];
  const floors = copies?.kind === 'found' || copies?.kind === 'names' ? copies.floors : {};
  const doubt = doubtOf(stored, copies);
  if (stored.kind === 'found') {
    if (copies?.kind === 'unknown') {
      notes.push(
        `Copies of the position in artifacts could not be looked for: ${copies.reason.message}. Events may be delivered again.`,
      );
    }
    if (copy === undefined)
      return { kind: 'resume', checkpoint: stored.checkpoint, where: stored.where, notes, doubt, floors };
    const checkpoint = join(stored.checkpoint, copy.checkpoint);
    return { kind: 'resume', checkpoint, where: `${stored.where} and ${copy.where}`, notes, doubt, floors };
  }
  if (copy === undefined) return undefined;
  const why = stored.kind === 'absent' ? 'holds no position' : `could not be read (${stored.reason.message})`;
  if (storeName !== undefined) {
    notes.push(`${storeName} ${why}; the position comes from ${copy.where}. Events may be delivered again.`);
  }
  return { kind: 'resume', checkpoint: copy.checkpoint, where: copy.where, notes, doubt, floors };
}

function doubtOf(
  stored: Loaded,
  copies: Awaited<ReturnType<ArtifactPositions['load']>> | undefined,
): CollectError | undefined {
  if (stored.kind === 'unknown') return stored.reason;
  if (stored.kind === 'found' && stored.doubt !== undefined) return stored.doubt;
  if (copies?.kind === 'unknown') return copies.reason;
  return copies?.kind === 'found' ? copies.hidden : undefined;
}

/**
 * A success of this workflow proves nothing about this stream when it saved positions of others: a target that was only just
 * added to a workflow is no lost position.
 */
async function askHistory(stream: string, repository: Repository, signal: AbortSignal): Promise<Found> {
  const startedAt = await repository.earlierSuccess(signal);
  if (startedAt === undefined) return { kind: 'first-run', besides: false };
  const saved = await repository.listCaches(CACHE_KEYS, signal);
  const others = saved.some(
    ({ key, createdAt }) => createdAt >= startedAt && !key.startsWith(`${CACHE_KEYS}${stream}`),
  );
  return others ? { kind: 'first-run', besides: true } : { kind: 'earlier-success', startedAt };
}
