/**
 * Judges the copies of one search: which are believed, and what to report of the others. Queries about runs are
 * bounded, so that nobody keeps a run busy by uploading; what is not believed is passed over and named, so that nobody
 * stops it either.
 */
import type { ArtifactRow } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CheckpointError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import type { Belief, Remedy } from './belief.ts';
import type { Copy, Floors } from './copies.ts';
import type { Origins } from './origins.ts';

/** Runs that are queried when a position is known already, and when none is. */
const RUNS_MAX = { known: 10, unknown: 200 } as const;
/** Believed names after which more of them say nothing new. */
const NAMES = 3;

export interface Names {
  readonly floors: Floors;
  readonly generation: number;
  readonly epoch: number;
  readonly where: string;
}

export interface LackingFloors {
  readonly floors: Floors;
  readonly doubt: CheckpointError | undefined;
}

export class Believing {
  readonly #origins: Origins;
  #runsMax: number;
  readonly #before: number;
  readonly #judged = new Map<Copy, Belief>();

  constructor(origins: Origins, { isKnown }: { readonly isKnown: boolean }) {
    this.#origins = origins;
    this.#runsMax = isKnown ? RUNS_MAX.known : RUNS_MAX.unknown;
    this.#before = origins.requests;
  }

  /** No more queries about runs: what was not judged by now is left alone. */
  get isExhausted(): boolean {
    return this.#origins.requests - this.#before >= this.#runsMax;
  }

  /** Rejects with `CollectError` when GitHub does not answer. */
  async isBelieved(copy: Copy, signal: AbortSignal): Promise<boolean> {
    const belief = this.#judged.get(copy) ?? (await this.#origins.ofArtifact(copy.row, signal));
    this.#judged.set(copy, belief);
    return belief.kind === 'believed';
  }

  /** One sentence for each run whose copies were passed over. */
  get notes(): readonly string[] {
    const sentences = [...this.#judged].flatMap(([{ row, name }, belief]) => {
      if (belief.kind === 'believed') return [];
      const by = row.uploader === undefined ? '' : ` by run ${row.uploader.runId}`;
      const remedy = belief.kind === 'unknown' ? REMEDIES[belief.remedy] : FOREIGN_ADVICE;
      return [
        [
          by,
          `A position uploaded${by} (generation ${name.generation}) is not trusted, because ${belief.why}. ${remedy}`,
        ],
      ];
    });
    return [...new Map(sentences.map(([by, text]) => [by ?? '', text ?? ''])).values()];
  }

  /** Why it is not known that there is no position: copies that can be ours; `undefined` when there are none. */
  get doubt(): CheckpointError | undefined {
    return this.doubtOf([...this.#judged.keys()]);
  }

  /** As `doubt`, of these copies only. */
  doubtOf(copies: readonly Copy[]): CheckpointError | undefined {
    const unknown = [...this.#judged].find(([copy, { kind }]) => kind === 'unknown' && copies.includes(copy));
    const [copy, belief] = unknown ?? [];
    if (copy !== undefined && belief?.kind === 'unknown') {
      return new CheckpointError(
        `the only position is in the artifact of run ${copy.row.uploader?.runId ?? 'nobody'}, and the run cannot verify that artifact: ${belief.why}`,
        { hint: `${REMEDIES[belief.remedy]} See docs/troubleshooting.md#whose-position-it-is.` },
      );
    }
    if (!this.isExhausted) return undefined;
    return new CheckpointError(`positions of ${this.#runsMax} runs are listed, and none of them is trusted`, {
      hint: 'Somebody uploads forged positions: delete those artifacts. See docs/troubleshooting.md#whose-position-it-is.',
    });
  }

  /** What the believed names say together; `undefined` when there are none. */
  async names(copies: readonly Copy[], signal: AbortSignal): Promise<Names | undefined> {
    const believed: Copy[] = [];
    const isEnough = (feed: FeedName) =>
      believed.filter(({ name }) => name.floors[feed] !== undefined).length >= NAMES ||
      copies.every(({ name }) => name.floors[feed] === undefined);
    for (const copy of copies) {
      if (FEEDS.every(isEnough) || this.isExhausted) break;
      if (await this.isBelieved(copy, signal)) believed.push(copy);
    }
    if (believed.length === 0) return undefined;
    const generation = Math.max(...believed.map(({ name }) => name.generation));
    const where = `the names of ${believed.length} artifacts`;
    return { floors: largestFloors(believed), generation, epoch: latestEpoch(believed), where };
  }

  /**
   * The floors of feeds that a position lacks, from the believed names that know them. That is rare, and a feed whose names
   * are not looked at would begin as a new one: as many runs are queried as without a position. `doubt`: names know a feed, and
   * whether they are ours stays open.
   */
  async floorsOfLacking(copies: readonly Copy[], found: Checkpoint, signal: AbortSignal): Promise<LackingFloors> {
    const lacking = FEEDS.filter((feed) => found.feeds[feed] === undefined);
    const knowing = copies.filter(({ name }) => lacking.some((feed) => name.floors[feed] !== undefined));
    if (knowing.length === 0) return { floors: {}, doubt: undefined };
    this.#runsMax = RUNS_MAX.unknown;
    const names = await this.names(knowing, signal);
    const floors = Object.fromEntries(
      lacking.flatMap((feed) => (names?.floors[feed] === undefined ? [] : [[feed, names.floors[feed]]])),
    );
    return { floors, doubt: names === undefined ? this.doubtOf(knowing) : undefined };
  }
}

/** Whether any of these artifacts is one of ours. Rejects with `CollectError` when GitHub does not answer. */
export async function isAnyBelieved(
  rows: readonly ArtifactRow[],
  origins: Origins,
  signal: AbortSignal,
): Promise<boolean> {
  const before = origins.requests;
  for (const row of rows) {
    if (origins.requests - before >= RUNS_MAX.unknown) return false;
    if ((await origins.ofArtifact(row, signal)).kind === 'believed') return true;
  }
  return false;
}

function latestEpoch(copies: readonly Copy[]): number {
  return Math.max(...copies.map(({ name }) => name.epoch));
}

/** Of each feed in the latest epoch that knows it: a move by hand leaves the feeds alone that it does not name. */
function largestFloors(copies: readonly Copy[]): Floors {
  return Object.fromEntries(
    FEEDS.flatMap((feed) => {
      const knowing = copies.filter(({ name }) => name.floors[feed] !== undefined);
      const epoch = latestEpoch(knowing);
      const floors = knowing.flatMap(({ name }) => (name.epoch === epoch ? (name.floors[feed] ?? []) : []));
      return floors.length === 0 ? [] : [[feed, Math.max(...floors)]];
    }),
  );
}

/** Said where the bound on questions leaves copies out that may hold news. */
export const NOT_REQUESTED =
  'More runs uploaded copies of the position than one run checks, so some copies were not read: events can be delivered again. Delete the artifacts that are not trusted; see docs/security.md#the-position-as-a-target.';

const FOREIGN_ADVICE =
  'If this was not a test of yours on a branch, check that run; see docs/security.md#the-position-as-a-target.';

const REMEDIES: Readonly<Record<Remedy, string>> = {
  'contents: read': 'Give the job `permissions: contents: read`, so that the run can check.',
  none: 'No permission would change this.',
};
