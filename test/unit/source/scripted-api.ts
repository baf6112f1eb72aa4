/** A `GitHubApi` that answers from a script and keeps every request, and an audit log opened on it in virtual time. */
import type { ApiRequest, ApiResponse, GitHubApi } from '../../../src/github/api.ts';
import { FRESH_MS, fixedToken } from '../../../src/github/credentials.ts';
import { type AuditLogDeps, openAuditLog } from '../../../src/source/audit-log.ts';
import type { Allowance, PageAnswer, PageRequest } from '../../../src/source/page.ts';
import { FakeClock } from '../fake-clock.ts';
import { RecordingLog } from '../recording-log.ts';

export type Step = ApiResponse | Error | 'hang' | ((request: ApiRequest) => ApiResponse);

export const NOW = Date.parse('2026-11-22T09:40:00Z');
export const live = new AbortController().signal;

export const json = {
  'content-type': 'application/json; charset=utf-8',
  date: new Date(NOW).toUTCString(),
};

/** A page; `next` becomes its `rel="next"`. */
export function page(stamps: readonly number[] = [], next?: string): ApiResponse {
  const link: Record<string, string> =
    next === undefined
      ? {}
      : {
          link: `<https://api.github.com/organizations/1/audit-log?after=${encodeURIComponent(next)}&before=>; rel="next"`,
        };
  return {
    status: 200,
    headers: { ...json, ...link },
    body: Buffer.from(JSON.stringify(stamps.map((ts) => ({ '@timestamp': ts })))),
  };
}

export function status(code: number, headers: Readonly<Record<string, string>> = {}, message = ''): ApiResponse {
  return { status: code, headers: { ...json, ...headers }, body: Buffer.from(JSON.stringify({ message })) };
}

/** Plays the steps in order, the last one for ever. */
export function openScripted(steps: readonly Step[], overrides: Partial<AuditLogDeps> = {}) {
  const requests: ApiRequest[] = [];
  const clock = new FakeClock(NOW);
  const log = new RecordingLog();
  const api: GitHubApi = {
    async get(request) {
      const step = steps[Math.min(requests.length, steps.length - 1)];
      requests.push(request);
      if (step === undefined || step === 'hang') return new Promise<never>(() => {});
      if (step instanceof Error) throw step;
      return typeof step === 'function' ? step(request) : step;
    },
  };
  const auditLog = openAuditLog({
    api,
    credentials: fixedToken('token', NOW - FRESH_MS),
    apiUrl: 'https://api.github.com',
    target: { kind: 'organization', name: 'acme' },
    phrase: '',
    perPage: 100,
    pageDelayMs: 0,
    resilience: {
      requestTimeoutMs: 30_000,
      retry: { attempts: 5, initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 100, successes: 2, cooldownMs: 60_000 },
    },
    clock,
    random: { next: () => 0.5, token: () => '00000000' },
    log,
    ...overrides,
  });
  const read = (
    request: Partial<PageRequest> = {},
    allowance: Partial<Allowance> = {},
    signal: AbortSignal = live,
  ): Promise<PageAnswer> =>
    auditLog.read(
      { feed: 'web', order: 'asc', after: undefined, createdFrom: undefined, ...request },
      { deadlineAt: NOW + 45 * 60_000, reserve: 0, ...allowance },
      signal,
    );
  const sizes = () => requests.map(({ query }) => Number(query['per_page']));
  return { auditLog, read, requests, sizes, clock, log };
}
