/**
 * The position in the Actions cache, which returns "nothing" for none and for nearly every failure alike, and a number
 * for saves that stored nothing. So absence is believed only from the REST list of caches, a commit only from a look-up
 * of its key, and a key is used once: a save that died keeps it reserved. https://github.com/actions/cache/issues/485
 */
import type { CacheClient } from '../github/cache-client.ts';
import type { CacheRow, Repository } from '../github/repository.ts';
import { assert } from '../model/assert.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import { CheckpointError, CollectError, describeForeign, LibraryFailure } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { encodeCheckpoint } from './codec.ts';
import { mayHoldNews } from './copies.ts';
import { type Reading, readPosition, unreadable } from './read-position.ts';
import type { CheckpointStore, Loaded } from './store.ts';

export interface CacheStorePorts {
  readonly client: CacheClient;
  /** `undefined` without a `github-token`: then nothing proves that there is no position. */
  readonly repository: Pick<Repository, 'listCaches' | 'deleteCache'> | undefined;
  /** Whose entries this job can restore, its own ref first. */
  readonly refs: (signal: AbortSignal) => Promise<readonly [string, ...string[]]>;
  readonly clock: Clock;
}

export interface CacheStore extends CheckpointStore {
  /**
   * Deletes entries of this job's own ref that were replaced by newer ones when it loaded; returns how many. Does what
   * the token permits and never rejects: an old entry costs room only. Call it after a verified commit.
   */
  prune(signal: AbortSignal): Promise<number>;
  /** Whether this job can restore an entry of any stream. Rejects with `CollectError` when that cannot be had. */
  holdsAny(signal: AbortSignal): Promise<boolean>;
}

/** How many listed entries are tried one by one in addition to the one that a restore by prefix gives. */
const EXACT_TRIES = 3;
/** The service can find an entry some time after it reported it as saved. */
const LOOK_AGAIN_AFTER_MS = [1_000, 3_000] as const;
/** Entries that stay in addition to those that this run saves. */
const KEPT = 3;
const DELETED_MAX = 20;

export function createCacheStore({ client, repository, refs, clock }: CacheStorePorts): CacheStore {
  let own: readonly CacheRow[] = [];

  async function load(stream: string, signal: AbortSignal): Promise<Loaded> {
    const restoring = { client, stream, failures: new Set<string>() };
    const restored = await restore(restoring, prefixOf(stream));
    const listed = await listEntries(stream, signal);
    if (restored?.reading.kind === 'found') {
      if (listed.kind === 'listed')
        return joinOthers(client, { key: restored.key, reading: restored.reading, rows: listed.rows }, signal);
      const note = `The run could not search for older cache entries: ${listed.reason.message}. Events can be delivered again.`;
      return { ...restored.reading, notes: [note] };
    }
    if (listed.kind === 'unknown') return listed;
    const { rows } = listed;
    if (restored === undefined && rows.length === 0) return { kind: 'absent' };
    for (const { key } of rows.slice(0, EXACT_TRIES)) {
      signal.throwIfAborted();
      const exact = key === restored?.key ? restored : await restore(restoring, key);
      if (exact?.reading.kind !== 'found') continue;
      return key === rows[0]?.key ? exact.reading : { ...exact.reading, doubt: olderOnly() };
    }
    const reason = restored?.reading.kind === 'unknown' ? restored.reading.reason : listedOnly(rows.length, restoring);
    return { kind: 'unknown', reason };
  }

  /** Of the refs that this job can restore; an entry elsewhere is no sign of damage. */
  async function listEntries(stream: string, signal: AbortSignal): Promise<Listed> {
    if (repository === undefined) return { kind: 'unknown', reason: unproven() };
    try {
      const [first, ...others] = await refs(signal);
      own = await repository.listCaches({ prefix: prefixOf(stream), ref: first }, signal);
      const rows = [own];
      for (const ref of others) rows.push(await repository.listCaches({ prefix: prefixOf(stream), ref }, signal));
      return { kind: 'listed', rows: rows.flat() };
    } catch (error) {
      if (error instanceof CollectError) return { kind: 'unknown', reason: error };
      throw error;
    }
  }

  async function holdsAny(signal: AbortSignal): Promise<boolean> {
    for (const ref of await refs(signal)) {
      const rows = (await repository?.listCaches({ prefix: CACHE_KEYS, ref }, signal)) ?? [];
      if (rows.length > 0) return true;
    }
    return false;
  }

  async function commit(checkpoint: Checkpoint, signal: AbortSignal): Promise<readonly string[]> {
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
    // Also after a failure: the entry can exist, and only the response was lost.
    if (await has(client, key)) return [];
    for (const ms of saved.claimed ? LOOK_AGAIN_AFTER_MS : []) {
      // A cancelled wait only makes the last look an early one.
      await clock.sleep(ms, signal).catch(() => {});
      if (await has(client, key)) return [];
    }
    throw notThere(saved.how, saved.hint);
  }

  async function prune(signal: AbortSignal): Promise<number> {
    let deleted = 0;
    try {
      for (const { id } of replaced(own).slice(-DELETED_MAX)) {
        await repository?.deleteCache(id, signal);
        deleted += 1;
      }
    } catch (error) {
      if (!(error instanceof CollectError) && !signal.aborted) throw error;
    }
    return deleted;
  }

  return { name: HERE, load, commit, prune, holdsAny };
}

type FoundReading = Extract<Reading, { kind: 'found' }>;

type Listed =
  | { readonly kind: 'listed'; readonly rows: readonly CacheRow[] }
  | { readonly kind: 'unknown'; readonly reason: CollectError };

const HERE = 'the Actions cache';
/** How the keys of all streams begin. */
const CACHE_KEYS = 'audit-log-';

/** Concurrent runs can save out of order, so that the newest entry lacks what an older one holds. */
async function joinOthers(
  client: CacheClient,
  { key, reading, rows }: { readonly key: string; readonly reading: FoundReading; readonly rows: readonly CacheRow[] },
  signal: AbortSignal,
): Promise<Loaded> {
  let { checkpoint } = reading;
  const notes: string[] = [];
  let tries = 0;
  for (const row of rows.toSorted((a, b) => generationOf(b) - generationOf(a))) {
    const commitId = COMMIT_ID.exec(row.key)?.[1] ?? row.key;
    const named = { epoch: checkpoint.epoch, generation: generationOf(row), commitId };
    if (row.key === key || !mayHoldNews(named, checkpoint)) continue;
    if (tries === EXACT_TRIES) break;
    tries += 1;
    signal.throwIfAborted();
    const restoring = { client, stream: checkpoint.stream, failures: new Set<string>() };
    const other = await restore(restoring, row.key);
    if (other?.reading.kind === 'found') checkpoint = join(checkpoint, other.reading.checkpoint);
    else notes.push(notRead(named.generation, restoring));
  }
  return { ...reading, checkpoint, notes };
}

/** Ends where no hex digit can follow, so that no stream's entries are another's. */
function prefixOf(stream: string): string {
  return `${CACHE_KEYS}${stream}-`;
}

function keyOf({ stream, generation, commits: [commit] }: Checkpoint): string {
  assert(commit?.generation === generation, 'the newest commit of a checkpoint is its own');
  return `${prefixOf(stream)}${String(generation).padStart(10, '0')}-${commit.id}`;
}

interface Restoring {
  readonly client: CacheClient;
  readonly stream: string;
  /** Why nothing came, where the client says so. */
  readonly failures: Set<string>;
}

async function restore(
  { client, stream, failures }: Restoring,
  prefix: string,
): Promise<{ readonly key: string; readonly reading: Reading } | undefined> {
  // The client rejects for reasons of the runner (no token, no disk) as well: nothing was read, which proves nothing.
  const entry = await client.restore(prefix).catch((error: unknown) => {
    failures.add(describeForeign(error));
    return undefined;
  });
  if (entry === undefined) return undefined;
  return { key: entry.key, reading: readPosition(entry.bytes, stream, 'the newest cache entry') };
}

async function has(client: CacheClient, key: string): Promise<boolean> {
  return client.has(key).catch(() => false);
}

/** All but the newest few, and but those of the highest generations: overlapping runs can save out of order. */
function replaced(rows: readonly CacheRow[]): readonly CacheRow[] {
  const kept = new Set([
    ...rows.slice(0, KEPT),
    ...rows.toSorted((a, b) => generationOf(b) - generationOf(a)).slice(0, KEPT),
  ]);
  return rows.filter((row) => !kept.has(row));
}

function generationOf({ key }: CacheRow): number {
  return Number(/-(\d{10,16})-[^-]+$/.exec(key)?.[1] ?? 0);
}

const COMMIT_ID = /-([^-]+)$/;

function olderOnly(): CheckpointError {
  return unreadable('newer entries are listed than the one that can be restored', HERE);
}

function listedOnly(count: number, failed: Restoring): CheckpointError {
  const problem = `this job can restore none of the saved positions that are listed (${count})`;
  return unreadable(`${problem}${because(failed)}`, HERE);
}

function notRead(generation: number, failed: Restoring): string {
  return `The cache entry of generation ${generation} could not be read${because(failed)}. Events can be delivered again.`;
}

function because({ failures }: Restoring): string {
  return failures.size === 0 ? '' : ` (${[...failures].join('; ')})`;
}

function unproven(): CheckpointError {
  return new CheckpointError(
    'the Actions cache returned no position, and without github-token the run cannot prove that none exists',
    { hint: 'Leave `github-token` at its default and give the job `permissions: actions: read`.' },
  );
}

const FULL_OR_READ_ONLY =
  'Check whether the cache of this repository is full or read-only for this job (`cache-mode`, an untrusted trigger).';

function notThere(how: string, hint = FULL_OR_READ_ONLY): CheckpointError {
  return new CheckpointError(`the position is not in the Actions cache: ${how}, and a look-up does not find it`, {
    hint,
  });
}
