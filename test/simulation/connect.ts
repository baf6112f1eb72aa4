/** What every run has, whatever its mode: the shipped parts over simulated ports, put together as the action does over the real ones. */
import { createCacheStore } from '../../src/checkpoint/actions-cache.ts';
import { createArtifactPositions } from '../../src/checkpoint/artifacts.ts';
import { createDirectoryStore } from '../../src/checkpoint/directory.ts';
import { createOrigins } from '../../src/checkpoint/origins.ts';
import { streamOf } from '../../src/checkpoint/stream.ts';
import type { RunFacts } from '../../src/evidence/manifest.ts';
import { fixedToken } from '../../src/github/credentials.ts';
import { type Elsewhere, type FindPosition, findPosition } from '../../src/position/find-position.ts';
import { readHistory } from '../../src/position/history.ts';
import type { Log } from '../../src/runtime/log.ts';
import { openAuditLog } from '../../src/source/audit-log.ts';
import type { Onlooker } from './onlooker.ts';
import { type Plan, setupAt } from './plan.ts';
import { simulateArtifacts } from './ports/artifacts.ts';
import { type ApiParts, simulateApi } from './ports/audit-log-api.ts';
import { TOKEN_CANARY } from './ports/bad-answers.ts';
import { simulateCache } from './ports/cache.ts';
import { simulateClock } from './ports/clock.ts';
import { DISK, simulateFiles } from './ports/files.ts';
import { simulateRepository } from './ports/repository.ts';
import { simulateSink } from './ports/sink.ts';
import type { Process } from './process.ts';
import { API_URL, settingsOf, TARGET } from './settings.ts';
import { MAIN, type Storage } from './storage.ts';

export interface Place {
  readonly plan: Plan;
  readonly storage: Storage;
  readonly onlooker: Onlooker;
  readonly api: Omit<ApiParts, 'onlooker'>;
}

const OUTPUT = '/runner/out';
export const STAGING = '/runner/staging';

export type Connected = ReturnType<typeof connect>;

export function connect(process: Process, { plan, storage, onlooker, api }: Place) {
  const setup = setupAt(plan, process.likeRun, process.startedAt);
  const settings = settingsOf(setup, process);
  const clock = simulateClock(process);
  const random = { next: () => process.chance.next(), token: () => process.chance.token() };
  const log = simulateLog(process, onlooker);
  const isDirectory = setup.position === 'directory';
  const repository = simulateRepository(process, storage, onlooker);
  // On a machine of one's own the files stay, and must not be those of a run at the same time.
  const isKept = isDirectory && setup.delivery === 'files' && process.event === 'schedule';
  const outputDir = isKept ? `${DISK}/out` : OUTPUT;
  const deliveredIn = setup.delivery === 'files' ? outputDir : undefined;
  // A directory of a machine's own is not shared with a trial.
  const disk = process.branch === MAIN ? storage.disk : new Map<string, Uint8Array>();
  const files = simulateFiles(process, { disk, onlooker, deliveredIn });
  const { ref, sha } = process.branch;
  const refs = async () => [ref, ...[MAIN.ref].filter((other) => other !== ref)] as const;
  const cache = createCacheStore({ client: simulateCache(process, storage, onlooker), repository, refs, clock });
  const store = isDirectory ? createDirectoryStore(`${DISK}/position`, files) : cache;
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
  const origins = createOrigins(repository, { id: String(process.id), sha, ref });
  const elsewhere: Elsewhere | undefined = isDirectory
    ? undefined
    : {
        artifacts: createArtifactPositions({ repository, origins, clock }),
        holdEveryDelivery: setup.delivery === 'artifact',
        history: (signal) => readHistory(repository, origins, signal),
        isOtherThere: (_, signal) => cache.holdsAny(signal),
      };
  const sources = { store, elsewhere, clock };
  const find: FindPosition = (of, signal) => findPosition(of, sources, signal);
  const artifacts = { client: simulateArtifacts(process, { storage, onlooker, files }), prefix: 'audit-log' };
  const sink = setup.delivery === 'sink' ? simulateSink(process, onlooker) : undefined;
  return {
    ...{ setup, settings, clock, random, log, files, outputDir, store, auditLog, artifacts, sink, isDirectory },
    prune: isDirectory ? undefined : () => cache.prune(process.cancellation.signal),
    findPosition: find,
    identity: {
      stream: streamOf({ apiUrl: API_URL, target: TARGET, phrase: '', stateKey: '' }),
      subject: 'api.github.com organization acme',
      run: `${process.id}.1`,
      retentionMs: setup.retentionMs,
    },
  };
}

export function runFactsOf({ id, branch }: Process): RunFacts {
  return {
    tool: { name: 'collect-audit-log', version: '0' },
    run: {
      repository: 'acme/audit',
      repositoryId: '7',
      workflow: null,
      ref: branch.ref,
      sha: null,
      id: String(id),
      attempt: 1,
    },
    target: TARGET,
    apiHost: 'api.github.com',
    ...{ phrase: '', phraseSha256: null, format: 'raw', compression: 'none', dedupeId: '_document_id' },
    ...{ encryptedTo: [], droppedFields: [], pseudonymizedFields: [] },
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
