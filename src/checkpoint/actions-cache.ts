/**
 * The position in the Actions cache, which answers "nothing" for none and for nearly every failure alike, and a number for
 * saves that stored nothing. So absence is believed only from the REST list of caches, a commit only from a look-up of its
 * key, and a key is used once: a save that died keeps it reserved. https://github.com/actions/cache/issues/485
 */
import type { CacheClient } from '../github/cache-client.ts';
import type { CacheRow, Repository } from '../github/repository.ts';
import { assert } from '../model/assert.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CheckpointError, CollectError, describeForeign, LibraryFailure } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { encodeCheckpoint } from './codec.ts';
import { type Reading, readPosition, unreadable } from './read-position.ts';
import type { CheckpointStore, Loaded } from './store.ts';

export interface CacheStorePorts {
  readonly client: CacheClient;
  /** `undefined` without a `github-token`: then nothing proves that there is no position. */
  readonly repository: Repository | undefined;
  readonly clock: Clock;
}

export interface CacheStore extends CheckpointStore {
  /**
   * Deletes own entries that newer ones have replaced; answers how many. Does what the token may and never rejects: an
   * old entry costs room only. Call it after a verified commit.
   */
  prune(stream: string, signal: AbortSignal): Promise<number>;
}

/** How many of the newest listed entries are tried one by one when the restore by prefix gave nothing readable. */
const EXACT_TRIES = 3;
/** The service may find an entry a moment after it said that it is saved. */
const LOOK_AGAIN_AFTER_MS = [1_000, 3_000] as const;
const KEPT = 3;
const DELETED_MAX = 20;

export function createCacheStore({ client, repository, clock }: CacheStorePorts): CacheStore {
  async function load(stream: string, signal: AbortSignal): Promise<Loaded> {
    const restored = await restore(client, stream, prefixOf(stream));
    if (restored?.reading.kind === 'found') return restored.reading;
    const listed = await listEntries(stream, signal);
    if (listed.kind === 'unknown') return listed;
    const { rows } = listed;
    if (restored === undefined && rows.length === 0) return { kind: 'absent' };
    for (const { key } of rows.slice(0, EXACT_TRIES)) {
      signal.throwIfAborted();
      const exact = key === restored?.key ? restored : await restore(client, stream, key);
      if (exact?.reading.kind !== 'found') continue;
      return key === rows[0]?.key ? exact.reading : { ...exact.reading, doubt: olderOnly() };
    }
    const reason = restored?.reading.kind === 'unknown' ? restored.reading.reason : listedOnly(rows.length);
    return { kind: 'unknown', reason };
  }

  async function listEntries(stream: string, signal: AbortSignal): Promise<Listed> {
    if (repository === undefined) return { kind: 'unknown', reason: unproven() };
    try {
      return { kind: 'listed', rows: await repository.listCaches(prefixOf(stream), signal) };
    } catch (error) {
      if (error instanceof CollectError) return { kind: 'unknown', reason: error };
      throw error;
    }
  }

  async function commit(checkpoint: Checkpoint, signal: AbortSignal): Promise<void> {
    const key = keyOf(checkpoint);
    const bytes = encodeCheckpoint(checkpoint);
    const saved = await client.save(key, bytes).then(
      (id) => ({
        claimed: id > 0,
        how: id > 0 ? 'the service said that it is saved' : 'it was not saved',
        hint: undefined,
      }),
      (error: unknown) => ({
        claimed: false,
        how: `saving it failed (${describeForeign(error)})`,
        hint: error instanceof LibraryFailure ? error.hint : undefined,
      }),
    );
    // Also after a failure: the entry may be there, and only the answer was lost.
    if (await has(client, key)) return;
    for (const ms of saved.claimed ? LOOK_AGAIN_AFTER_MS : []) {
      // A cancelled wait only makes the last look an early one.
      await clock.sleep(ms, signal).catch(() => {});
      if (await has(client, key)) return;
    }
    throw notThere(saved.how, saved.hint);
  }

  async function prune(stream: string, signal: AbortSignal): Promise<number> {
    let deleted = 0;
    try {
      const rows = (await repository?.listCaches(prefixOf(stream), signal)) ?? [];
      for (const { id } of replaced(rows).slice(-DELETED_MAX)) {
        await repository?.deleteCache(id, signal);
        deleted += 1;
      }
    } catch (error) {
      if (!(error instanceof CollectError) && !signal.aborted) throw error;
    }
    return deleted;
  }

  return { name: 'the Actions cache', load, commit, prune };
}

type Listed =
  | { readonly kind: 'listed'; readonly rows: readonly CacheRow[] }
  | { readonly kind: 'unknown'; readonly reason: CollectError };

/** How the keys of all streams begin. */
export const CACHE_KEYS = 'audit-log-';

/** Ends where no hex digit can follow, so that no stream's entries are another's. */
function prefixOf(stream: string): string {
  return `${CACHE_KEYS}${stream}-`;
}

function keyOf({ stream, generation, commits: [commit] }: Checkpoint): string {
  assert(commit?.generation === generation, 'the newest commit of a checkpoint is its own');
  return `${prefixOf(stream)}${String(generation).padStart(10, '0')}-${commit.id}`;
}

async function restore(
  client: CacheClient,
  stream: string,
  prefix: string,
): Promise<{ readonly key: string; readonly reading: Reading } | undefined> {
  // The client rejects for reasons of the runner (no token, no disk) as well: nothing was read, which proves nothing.
  const entry = await client.restore(prefix).catch(() => undefined);
  if (entry === undefined) return undefined;
  return { key: entry.key, reading: readPosition(entry.bytes, stream, 'the newest cache entry') };
}

async function has(client: CacheClient, key: string): Promise<boolean> {
  return client.has(key).catch(() => false);
}

/**
 * Of each ref all but the newest few, and but those of the highest generations: overlapping runs may save out of order, and
 * the entries of one branch are no replacement for those of another, which it cannot restore.
 */
function replaced(rows: readonly CacheRow[]): readonly CacheRow[] {
  const generation = ({ key }: CacheRow) => Number(/-(\d{10,16})-[^-]+$/.exec(key)?.[1] ?? 0);
  const kept = [...Map.groupBy(rows, ({ ref }) => ref).values()].flatMap((own) => [
    ...own.slice(0, KEPT),
    ...own.toSorted((a, b) => generation(b) - generation(a)).slice(0, KEPT),
  ]);
  const isKept = new Set(kept);
  return rows.filter((row) => !isKept.has(row));
}

function olderOnly(): CheckpointError {
  return unreadable('newer entries are listed than the one that can be restored', 'the Actions cache');
}

function listedOnly(count: number): CheckpointError {
  return unreadable(`${count} entries are listed and none of them can be restored`, 'the Actions cache');
}

function unproven(): CheckpointError {
  return new CheckpointError(
    'the Actions cache gave no position, and without github-token nothing proves that there is none',
    {
      hint: 'Leave `github-token` at its default and give the job `permissions: actions: read`.',
    },
  );
}

const FULL_OR_READ_ONLY =
  'See whether the cache of this repository is full or read-only for this job (`cache-mode`, an untrusted trigger).';

function notThere(how: string, hint = FULL_OR_READ_ONLY): CheckpointError {
  return new CheckpointError(`the position is not in the Actions cache: ${how}, and a look-up does not find it`, {
    hint,
  });
}
