/**
 * The Actions cache as `@actions/cache` offers it: it reports almost no failure, so `checkpoint/actions-cache.ts`
 * verifies every result. https://github.com/actions/toolkit/tree/main/packages/cache
 */
export interface CacheClient {
  /** The newest readable entry whose key begins with `prefix`; `undefined` means none, or that it could not be read. */
  restore(prefix: string): Promise<{ readonly key: string; readonly bytes: Uint8Array } | undefined>;
  /** Saves under `key`, which must be new; whatever number comes back proves nothing. May reject. */
  save(key: string, bytes: Uint8Array): Promise<number>;
  /** Whether a look-up of exactly `key` finds it. */
  has(key: string): Promise<boolean>;
}
