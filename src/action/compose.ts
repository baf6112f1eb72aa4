/**
 * Puts the parts of a run together from settings and environment: which store, which artifacts, which connections.
 * Everything that a run touches is chosen here and passed on as a value.
 */
import { join } from 'node:path';
import { BATCH_LIMITS } from '../collector/batch-buffer.ts';
import type { Ports } from '../collector/collect.ts';
import { openDelivery } from '../collector/deliver-and-commit.ts';
import type { DeliveryParts } from '../collector/delivery-parts.ts';
import type { PullPorts } from '../collector/pull/pull-job.ts';
import type { Archive } from '../delivery/archive/archive.ts';
import type { Sink } from '../delivery/http/sink.ts';
import type { RunFacts } from '../evidence/manifest.ts';
import { renderRaw } from '../format/raw.ts';
import type { Render } from '../format/render.ts';
import { openActionsArtifacts } from '../github/actions-artifact-client.ts';
import type { ArtifactClient } from '../github/artifact-client.ts';
import type { Settings } from '../model/settings.ts';
import { TOOL } from '../model/version.ts';
import type { RunIdentity } from '../position/run-identity.ts';
import type { SavingParts } from '../position/save-position.ts';
import type { ReportWriter } from '../report-page/report-writer.ts';
import { systemClock } from '../runtime/clock.ts';
import { systemHttp } from '../runtime/http.ts';
import { watchSystemHttp } from '../runtime/http-watch.ts';
import { systemRandom } from '../runtime/random.ts';
import { describeHost } from '../source/host.ts';
import { identityOf, openPosition, type PositionParts, trustOf } from './compose-position.ts';
import { connectArchive } from './connect-archive.ts';
import { connectAuditLog } from './connect-github.ts';
import { describePhrase } from './describe-phrase.ts';
import { type Environment, isEnterpriseServer } from './inputs/environment.ts';
import { openPlace, type Situation } from './place.ts';

/** Fast; a log of JSON shrinks to a tenth all the same, and the runner's time is somebody's money. */
const COMPRESSION_LEVEL = 3;

/** Of its name in that of an artifact: enough to distinguish targets, and short enough for the rest. */
const TARGET_CHARACTERS_MAX = 40;

export interface Composed {
  readonly ports: Ports;
  readonly job: { readonly settings: Settings; readonly identity: RunIdentity };
}

/** For `collect`. Rejects as `openPlace` does. */
export async function compose(situation: Situation, signal: AbortSignal): Promise<Composed> {
  const { settings, world, log } = situation;
  const position = openPosition(situation, await openPlace(situation, signal));
  return {
    ports: {
      clock: world.clock,
      random: world.random,
      log,
      auditLog: await connectAuditLog(situation),
      findPosition: position.findPosition,
      delivery: await openDelivery(await deliveryParts(situation, position)),
      batchLimits: BATCH_LIMITS,
    },
    job: { settings, identity: identityOf(situation) },
  };
}

/** For `pull`. Rejects as `openPlace` does. */
export async function composePull(situation: Situation, signal: AbortSignal): Promise<PullPorts> {
  const { settings, environment, world, log, writeLines, end } = situation;
  await openPlace(situation, signal);
  const { openPullDelivery } = await import('../collector/pull/pull-delivery.ts');
  const { output } = settings;
  const render = await renderFor(settings);
  return {
    clock: world.clock,
    random: world.random,
    log,
    auditLog: await connectAuditLog(situation),
    delivery: await openPullDelivery({
      dir: output.dir,
      files: situation.files,
      run: runFacts(situation),
      writeLines,
      report: await reportOf(settings, render),
      end: end.signal,
      clock: systemClock,
      log,
      render,
      signingKey: trustOf(situation)?.key,
      id: `${environment.runId}.${environment.runAttempt}.${systemRandom.token()}`,
      sink: await sinkOf(situation, render),
      archive: await archiveOf(situation, render),
      artifacts: output.artifact ? { client: artifactClient(situation), prefix: artifactPrefix(settings) } : undefined,
    }),
    batchLimits: BATCH_LIMITS,
  };
}

/** For `reset`: where a moved position is saved, in addition to the store. */
export function savingParts(situation: Situation, { store }: PositionParts): SavingParts {
  const { settings, environment, log } = situation;
  const hasArtifacts = settings.position.stateDir === undefined && reachesArtifacts(environment);
  return {
    store,
    files: situation.files,
    clock: systemClock,
    log,
    stagingDir: join(environment.temp, 'collect-audit-log', 'staging'),
    signingKey: trustOf(situation)?.key,
    artifacts: hasArtifacts ? { client: artifactClient(situation), prefix: artifactPrefix(settings) } : undefined,
  };
}

async function deliveryParts(situation: Situation, { store, prune }: PositionParts): Promise<DeliveryParts> {
  const { settings, environment, log, writeLines, end } = situation;
  const { output, position, recording } = settings;
  const render = await renderFor(settings);
  const hasArtifacts = reachesArtifacts(environment) && recording?.kind !== 'replay';
  return {
    render,
    files: situation.files,
    clock: systemClock,
    log,
    run: runFacts(situation),
    signingKey: trustOf(situation)?.key,
    outputDir: output.dir,
    writeLines,
    report: await reportOf(settings, render),
    end: end.signal,
    stagingDir: join(environment.temp, 'collect-audit-log', 'staging'),
    store,
    prune,
    sink: await sinkOf(situation, render),
    archive: await archiveOf(situation, render),
    artifacts: hasArtifacts
      ? {
          client: artifactClient(situation),
          prefix: artifactPrefix(settings),
          holdEvents: output.artifact,
          arePositions: position.stateDir === undefined,
        }
      : undefined,
  };
}

function reachesArtifacts(environment: Environment): boolean {
  return !isEnterpriseServer(environment) && environment.hasRuntimeToken;
}

/** How all names of this run's artifacts begin; it holds only letters, digits, `-`, `_` and `.`. */
function artifactPrefix({ output, target }: Settings): string {
  return `${output.artifactName}-${target.name.replaceAll(/[^\w.-]/g, '-').slice(0, TARGET_CHARACTERS_MAX)}`;
}

function artifactClient({ settings: { output }, end }: Situation): ArtifactClient {
  const limits = { clock: systemClock, watch: watchSystemHttp, end };
  return openActionsArtifacts({ retentionDays: output.retentionDays, compressionLevel: COMPRESSION_LEVEL }, limits);
}

/** The text as it came needs no format to be loaded. */
export async function renderFor({ api, output, target }: Settings): Promise<Render> {
  if (output.format === 'raw') return renderRaw;
  const { createFormat } = await import('../format/format.ts');
  return createFormat(output.format, { source: describeHost(api.url).webOrigin, apiUrl: api.url, target });
}

/** The page is a fifth of the program, and few runs write one. */
async function reportOf({ reporting, encryptTo }: Settings, render: Render): Promise<ReportWriter | undefined> {
  if (!reporting.report) return undefined;
  return (await import('../report-page/report-writer.ts')).createReportWriter(render, encryptTo);
}

async function sinkOf(situation: Situation, render: Render): Promise<Sink | undefined> {
  const { settings, environment, log, end, hide } = situation;
  const { sink } = settings;
  if (sink === undefined) return undefined;
  const world = { http: systemHttp, clock: systemClock, random: systemRandom, log, render, endsAt: end.at, hide };
  const { connectSink } = await import('./connect-sink.ts');
  return connectSink({ ...settings, sink }, environment, world);
}

/** The archive of a run that has one. Rejects with `InputError` when this job has no credential for it. */
export async function archiveOf(situation: Situation, render: Render): Promise<Archive | undefined> {
  const { settings, environment, log, hide, end } = situation;
  const { archive } = settings;
  if (archive === undefined) return undefined;
  const world = { http: systemHttp, clock: systemClock, random: systemRandom, log, hide, render, endsAt: end.at };
  return connectArchive({ ...settings, archive }, environment, world);
}

function runFacts({ settings, environment, redact }: Situation): RunFacts {
  const { target, api, output, position, privacy } = settings;
  const { runId, runAttempt, repository, repositoryId, workflow, ref, sha } = environment;
  return {
    tool: TOOL,
    run: {
      repository: repository === undefined ? null : `${repository.owner}/${repository.repo}`,
      ...{ repositoryId, workflow, ref, sha },
      id: runId,
      attempt: runAttempt,
    },
    target,
    apiHost: new URL(api.url).host,
    ...describePhrase(settings, redact),
    format: output.format,
    compression: output.compression,
    encryptedTo: settings.encryptTo,
    droppedFields: privacy.droppedFields,
    pseudonymizedFields: privacy.pseudonyms?.fields ?? [],
    dedupeId: position.dedupeId.join('.'),
  };
}
