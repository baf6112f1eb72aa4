/** Everything that outlives a run: cache entries, artifacts, a disk of the runner's own, and the list of green runs. */
import type { ArtifactName } from '../../src/checkpoint/artifact-name.ts';

export interface StoredCache {
  readonly kind: 'cache';
  readonly id: number;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly createdAt: number;
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

export class Storage {
  /** Newest last. */
  caches: StoredCache[] = [];
  artifacts: StoredArtifact[] = [];
  /** Survives runs on the same machine. */
  readonly disk = new Map<string, Uint8Array>();
  /** Starts of green runs. */
  readonly successes: number[] = [];
  #ids = 1000;

  newId(): number {
    this.#ids++;
    return this.#ids;
  }
}
