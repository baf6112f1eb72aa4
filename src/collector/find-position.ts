/**
 * Where a run begins: every readable position joined, or a proof that there is none. "Nothing found" is believed only
 * where a list says so; otherwise the run ends with nothing delivered, because starting anew while a position exists
 * somewhere would skip or repeat.
 */
import type { ArtifactPositions } from '../checkpoint/artifacts.ts';
import type { CheckpointStore, Loaded } from '../checkpoint/store.ts';
import type { Repository } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import { CheckpointError, type CollectError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import type { Clock } from '../runtime/clock.ts';

export type Found =
  | {
      readonly kind: 'resume';
      readonly checkpoint: Checkpoint;
      readonly where: string;
      readonly notes: readonly string[];
    }
  /** No position is readable, but names of artifacts tell how far deliveries certainly were. */
  | {
      readonly kind: 'floors';
      readonly floors: { readonly [name in FeedName]?: number };
      /** The largest that a name tells: what is committed next has to be newer. */
      readonly generation: number;
      readonly where: string;
    }
  /** No trace of a position, but this workflow succeeded before (epoch ms of that run's start). */
  | { readonly kind: 'earlier-success'; readonly startedAt: number }
  | { readonly kind: 'first-run' };

export interface Sources {
  readonly store: CheckpointStore;
  /** Copies in artifacts; `undefined` where the position lives in a directory. */
  readonly artifacts: ArtifactPositions | undefined;
  readonly repository: Repository | undefined;
  readonly clock: Clock;
}

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
  const stored = await sources.store.load(stream, signal);
  const copies = await sources.artifacts?.load(
    stream,
    stored.kind === 'found' ? stored.checkpoint.commits : [],
    signal,
  );
  const found = joinFound(stored, copies, sources.store.name);
  if (found !== undefined) return found;
  if (stored.kind === 'unknown') return stored;
  if (copies?.kind === 'unknown') return copies;
  if (copies?.kind === 'names') {
    const { floors, generation, where } = copies;
    return { kind: 'floors', floors, generation, where };
  }
  return sources.artifacts === undefined ? { kind: 'first-run' } : askHistory(sources.repository, signal);
}

function joinFound(
  stored: Loaded,
  copies: Awaited<ReturnType<ArtifactPositions['load']>> | undefined,
  storeName: string,
): Extract<Found, { kind: 'resume' }> | undefined {
  const copy = copies?.kind === 'found' ? copies : undefined;
  const notes = copy === undefined ? [] : [...copy.notes];
  if (stored.kind === 'found') {
    if (copies?.kind === 'unknown') {
      notes.push(`Copies of the position in artifacts could not be looked for: ${copies.reason.message}.`);
    }
    if (copy === undefined) return { kind: 'resume', checkpoint: stored.checkpoint, where: stored.where, notes };
    const checkpoint = join(stored.checkpoint, copy.checkpoint);
    return { kind: 'resume', checkpoint, where: `${stored.where} and ${copy.where}`, notes };
  }
  if (copy === undefined) return undefined;
  const why = stored.kind === 'absent' ? 'holds no position' : `could not be read (${stored.reason.message})`;
  notes.push(`${storeName} ${why}; the position comes from ${copy.where}. Events may be handed over again.`);
  return { kind: 'resume', checkpoint: copy.checkpoint, where: copy.where, notes };
}

async function askHistory(repository: Repository | undefined, signal: AbortSignal): Promise<Found | Unknown> {
  if (repository === undefined) {
    const message = 'no position was found, and without github-token nothing proves that there was none';
    return {
      kind: 'unknown',
      reason: new CheckpointError(message, {
        hint: 'Leave github-token at its default and grant the job `actions: read`; see docs/troubleshooting.md#position.',
      }),
    };
  }
  const startedAt = await repository.earlierSuccess(signal);
  return startedAt === undefined ? { kind: 'first-run' } : { kind: 'earlier-success', startedAt };
}
