/**
 * The Actions cache, protocol v2, and its REST list. Entries are immutable per repository, key, version and scope; a key that
 * was reserved and never finalized stays taken. The runtime token of a job says what it can read and write.
 */
import type { Blobs } from './blobs.ts';
import { type CacheEntry, findEntry, orderOf, restRow } from './cache-entry.ts';
import { type Clock, DAY } from './clock.ts';
import { json, jsonObject, type Reply, type Request } from './exchange.ts';
import { paginate } from './pagination.ts';
import type { Repositories } from './repository.ts';
import type { Route } from './router.ts';
import { type RuntimeClaims, readRuntimeToken, twirp, unauthenticated } from './runtime-token.ts';
import { notFound } from './tokens.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.CacheService';

/** The cache service of one emulator. */
export class ActionsCache {
  /** How long after its finalize an entry cannot be found yet. */
  visibilityLagMs = 0;
  readonly #clock: Clock;
  readonly #blobs: Blobs;
  readonly #repositories: Repositories;
  #entries: CacheEntry[] = [];
  #nextId = 101;

  constructor(clock: Clock, blobs: Blobs, repositories: Repositories) {
    this.#clock = clock;
    this.#blobs = blobs;
    this.#repositories = repositories;
  }

  /** All entries, reserved ones included, oldest first. */
  get entries(): readonly CacheEntry[] {
    return this.#entries;
  }

  /** The archive of an entry. */
  archive(entry: CacheEntry): Buffer | undefined {
    return this.#blobs.read(entry.blob);
  }

  /** Replaces the archive of an entry. */
  corrupt(entry: CacheEntry, archive: Uint8Array = Buffer.from('not an archive')): void {
    this.#blobs.overwrite(entry.blob, archive);
  }

  /** Removes entries as GitHub does on its own; says how many. */
  evict(predicate: (entry: CacheEntry) => boolean = () => true): number {
    const leaving = this.#entries.filter(predicate);
    for (const entry of leaving) this.#blobs.delete(entry.blob);
    this.#entries = this.#entries.filter((entry) => !leaving.includes(entry));
    return leaving.length;
  }

  /** Evicts what was not read for seven days. */
  evictUnused(): number {
    return this.evict((entry) => entry.lastAccessedAt < this.#clock.now() - 7 * DAY);
  }

  get routes(): readonly Route[] {
    return [
      { method: 'POST', path: `${SERVICE}/CreateCacheEntry`, label: 'cache.create', answer: (r) => this.#create(r) },
      {
        method: 'POST',
        path: `${SERVICE}/FinalizeCacheEntryUpload`,
        label: 'cache.finalize',
        answer: (r) => this.#finalize(r),
      },
      { method: 'POST', path: `${SERVICE}/GetCacheEntryDownloadURL`, label: 'cache.get', answer: (r) => this.#find(r) },
      {
        method: 'GET',
        path: '/repos/:owner/:name/actions/caches',
        label: 'rest.caches',
        answer: (r) => this.#list(r),
      },
      {
        method: 'DELETE',
        path: '/repos/:owner/:name/actions/caches/:id',
        label: 'rest.caches.delete',
        answer: (r) => this.#delete(r),
      },
    ];
  }

  #create(request: Request): Reply {
    const call = this.#read(request);
    if ('refusal' in call) return call.refusal;
    const { repository, key, version, writable } = call;
    if (writable === undefined) {
      return json(200, { ok: false, message: 'cache write denied: token has no writable scopes' });
    }
    if (key.length > 512 || key.includes(',')) return twirp(400, 'invalid_argument', 'key is invalid');
    if (this.#own(repository, writable, key, version) !== undefined) {
      return twirp(409, 'already_exists', `cache entry with the same key, version, and scope already exists`);
    }
    const id = this.#nextId++;
    const now = this.#clock.now();
    const blob = `caches/${id}`;
    const times = { createdAt: now, lastAccessedAt: now };
    this.#entries.push({ id, repository, key, version, ref: writable, blob, ...times, sizeBytes: 0, finalized: false });
    return json(200, { ok: true, signed_upload_url: this.#blobs.signUpload(request.origin, blob) });
  }

  #finalize(request: Request): Reply {
    const call = this.#read(request);
    if ('refusal' in call) return call.refusal;
    const entry = call.writable && this.#own(call.repository, call.writable, call.key, call.version);
    if (!entry) return twirp(404, 'not_found', 'cache entry not found');
    const size = this.#blobs.read(entry.blob)?.length;
    if (entry.finalized || size === undefined || size !== Number(call.body['size_bytes'] ?? 0)) {
      return json(200, { ok: false, message: 'the uploaded size does not match' });
    }
    entry.finalized = true;
    entry.sizeBytes = size;
    entry.createdAt = this.#clock.now();
    entry.lastAccessedAt = entry.createdAt;
    return json(200, { ok: true, entry_id: String(entry.id) });
  }

  #find(request: Request): Reply {
    const call = this.#read(request);
    if ('refusal' in call) return call.refusal;
    const { repository, key, version, readable, body } = call;
    if (readable.length === 0) {
      return twirp(403, 'permission_denied', 'cache read denied: token has no readable scopes');
    }
    const restoreKeys = Array.isArray(body['restore_keys']) ? body['restore_keys'].map(String) : [];
    const entry = findEntry(this.#findable(repository), readable, version, [key, ...restoreKeys]);
    if (entry === undefined) return json(200, { ok: false });
    entry.lastAccessedAt = this.#clock.now();
    const url = this.#blobs.signDownload(request.origin, entry.blob);
    return json(200, { ok: true, signed_download_url: url, matched_key: entry.key });
  }

  #list(request: Request): Reply {
    const refusal = this.#repositories.refuse(request, 'actions', 'read');
    if (refusal !== undefined) return refusal;
    const { query } = request;
    const found = this.#findable(this.#repositories.nameOf(request))
      .filter((entry) => entry.key.startsWith(query.get('key') ?? ''))
      .filter((entry) => entry.ref === (query.get('ref') ?? entry.ref))
      .sort(orderOf(query.get('sort')));
    if (query.get('direction') === 'asc') found.reverse();
    return paginate(request, 'actions_caches', found.map(restRow));
  }

  #delete(request: Request): Reply {
    const refusal = this.#repositories.refuse(request, 'actions', 'write');
    if (refusal !== undefined) return refusal;
    const repository = this.#repositories.nameOf(request);
    const gone = this.evict((entry) => entry.repository === repository && String(entry.id) === request.params['id']);
    return gone === 0 ? notFound() : { status: 204 };
  }

  #findable(repository: string | undefined): readonly CacheEntry[] {
    const latest = this.#clock.now() - this.visibilityLagMs;
    return this.#entries.filter(
      (entry) => entry.repository === repository && entry.finalized && entry.createdAt <= latest,
    );
  }

  #own(repository: string, ref: string, key: string, version: string): CacheEntry | undefined {
    return this.#entries.find(
      (entry) => entry.repository === repository && entry.ref === ref && entry.key === key && entry.version === version,
    );
  }

  #read(request: Request): CacheCall | { readonly refusal: Reply } {
    const claims = readRuntimeToken(request);
    const body = jsonObject(request.body);
    const repository = claims && this.#repositories.ofRun(claims.runBackendId);
    if (claims === undefined || repository === undefined) return { refusal: unauthenticated() };
    if (body === undefined) return { refusal: twirp(400, 'malformed', 'the request is not a JSON object') };
    return { repository, body, key: String(body['key'] ?? ''), version: String(body['version'] ?? ''), ...may(claims) };
  }
}

interface CacheCall {
  readonly repository: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly version: string;
  readonly readable: readonly string[];
  readonly writable: string | undefined;
}

function may({ scopes }: RuntimeClaims): Pick<CacheCall, 'readable' | 'writable'> {
  return {
    readable: scopes.filter(({ access }) => access === 'read' || access === 'read-write').map(({ scope }) => scope),
    writable: scopes.find(({ access }) => access === 'write-only' || access === 'read-write')?.scope,
  };
}
