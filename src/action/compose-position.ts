/** Where the saved position of this run is kept, where else it may be found, and of which stream it is one. */
import { join } from 'node:path';
import { createCacheStore } from '../checkpoint/actions-cache.ts';
import { createArtifactPositions } from '../checkpoint/artifacts.ts';
import { createDirectoryStore } from '../checkpoint/directory.ts';
import { createMemoryStore } from '../checkpoint/memory.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import type { DeliveryParts } from '../collector/delivery-parts.ts';
import { openActionsCache } from '../github/actions-cache-client.ts';
import type { Repository } from '../github/repository.ts';
import { CLOUD_RETENTION_MS, SERVER_RETENTION_MS } from '../model/feed.ts';
import { type FindPosition, findPosition } from '../position/find-position.ts';
import type { RunIdentity } from '../position/run-identity.ts';
import { systemClock } from '../runtime/clock.ts';
import { watchSystemHttp } from '../runtime/http-watch.ts';
import { isServerApi } from './inputs/parse-access.ts';
import type { Situation } from './place.ts';
import { streamFor } from './world.ts';

export interface PositionParts {
  readonly store: CheckpointStore;
  readonly prune: DeliveryParts['prune'];
  readonly findPosition: FindPosition;
}

/** Where the position is kept, and where else it may be found. */
export function openPosition(situation: Situation, repository: Repository | undefined): PositionParts {
  const { settings, environment, end } = situation;
  const { position, recording } = settings;
  // A replay begins where its recording says, and what it saves is nobody's position.
  if (recording?.kind === 'replay') return positionIn(situation, createMemoryStore());
  if (position.stateDir !== undefined)
    return positionIn(situation, createDirectoryStore(position.stateDir, situation.files));
  const limits = { clock: systemClock, watch: watchSystemHttp, end };
  const client = openActionsCache(join(environment.temp, 'collect-audit-log', 'cache'), limits);
  const store = createCacheStore({ client, repository, clock: systemClock });
  const prune = () => store.prune(streamFor(settings), end.signal);
  return { ...positionIn(situation, store, repository), prune };
}

function positionIn({ world, end }: Situation, store: CheckpointStore, repository?: Repository): PositionParts {
  const elsewhere =
    repository === undefined ? undefined : { artifacts: createArtifactPositions(repository), repository };
  return {
    store,
    prune: undefined,
    findPosition: world.begin((stream, signal) =>
      findPosition(stream, { store, elsewhere, clock: world.clock }, AbortSignal.any([signal, end.signal])),
    ),
  };
}

export function identityOf({ settings, environment }: Situation): RunIdentity {
  return {
    stream: streamFor(settings),
    run: `${environment.runId}.${environment.runAttempt}`,
    retentionMs: isServerApi(settings.api.url) ? SERVER_RETENTION_MS : CLOUD_RETENTION_MS,
  };
}
