/**
 * Where a run begins: every readable position joined, or a proof that there is none. "Nothing found" is believed only
 * where a list says so; otherwise the run ends with nothing delivered, because starting over while a position exists
 * somewhere would skip or repeat.
 */
import type { ArtifactPositions } from '../checkpoint/artifacts.ts';
import type { Copies } from '../checkpoint/found-copies.ts';
import type { CheckpointStore, Loaded } from '../checkpoint/store.ts';
import type { ArtifactRow } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import type { CollectError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import type { Clock } from '../runtime/clock.ts';
import type { History } from './history.ts';

type Floors = { readonly [name in FeedName]?: number };

export type Found =
  | {
      readonly kind: 'resume';
      readonly checkpoint: Checkpoint;
      readonly where: string;
      readonly notes: readonly string[];
      /** Why a copy that exists could not be read; then a feed that the position lacks is not known to be a new one. */
      readonly doubt: CollectError | undefined;
      /** For a feed that the position lacks: copies that knew it can be lost, with only their names left. */
      readonly floors: Floors;
      /** Whether an artifact keeps showing that there was a position. */
      readonly isKept: boolean;
    }
  /** No position is readable, but names of artifacts show how far deliveries certainly were. */
  | {
      readonly kind: 'floors';
      readonly floors: Floors;
      /** The largest that a name has: what is committed next has to be newer. */
      readonly generation: number;
      /** The latest that a name has: a position of an earlier one is no more than what it replaced. */
      readonly epoch: number;
      readonly where: string;
      readonly notes: readonly string[];
    }
  /** This stream has no position, proven. */
  | {
      readonly kind: 'none';
      readonly history: History;
      /** Positions of other targets exist. */
      readonly besides: boolean;
      readonly notes: readonly string[];
    };

export interface Sources {
  /** `undefined`: positions are kept elsewhere only. */
  readonly store: CheckpointStore | undefined;
  /** Where else a position can be or have been; `undefined` where it is in a directory, which is proof enough. */
  readonly elsewhere: Elsewhere | undefined;
  readonly clock: Clock;
}

export interface Elsewhere {
  readonly artifacts: ArtifactPositions;
  /** Every delivery leaves a copy of the position in an artifact; else some copies were in the store only. */
  readonly holdEveryDelivery: boolean;
  /** Rejects with `CollectError` when GitHub does not answer. */
  readonly history: (signal: AbortSignal) => Promise<History>;
  /** Whether there is a position of any other stream: in the store, or in one of these artifacts. Rejects alike. */
  readonly isOtherThere: (others: readonly ArtifactRow[], signal: AbortSignal) => Promise<boolean>;
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
  const { store, elsewhere } = sources;
  const stored: Loaded = (await store?.load(stream, signal)) ?? { kind: 'absent' };
  const known = stored.kind === 'found' ? stored.checkpoint : undefined;
  const copies = await elsewhere?.artifacts.load(stream, known, signal);
  if (stored.kind === 'found') return resume(stored, copies);
  if (copies?.kind === 'found') {
    const mayLackIds = copies.mayLackIds || elsewhere?.holdEveryDelivery !== true;
    return resumeFromCopies(stored, { ...copies, mayLackIds }, store?.name);
  }
  if (stored.kind === 'unknown') return stored;
  if (elsewhere === undefined || copies === undefined) {
    return { kind: 'none', history: { kind: 'none' }, besides: false, notes: [] };
  }
  switch (copies.kind) {
    case 'unknown':
      return copies;
    case 'names': {
      const { floors, generation, epoch, where, notes } = copies;
      return { kind: 'floors', floors, generation, epoch, where, notes };
    }
    case 'nothing-new':
      throw new Error('copies are old only next to a position');
    case 'absent': {
      const history = await elsewhere.history(signal);
      const asks = history.kind === 'succeeded' && history.bySchedule;
      const besides = asks && (await elsewhere.isOtherThere(copies.others, signal));
      return { kind: 'none', history, besides, notes: copies.notes };
    }
  }
}

type Resume = Extract<Found, { kind: 'resume' }>;

function resume(stored: Extract<Loaded, { kind: 'found' }>, copies: Copies | undefined): Resume {
  const { checkpoint, where, doubt, notes = [] } = stored;
  const found: Resume = { kind: 'resume', checkpoint, where, notes, doubt, floors: {}, isKept: true };
  switch (copies?.kind) {
    case undefined:
    case 'names':
    case 'absent':
      return found;
    case 'unknown': {
      const note = `The run could not search the artifacts for copies of the position: ${copies.reason.message}. Events can be delivered again.`;
      return { ...found, notes: [...notes, note], doubt: doubt ?? copies.reason };
    }
    case 'nothing-new':
      return { ...found, ...listed(stored, copies), checkpoint: naming(checkpoint, copies) };
    case 'found':
      return {
        ...found,
        ...listed(stored, copies),
        checkpoint: naming(join(checkpoint, copies.checkpoint), copies),
        where: `${where} and ${copies.where}`,
      };
  }
}

function resumeFromCopies(
  stored: Exclude<Loaded, { kind: 'found' }>,
  copies: Extract<Copies, { kind: 'found' }>,
  storeName: string | undefined,
): Resume {
  const why = stored.kind === 'absent' ? 'holds no position' : `could not be read (${stored.reason.message})`;
  const repeats = copies.mayLackIds ? ' Events can be delivered again.' : '';
  const note = `${storeName} ${why}; the position comes from ${copies.where}.${repeats}`;
  return {
    kind: 'resume',
    checkpoint: naming(copies.checkpoint, copies),
    where: copies.where,
    notes: storeName === undefined ? copies.notes : [...copies.notes, note],
    doubt: stored.kind === 'unknown' ? stored.reason : copies.hidden,
    floors: copies.floors,
    isKept: copies.isKept,
  };
}

function naming(checkpoint: Checkpoint, { artifact }: { readonly artifact: number | null }): Checkpoint {
  return { ...checkpoint, artifact };
}

function listed(
  { notes = [], doubt }: Extract<Loaded, { kind: 'found' }>,
  copies: Extract<Copies, { kind: 'found' | 'nothing-new' }>,
): Pick<Resume, 'notes' | 'doubt' | 'floors' | 'isKept'> {
  const { hidden, floors, isKept } = copies;
  return { notes: [...notes, ...copies.notes], doubt: doubt ?? hidden, floors, isKept };
}
