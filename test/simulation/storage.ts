/** Everything that outlives a run: cache entries, artifacts, a disk of the runner's own, and the list of successful runs. */
import type { ArtifactName } from '../../src/checkpoint/artifact-name.ts';
import type { RunRow } from '../../src/github/repository.ts';
import type { RepositoryPlan } from './plan.ts';

/** The commit of the default branch, which every run of the collector has. */
export const MAIN_SHA = 'main';
export const MAIN_REF = 'refs/heads/main';

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
  /** What the name says; parsed once. */
  readonly says: ArtifactName | undefined;
  readonly run: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly createdAt: number;
  /** The list shows it from here on; a look-up by the run that made it finds it at once. */
  readonly listedFrom: number;
  expired: boolean;
}

export const FIRST_FORGER = 1_000_000;

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

  startRun({ id, startedAt }: { readonly id: number; readonly startedAt: number }): void {
    const of = { event: 'schedule', headSha: MAIN_SHA, headBranch: 'main', home: 'own' } as const;
    this.runs.set(id, { id, startedAt, ...of, success: false });
  }

  endRun({ id }: { readonly id: number }, success: boolean): void {
    const run = this.runs.get(id);
    if (run !== undefined) run.success = success;
  }

  /** Runs with a forged position in the list. */
  get forgers(): number {
    return new Set(this.artifacts.filter(({ run }) => run >= FIRST_FORGER).map(({ run }) => run)).size;
  }

  newId(): number {
    this.#ids++;
    return this.#ids;
  }
}
