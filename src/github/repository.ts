/**
 * What the collector asks about the repository that it runs in: the lists that prove whether a position exists, and the runs
 * that show who saved it. Every method rejects when GitHub did not answer the question, so "empty" always means empty.
 * Rejections are `AccessError` (the token lacks a permission) or `UpstreamError` (everything else).
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
  /** When GitHub deletes its content (UTC epoch milliseconds); `undefined` where the server does not say. */
  readonly expiresAt: number | undefined;
  /** The run that uploaded it; `undefined` where the server does not say. */
  readonly uploader: Uploader | undefined;
}

export interface Uploader {
  readonly runId: number;
  readonly home: RunHome;
}

/** Whose code a run was of: this repository's, or another's, such as the pull request of a fork; or nobody says. */
export type RunHome = 'own' | 'foreign' | 'not-said';

export interface RunRow {
  readonly id: number;
  /** `schedule`, `push`, … */
  readonly event: string;
  readonly headSha: string;
  /** Of a tag its name, and of a pull request its head's; `undefined` where GitHub does not say. */
  readonly headBranch: string | undefined;
  readonly home: RunHome;
  /** UTC epoch milliseconds. */
  readonly startedAt: number;
}

export interface Repository {
  /** Whether anyone can read this repository's logs and artifacts. */
  isPublic(signal: AbortSignal): Promise<boolean>;
  /** The name of the default branch. */
  defaultBranch(signal: AbortSignal): Promise<string>;
  /** The cache entries of one ref whose key begins with `prefix`, newest first. */
  listCaches(scope: CacheScope, signal: AbortSignal): Promise<readonly CacheRow[]>;
  deleteCache(id: number, signal: AbortSignal): Promise<void>;
  /** The repository's artifacts, newest first, a page at a time; the caller stops when it has seen enough. */
  listArtifacts(signal: AbortSignal): AsyncIterable<readonly ArtifactRow[]>;
  /** One artifact by its id; `undefined` when it is not there. */
  findArtifact(id: number, signal: AbortSignal): Promise<ArtifactRow | undefined>;
  /** The zip of an artifact of at most `maxBytes`. */
  downloadArtifact(id: number, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** One workflow run by its id; `undefined` when it is not there. */
  findRun(id: number, signal: AbortSignal): Promise<RunRow | undefined>;
  /** Whether any run of this event, of whichever workflow, had this commit. */
  hasRunOf(event: string, sha: string, signal: AbortSignal): Promise<boolean>;
  /** Whether a commit lies in the history of the default branch; `undefined` without `contents: read`. */
  isInDefaultHistory(sha: string, signal: AbortSignal): Promise<boolean | undefined>;
  /** The successful runs of this workflow but this one, of one event or of any, newest first, a page at a time. */
  listSuccesses(event: string | undefined, signal: AbortSignal): AsyncIterable<readonly RunRow[]>;
}

export interface CacheScope {
  readonly prefix: string;
  /** `refs/heads/main`. */
  readonly ref: string;
}
