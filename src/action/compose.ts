/**
 * Puts the collector together from settings and environment: which store, which artifacts, which connections. Everything
 * that a run touches is chosen here and handed on as a value.
 */
import { join } from 'node:path';
import { createCacheStore } from '../checkpoint/actions-cache.ts';
import { createArtifactPositions } from '../checkpoint/artifacts.ts';
import { createDirectoryStore } from '../checkpoint/directory.ts';
import { createMemoryStore } from '../checkpoint/memory.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import { BATCH_LIMITS } from '../collector/batch-buffer.ts';
import type { Ports } from '../collector/collect.ts';
import { type HandOverParts, openHandOver } from '../collector/deliver-and-commit.ts';
import { findPosition } from '../collector/find-position.ts';
import type { RunIdentity } from '../collector/run-identity.ts';
import type { TakeLines } from '../delivery/line-file.ts';
import { createFormat } from '../format/format.ts';
import { openActionsArtifacts } from '../github/actions-artifact-client.ts';
import { openActionsCache } from '../github/actions-cache-client.ts';
import type { Repository } from '../github/repository.ts';
import { InputError } from '../model/errors.ts';
import { CLOUD_RETENTION_MS, SERVER_RETENTION_MS } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import { TOOL } from '../model/version.ts';
import { systemClock } from '../runtime/clock.ts';
import { systemFiles } from '../runtime/files.ts';
import { systemHttp } from '../runtime/http.ts';
import { trustCertificates, useProxy } from '../runtime/network.ts';
import { systemRandom } from '../runtime/random.ts';
import { describeHost } from '../source/host.ts';
import { type Console, connectAuditLog, connectOwnRepository } from './connect-github.ts';
import { connectSink } from './connect-sink.ts';
import { type Environment, isEnterpriseServer } from './environment.ts';
import { isServerApi } from './parse-access.ts';
import { streamFor, type World } from './world.ts';

/** Fast; a log of JSON shrinks to a tenth all the same, and the runner's time is somebody's money. */
const COMPRESSION_LEVEL = 3;

export interface Composed {
  readonly ports: Ports;
  readonly job: { readonly settings: Settings; readonly identity: RunIdentity };
}

/** What a run is to do, and where it finds itself. */
export interface Situation extends Console {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly world: World;
  /** Where events go as lines besides the files; `undefined`: nowhere. */
  readonly takeLines: TakeLines | undefined;
}

/** Rejects with `InputError` when the settings cannot work here, with `AccessError` when uploading would publish the log. */
export async function compose(situation: Situation, signal: AbortSignal): Promise<Composed> {
  const { settings, environment, world, log, takeLines } = situation;
  checkPlace(settings, environment);
  if (settings.caCertificates !== undefined) trustCertificates(settings.caCertificates);
  useProxy(log);
  const repository = storesAtGitHub(settings) ? await connectOwnRepository(settings, environment, log) : undefined;
  if (repository !== undefined && !settings.allowPublicRepository) await refusePublicRepository(repository, signal);
  const stream = streamFor(settings);
  const { clock, random } = world;
  const { store, prune } = chooseStore(settings, { environment, repository, stream });
  const elsewhere =
    repository === undefined || settings.position.stateDir !== undefined
      ? undefined
      : { artifacts: createArtifactPositions(repository), repository };
  return {
    ports: {
      clock,
      random,
      log,
      auditLog: await connectAuditLog(situation),
      findPosition: world.begin((of, signal) => findPosition(of, { store, elsewhere, clock }, signal)),
      handOver: await openHandOver(handOverParts(settings, { environment, store, prune, log, takeLines })),
      batchLimits: BATCH_LIMITS,
    },
    job: {
      settings,
      identity: {
        stream,
        run: `${environment.runId}.${environment.runAttempt}`,
        retentionMs: isServerApi(settings.api.url) ? SERVER_RETENTION_MS : CLOUD_RETENTION_MS,
      },
    },
  };
}

/** Says what cannot work before anything is requested. */
function checkPlace(settings: Settings, environment: Environment): void {
  if (isEnterpriseServer(environment) && settings.output.artifact) {
    throw new InputError('artifact is true, but GitHub Enterprise Server has no artifacts that an action can write', {
      hint: 'Set artifact: false and a state-dir, and take the files away in a later step; see docs/troubleshooting.md#delivery.',
    });
  }
  if (environment.hasRuntimeToken) return;
  if (storesAtGitHub(settings)) {
    throw new InputError('the Actions cache and artifacts are out of reach: this is no step of a workflow', {
      hint: 'Outside a workflow, set artifact: false and state-dir; see docs/troubleshooting.md#delivery.',
    });
  }
}

/** Whether anything of this run is kept in the repository's cache or artifacts: events, or a position. */
function storesAtGitHub({ output, position, recording }: Settings): boolean {
  return recording?.kind !== 'replay' && (output.artifact || position.stateDir === undefined);
}

/** Fails closed: what cannot be shown to be private counts as public, and even a position tells when something happened. */
async function refusePublicRepository(repository: Repository, signal: AbortSignal): Promise<void> {
  if (!(await repository.isPublic(signal))) return;
  throw new InputError('this repository is public: everyone could read the audit log in its artifacts', {
    hint: 'Collect from a private repository or, if everyone may read this log, set allow-public-repository: true; see docs/security.md#public-repositories.',
  });
}

function chooseStore(
  { position, recording }: Settings,
  at: { readonly environment: Environment; readonly repository: Repository | undefined; readonly stream: string },
): { readonly store: CheckpointStore; readonly prune: HandOverParts['prune'] } {
  if (recording?.kind === 'replay') return { store: createMemoryStore(), prune: undefined };
  if (position.stateDir !== undefined) {
    return { store: createDirectoryStore(position.stateDir, systemFiles), prune: undefined };
  }
  const client = openActionsCache(join(at.environment.temp, 'collect-audit-log', 'cache'));
  const store = createCacheStore({ client, repository: at.repository, clock: systemClock });
  return { store, prune: () => store.prune(at.stream, new AbortController().signal) };
}

function handOverParts(
  settings: Settings,
  parts: { readonly environment: Environment } & Pick<HandOverParts, 'store' | 'prune' | 'log' | 'takeLines'>,
): HandOverParts {
  const { environment, store, prune, log, takeLines } = parts;
  const { output, position, target, feeds, sink, recording } = settings;
  const { runId, runAttempt, repository } = environment;
  const client = openActionsArtifacts({ retentionDays: output.retentionDays, compressionLevel: COMPRESSION_LEVEL });
  const arePositions = position.stateDir === undefined;
  const source = describeHost(settings.api.url).webOrigin;
  const render = createFormat(output.format, { source, apiUrl: settings.api.url, target });
  return {
    render,
    files: systemFiles,
    clock: systemClock,
    log,
    run: {
      tool: TOOL,
      run: {
        id: runId,
        attempt: runAttempt,
        repository: repository === undefined ? undefined : `${repository.owner}/${repository.repo}`,
      },
      target,
      feeds,
      compression: output.compression,
    },
    outputDir: output.dir,
    takeLines,
    stagingDir: join(environment.temp, 'collect-audit-log', 'staging'),
    store,
    prune,
    sink:
      sink === undefined
        ? undefined
        : connectSink({ ...settings, sink }, environment, {
            http: systemHttp,
            clock: systemClock,
            random: systemRandom,
            log,
            render,
          }),
    artifacts:
      isEnterpriseServer(environment) || !environment.hasRuntimeToken || recording?.kind === 'replay'
        ? undefined
        : { client, prefix: output.artifactName, holdEvents: output.artifact, arePositions },
  };
}
