/**
 * A cache entry: which of many a job finds, and how the REST list orders and shows them. Pure functions over entries that can
 * be found at all.
 */
import { isoSeconds } from './clock.ts';

/** One cache entry. */
export interface CacheEntry {
  readonly id: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly key: string;
  readonly version: string;
  /** The ref whose scope it lies in. */
  readonly ref: string;
  readonly blob: string;
  createdAt: number;
  lastAccessedAt: number;
  sizeBytes: number;
  /** Reserved entries take their key, but nobody finds them. */
  finalized: boolean;
}

/**
 * Finds what a job can restore: scope by scope, its own ref first; in each the exact key, then every key as a prefix, and of
 * those the newest.
 *
 * @param keys the key, then the restore keys
 */
export function findEntry(
  entries: readonly CacheEntry[],
  scopes: readonly string[],
  version: string,
  keys: readonly string[],
): CacheEntry | undefined {
  for (const ref of scopes) {
    const candidates = entries
      .filter((entry) => entry.ref === ref && entry.version === version)
      .sort(orderOf('created_at'));
    const exact = candidates.find((entry) => entry.key === keys[0]);
    if (exact !== undefined) return exact;
    for (const prefix of keys) {
      const newest = candidates.find((entry) => entry.key.startsWith(prefix));
      if (newest !== undefined) return newest;
    }
  }
  return undefined;
}

function newestFirst(a: CacheEntry, b: CacheEntry): number {
  return b.createdAt - a.createdAt || b.id - a.id;
}

/** How the REST list is sorted, largest or newest first; by last access when nothing is said. */
export function orderOf(sort: string | null): (a: CacheEntry, b: CacheEntry) => number {
  if (sort === 'size_in_bytes') return (a, b) => b.sizeBytes - a.sizeBytes || newestFirst(a, b);
  if (sort === 'created_at') return newestFirst;
  return (a, b) => b.lastAccessedAt - a.lastAccessedAt || newestFirst(a, b);
}

/** An entry as the REST list shows it. */
export function restRow(entry: CacheEntry): Readonly<Record<string, unknown>> {
  return {
    id: entry.id,
    ref: entry.ref,
    key: entry.key,
    version: entry.version,
    last_accessed_at: isoSeconds(entry.lastAccessedAt),
    created_at: isoSeconds(entry.createdAt),
    size_in_bytes: entry.sizeBytes,
  };
}
