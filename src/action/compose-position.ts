/** Where the saved position of this run is kept, where else it can be found, and of which stream it is one. */
import { join } from 'node:path';
import { type CacheStore, createCacheStore } from '../checkpoint/actions-cache.ts';
import { createArtifactPositions } from '../checkpoint/artifacts.ts';
import { isAnyBelieved } from '../checkpoint/believing.ts';
import { createDirectoryStore } from '../checkpoint/directory.ts';
import { createMemoryStore } from '../checkpoint/memory.ts';
import { createOrigins } from '../checkpoint/origins.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { Trust } from '../checkpoint/trust.ts';
import type { DeliveryParts } from '../collector/delivery-parts.ts';
import { parseSigningKey } from '../evidence/ssh-signature.ts';
import { openActionsCache } from '../github/actions-cache-client.ts';
import type { Repository } from '../github/repository.ts';
import { assert } from '../model/assert.ts';
import { CLOUD_RETENTION_MS, SERVER_RETENTION_MS } from '../model/feed.ts';
import { subjectOf } from '../model/target.ts';
import { type Elsewhere, type FindPosition, findPosition } from '../position/find-position.ts';
import { readHistory } from '../position/history.ts';
import type { RunIdentity } from '../position/run-identity.ts';
import { systemClock } from '../runtime/clock.ts';
import { watchSystemHttp } from '../runtime/http-watch.ts';
import type { Environment } from './inputs/environment.ts';
import { isServerApi } from './inputs/parse-access.ts';
import type { Situation } from './place.ts';
import { streamFor } from './world.ts';

export interface PositionParts {
  /** `undefined`: positions are kept in artifacts only. */
  readonly store: CheckpointStore | undefined;
  readonly prune: DeliveryParts['prune'];
  readonly findPosition: FindPosition;
}

/** Where the position is kept, and where else it can be found. */
export function openPosition(situation: Situation, repository: Repository | undefined): PositionParts {
  const { settings, environment, end } = situation;
  const { position, recording } = settings;
  // A replay begins where its recording says, and the position that it saves is never used.
  if (recording?.kind === 'replay') return positionIn(situation, createMemoryStore());
  if (position.stateDir !== undefined)
    return positionIn(situation, createDirectoryStore(position.stateDir, situation.files, trustOf(situation)));
  assert(repository !== undefined, 'positions in the cache and in artifacts have a repository');
  // Its client unpacks an entry before any signature can be checked, in the job that holds the key.
  if (settings.signing !== undefined) {
    return positionIn(situation, undefined, lookElsewhere(situation, { repository, store: undefined }));
  }
  const limits = { clock: systemClock, watch: watchSystemHttp, end };
  const client = openActionsCache(join(environment.temp, 'collect-audit-log', 'cache'), limits);
  const refs = (signal: AbortSignal) => restorableRefs(environment, repository, signal);
  const store = createCacheStore({ client, repository, refs, clock: systemClock });
  const elsewhere = lookElsewhere(situation, { repository, store });
  const prune = () => store.prune(end.signal);
  return { ...positionIn(situation, store, elsewhere), prune };
}

function positionIn(
  { world, end }: Situation,
  store: CheckpointStore | undefined,
  elsewhere?: Elsewhere,
): PositionParts {
  return {
    store,
    prune: undefined,
    findPosition: world.begin((stream, signal) =>
      findPosition(stream, { store, elsewhere, clock: world.clock }, AbortSignal.any([signal, end.signal])),
    ),
  };
}

/** With a key: who signs, and whose positions are believed. */
export function trustOf({ settings, environment }: Situation): Trust | undefined {
  const { signing } = settings;
  if (signing === undefined) return undefined;
  const reading = parseSigningKey(signing.key);
  assert(reading.kind === 'key', 'the inputs were checked');
  const { key } = reading;
  return { key, trusted: [key.publicKey, ...signing.trusted], repositoryId: environment.repositoryId };
}

function lookElsewhere(
  situation: Situation,
  { repository, store }: { readonly repository: Repository; readonly store: CacheStore | undefined },
): Elsewhere {
  const { runId, sha, ref } = situation.environment;
  const origins = createOrigins(repository, { id: runId, sha: sha ?? '', ref: ref ?? '' });
  return {
    artifacts: createArtifactPositions({ repository, origins, clock: systemClock, trust: trustOf(situation) }),
    holdEveryDelivery: situation.settings.output.artifact,
    history: (signal) => readHistory(repository, origins, signal),
    isOtherThere: async (others, signal) =>
      (store !== undefined && (await store.holdsAny(signal))) || (await isAnyBelieved(others, origins, signal)),
  };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache */
async function restorableRefs(
  { ref: own, baseBranch }: Environment,
  repository: Repository,
  signal: AbortSignal,
): Promise<readonly [string, ...string[]]> {
  const ref = own ?? '';
  const branches = [await repository.defaultBranch(signal), ...(baseBranch === '' ? [] : [baseBranch])];
  const others = new Set(branches.map((branch) => `refs/heads/${branch}`));
  others.delete(ref);
  return [ref, ...others];
}

export function identityOf({ settings, environment }: Situation): RunIdentity {
  return {
    stream: streamFor(settings),
    subject: subjectOf(settings.target, new URL(settings.api.url).host),
    run: `${environment.runId}.${environment.runAttempt}`,
    retentionMs: isServerApi(settings.api.url) ? SERVER_RETENTION_MS : CLOUD_RETENTION_MS,
  };
}
