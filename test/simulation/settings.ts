/** What a user of the simulated collector set. */
import type { Settings } from '../../src/model/settings.ts';
import { feedsOf, type Setup } from './plan.ts';
import { TOKEN_CANARY } from './ports/bad-answers.ts';
import { DISK } from './ports/files.ts';
import type { Process } from './process.ts';

export const API_URL = 'https://api.github.com';
export const TARGET = { kind: 'organization', name: 'acme' } as const;

export function settingsOf(setup: Setup, process: Process): Settings {
  return {
    target: TARGET,
    feeds: feedsOf(setup, process.likeRun),
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
      jitterMs: process.likeRun % 5 === 0 ? 3_000 : 0,
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
      dir: '/runner/out',
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
