/** Puts the shipped collector together over simulated ports, as the action does over the real ones. */
import { createCacheStore } from '../../src/checkpoint/actions-cache.ts';
import { createArtifactPositions } from '../../src/checkpoint/artifacts.ts';
import { createDirectoryStore } from '../../src/checkpoint/directory.ts';
import { createOrigins } from '../../src/checkpoint/origins.ts';
import { streamOf } from '../../src/checkpoint/stream.ts';
import { collect } from '../../src/collector/collect.ts';
import { openDelivery } from '../../src/collector/deliver-and-commit.ts';
import type { Delivery } from '../../src/collector/delivery.ts';
import type { Report } from '../../src/collector/report.ts';
import { renderRaw } from '../../src/format/raw.ts';
import { fixedToken } from '../../src/github/credentials.ts';
import type { Settings } from '../../src/model/settings.ts';
import { type Elsewhere, findPosition } from '../../src/position/find-position.ts';
import { readHistory } from '../../src/position/history.ts';
import type { Log } from '../../src/runtime/log.ts';
import { openAuditLog } from '../../src/source/audit-log.ts';
import type { Onlooker } from './onlooker.ts';
import { feedsOf, type Plan, type Setup, setupAt } from './plan.ts';
import { simulateArtifacts } from './ports/artifacts.ts';
import { type ApiParts, simulateApi } from './ports/audit-log-api.ts';
import { TOKEN_CANARY } from './ports/bad-answers.ts';
import { simulateCache } from './ports/cache.ts';
import { simulateClock } from './ports/clock.ts';
import { DISK, simulateFiles } from './ports/files.ts';
import { simulateRepository } from './ports/repository.ts';
import { simulateSink } from './ports/sink.ts';
import type { Process } from './process.ts';
import { MAIN_REF, MAIN_SHA, type Storage } from './storage.ts';

export interface Place {
  readonly plan: Plan;
  readonly storage: Storage;
  readonly onlooker: Onlooker;
  readonly api: Omit<ApiParts, 'onlooker'>;
}

const API_URL = 'https://api.github.com';
const TARGET = { kind: 'organization', name: 'acme' } as const;
const OUTPUT = '/runner/out';

/** Resolves with the report of the run, or never when its process dies. */
export async function collectOnce(process: Process, { plan, storage, onlooker, api }: Place): Promise<Report> {
  const setup = setupAt(plan, process.id, process.startedAt);
  const settings = settingsOf(setup, process);
  const clock = simulateClock(process);
  const random = { next: () => process.chance.next(), token: () => process.chance.token() };
  const log = simulateLog(process, onlooker);
  const isDirectory = setup.position === 'directory';
  const repository = simulateRepository(process, storage, onlooker);
  // On a machine of one's own the files stay, and must not be those of a run at the same time.
  const outputDir = isDirectory && setup.delivery === 'files' ? `${DISK}/out` : OUTPUT;
  const deliveredIn = setup.delivery === 'files' ? outputDir : undefined;
  const files = simulateFiles(process, { disk: storage.disk, onlooker, deliveredIn });
  const refs = async () => [MAIN_REF] as const;
  const cache = createCacheStore({ client: simulateCache(process, storage, onlooker), repository, refs, clock });
  const store = isDirectory ? createDirectoryStore(`${DISK}/position`, files) : cache;
  const stream = streamOf({ apiUrl: API_URL, target: TARGET, phrase: '', stateKey: '' });
  const auditLog = openAuditLog({
    api: simulateApi(process, { ...api, onlooker }),
    credentials: fixedToken(TOKEN_CANARY, 0),
    apiUrl: API_URL,
    target: TARGET,
    phrase: '',
    perPage: settings.limits.perPage,
    pageDelayMs: settings.limits.pageDelayMs,
    resilience: settings.resilience,
    clock,
    random,
    log,
  });
  const delivery = await openDelivery({
    files,
    clock,
    log,
    run: {
      tool: { name: 'collect-audit-log', version: '0' },
      run: {
        repository: 'acme/audit',
        repositoryId: '7',
        workflow: null,
        ref: 'refs/heads/main',
        sha: null,
        id: String(process.id),
        attempt: 1,
      },
      target: TARGET,
      apiHost: 'api.github.com',
      ...{ phrase: '', phraseSha256: null, format: 'raw', compression: 'none', dedupeId: '_document_id' },
      ...{ encryptedTo: [], droppedFields: [], pseudonymizedFields: [] },
    },
    signingKey: undefined,
    outputDir,
    stagingDir: '/runner/staging',
    sink: setup.delivery === 'sink' ? simulateSink(process, onlooker) : undefined,
    render: renderRaw,
    store,
    prune: isDirectory ? undefined : () => cache.prune(process.cancellation.signal),
    artifacts:
      isDirectory && setup.delivery !== 'artifact'
        ? undefined
        : {
            client: simulateArtifacts(process, { storage, onlooker, files }),
            prefix: 'audit-log',
            holdEvents: setup.delivery === 'artifact',
            arePositions: !isDirectory,
          },
  });
  const origins = createOrigins(repository, { id: String(process.id), sha: MAIN_SHA, ref: MAIN_REF });
  const elsewhere: Elsewhere | undefined = isDirectory
    ? undefined
    : {
        artifacts: createArtifactPositions({ repository, origins, clock }),
        holdEveryDelivery: setup.delivery === 'artifact',
        history: (signal) => readHistory(repository, origins, signal),
        isOtherThere: (_, signal) => cache.holdsAny(signal),
      };
  const sources = { store, elsewhere, clock };
  return collect(
    {
      clock,
      random,
      log,
      auditLog,
      findPosition: (of, signal) => findPosition(of, sources, signal),
      delivery: watch(delivery, process, onlooker),
      batchLimits: { pages: setup.batchPages, bytes: 1e9 },
    },
    {
      settings,
      identity: {
        stream,
        subject: 'api.github.com organization acme',
        run: `${process.id}.1`,
        retentionMs: setup.retentionMs,
      },
    },
    process.cancellation.signal,
  );
}

/** Shows the onlooker what the collector considers committed. */
function watch(delivery: Delivery, process: Process, onlooker: Onlooker): Delivery {
  return {
    offer: async (events) => delivery.offer?.(events),
    commit: async (batch, next, facts) => {
      const position = await delivery.commit(batch, next, facts);
      const [commit] = next.commits;
      if (commit !== undefined) onlooker.committed(process, commit);
      return position;
    },
    finish: (before) => delivery.finish(before),
    get result() {
      return delivery.result;
    },
  };
}

function simulateLog(process: Process, onlooker: Onlooker): Log {
  const write = (level: string, line: string) => {
    if (!process.alive) return;
    onlooker.left(process, { where: 'its log', text: line, mayHoldEvents: false });
    process.say(() => `${level} ${line}`);
  };
  return { info: (line) => write('·', line), warning: (line) => write('!', line) };
}

function settingsOf(setup: Setup, process: Process): Settings {
  return {
    target: TARGET,
    feeds: feedsOf(setup, process.id),
    mode: 'collect',
    until: undefined,
    order: 'asc',
    phrase: '',
    since: setup.since,
    credentials: { kind: 'token', token: TOKEN_CANARY },
    api: { url: API_URL, version: '2022-11-28', userAgent: 'simulation' },
    githubToken: TOKEN_CANARY,
    limits: {
      perPage: setup.perPage,
      maxPages: setup.maxPages,
      maxDurationMs: setup.maxDurationMs,
      pageDelayMs: 0,
      jitterMs: process.id % 5 === 0 ? 3_000 : 0,
      rateLimitReserve: 3,
    },
    resilience: {
      requestTimeoutMs: 30_000,
      retry: { attempts: setup.retryAttempts, initialBackoffMs: 2_000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 5, successes: 2, cooldownMs: 60_000 },
    },
    position: {
      stateKey: '',
      stateDir: setup.position === 'directory' ? `${DISK}/position` : undefined,
      file: undefined,
      overlapMs: setup.overlapMs,
      reconcileEveryMs: setup.reconcileEveryMs,
      reconcileWindowMs: setup.reconcileWindowMs,
      dedupeId: [setup.dedupeBy === 'id' ? '_document_id' : 'nowhere'],
      dedupeCapacity: setup.dedupeCapacity,
      onGap: 'fail',
      onColdStart: 'collect',
      maxLagMs: undefined,
    },
    output: {
      dir: OUTPUT,
      artifact: setup.delivery === 'artifact',
      artifactName: 'audit-log',
      retentionDays: undefined,
      format: 'raw',
      compression: 'none',
    },
    encryptTo: [],
    signing: undefined,
    privacy: { droppedFields: [], pseudonyms: undefined },
    allowPublicRepository: false,
    caCertificates: undefined,
    reporting: { summaryActions: false, report: false, heartbeatUrl: undefined },
    sink: undefined,
    archive: undefined,
    recording: undefined,
  };
}
