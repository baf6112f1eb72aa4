/** An Actions cache and its REST list in memory, with every wrong answer that the real client can give. */
import type { CacheClient } from '../../../src/github/cache-client.ts';
import type { ArtifactRow, CacheRow, CacheScope, Repository } from '../../../src/github/repository.ts';

export class FakeCache implements CacheClient {
  readonly entries: { key: string; bytes: Uint8Array; ref: string; id: number }[] = [];
  readonly saves: string[] = [];
  readonly lookUps: string[] = [];
  /** What `save` does; by default it stores and gives the id. */
  onSave: (store: () => number) => number = (store) => store();
  /** What a look-up or a restore may find; by default everything. */
  onRead: (key: string) => boolean = () => true;

  async restore(prefix: string) {
    const entry = this.entries.toReversed().find(({ key }) => key.startsWith(prefix) && this.onRead(key));
    return entry === undefined ? undefined : { key: entry.key, bytes: entry.bytes };
  }

  async save(key: string, bytes: Uint8Array): Promise<number> {
    this.saves.push(key);
    return this.onSave(() => {
      if (this.entries.some((entry) => entry.key === key)) return -1;
      return this.put(key, bytes);
    });
  }

  async has(key: string): Promise<boolean> {
    this.lookUps.push(key);
    return this.entries.some((entry) => entry.key === key) && this.onRead(key);
  }

  put(key: string, bytes: Uint8Array, ref = 'refs/heads/main'): number {
    const id = (this.entries.at(-1)?.id ?? 100) + 1;
    this.entries.push({ key, bytes, ref, id });
    return id;
  }

  rows({ prefix, ref }: CacheScope): readonly CacheRow[] {
    return this.entries
      .filter((entry) => entry.key.startsWith(prefix) && entry.ref === ref)
      .map(({ key, ref, id }) => ({ key, ref, id, createdAt: id * 1000 }))
      .toReversed();
  }
}

/** A repository that answers only what it is given. */
export function fakeRepository(
  parts: Partial<Repository> & { readonly artifacts?: readonly (readonly ArtifactRow[])[] },
): Repository {
  const unasked = () => Promise.reject(new Error('nobody should ask this'));
  return {
    isPublic: unasked,
    defaultBranch: async () => 'main',
    listCaches: unasked,
    deleteCache: unasked,
    async *listArtifacts() {
      yield* parts.artifacts ?? [];
    },
    downloadArtifact: unasked,
    findArtifact: unasked,
    findRun: unasked,
    hasRunOf: unasked,
    isInDefaultHistory: unasked,
    async *listSuccesses() {
      yield await unasked();
    },
    ...parts,
  };
}
