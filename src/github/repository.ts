/**
 * What the collector asks about the repository that it runs in: the lists that prove whether a position exists. Every
 * method rejects when GitHub did not answer the question, so "empty" always means empty. Rejections are `AccessError`
 * (the token lacks a permission) or `UpstreamError` (everything else).
 */
export interface CacheRow {
  readonly id: number;
  readonly key: string;
  readonly ref: string;
  /** UTC epoch milliseconds. */
  readonly createdAt: number;
}

export interface ArtifactRow {
  readonly id: number;
  readonly name: string;
  readonly expired: boolean;
  readonly sizeBytes: number;
  /** UTC epoch milliseconds. */
  readonly createdAt: number;
  /** Made by a run of another repository's code: the pull request of a fork may upload whatever it likes. */
  readonly isForeign: boolean;
}

export interface Repository {
  /** Whether anyone can read this repository's logs and artifacts. */
  isPublic(signal: AbortSignal): Promise<boolean>;
  /** Every cache entry of any ref whose key begins with `prefix`, newest first. */
  listCaches(prefix: string, signal: AbortSignal): Promise<readonly CacheRow[]>;
  deleteCache(id: number, signal: AbortSignal): Promise<void>;
  /** The repository's artifacts, newest first, a page at a time; the caller stops when it has seen enough. */
  listArtifacts(signal: AbortSignal): AsyncIterable<readonly ArtifactRow[]>;
  /** The zip of an artifact of at most `maxBytes`. */
  downloadArtifact(id: number, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** When the newest earlier successful run of this workflow started (epoch ms), or `undefined` if there was none. */
  earlierSuccess(signal: AbortSignal): Promise<number | undefined>;
}
