/** Everything that outlives a run: cache entries, artifacts, a disk of the runner's own, and the list of successful runs. */
import type { ArtifactName } from '../../src/checkpoint/artifact-name.ts';
import type { RunRow } from '../../src/github/repository.ts';
import type { RepositoryPlan } from './plan.ts';
import type { Process } from './process.ts';

export interface Branch {
  readonly name: string;
  readonly ref: string;
  /** Its commit, which every run on it has. */
  readonly sha: string;
}

/** The default branch. */
export const MAIN: Branch = { name: 'main', ref: 'refs/heads/main', sha: 'main' };
/** Where somebody tries a change of the workflow. */
export const TRIAL: Branch = { name: 'trial', ref: 'refs/heads/trial', sha: 'trial' };

export interface StoredCache {
  readonly kind: 'cache';
  readonly id: number;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly createdAt: number;
  readonly ref: string;
}

/** A workflow run as GitHub knows it. */
export interface StoredRun extends RunRow {
  success: boolean;
}

export interface StoredArtifact {
  readonly kind: 'artifact';
  readonly id: number;
  readonly name: string;
  /** What the name says, parsed once; nothing where it is no position of the default branch. */
  readonly says: ArtifactName | undefined;
  readonly run: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly createdAt: number;
  /** The list shows it from here on; a look-up by the run that made it finds it at once. */
  readonly listedFrom: number;
  expired: boolean;
}

/** Runs that are started by hand have numbers from here on, so that those of the schedule stay as they are. */
export const FIRST_BY_HAND = 500_000;
/** Runs of other branches, honest or not, have numbers from here on. */
export const FIRST_FOREIGN = 1_000_000;

export class Storage {
  /** Newest last. */
  caches: StoredCache[] = [];
  artifacts: StoredArtifact[] = [];
  /** Survives runs on the same machine. */
  readonly disk = new Map<string, Uint8Array>();
  readonly runs = new Map<number, StoredRun>();
  /** Another target of the same workflow has its positions there. */
  readonly otherTargets: boolean;
  /** The job was granted `contents: read`. */
  readonly mayReadContents: boolean;
  #ids = 1000;

  constructor({ otherTargets, mayReadContents }: RepositoryPlan) {
    this.otherTargets = otherTargets;
    this.mayReadContents = mayReadContents;
  }

  startRun({ id, startedAt, branch, event }: Process): void {
    const of = { event, headSha: branch.sha, headBranch: branch.name, home: 'own' } as const;
    this.runs.set(id, { id, startedAt, ...of, success: false });
  }

  endRun({ id }: Process, success: boolean): void {
    const run = this.runs.get(id);
    if (run !== undefined) run.success = success;
  }

  /** Runs of other branches with a position in the list. */
  get foreigners(): number {
    return new Set(this.artifacts.filter(({ run }) => run >= FIRST_FOREIGN).map(({ run }) => run)).size;
  }

  newId(): number {
    this.#ids++;
    return this.#ids;
  }
}
