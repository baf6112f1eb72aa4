/** What a backlog costs at GitHub's own limit, by a clock that is not waited for: the figures of docs/performance.md. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { GitHubApi } from '../../../src/github/api.ts';
import { openAuditLog } from '../../../src/source/audit-log.ts';
import { FakeClock } from '../fake-clock.ts';

const HOUR_MS = 3_600_000;
/** GitHub's limit for the audit log, its usual time for a page, and what `rate-limit-reserve` leaves to others. */
const [PER_HOUR, PAGE_MS, RESERVE] = [1_750, 500, 50];
const signal = new AbortController().signal;

/** Pages of 100 events, each half a second, and no more than the limit allows in an hour. */
function limitedApi(clock: FakeClock, pages: number): GitHubApi {
  let [served, used, windowEnd] = [0, 0, 0];
  return {
    async get() {
      if (clock.now() >= windowEnd) [used, windowEnd] = [0, clock.now() + HOUR_MS];
      clock.spend(PAGE_MS);
      used += 1;
      served += 1;
      assert.ok(used <= PER_HOUR, 'no request beyond the limit');
      const headers = {
        'content-type': 'application/json',
        date: new Date(clock.now()).toUTCString(),
        'x-ratelimit-limit': String(PER_HOUR),
        'x-ratelimit-remaining': String(PER_HOUR - used),
        'x-ratelimit-reset': String(Math.ceil(windowEnd / 1000)),
      };
      const link = `<https://api.github.com/x?after=${served}>; rel="next"`;
      const events = Array.from({ length: 100 }, (_, at) => `{"@timestamp":${served * 100 + at}}`);
      const body = Buffer.from(`[${events.join(',')}]`);
      return { status: 200, headers: served < pages ? { ...headers, link } : headers, body };
    },
  };
}

/** The requests and the minutes until `events` are read in one go. */
async function read(events: number): Promise<{ readonly requests: number; readonly minutes: number }> {
  const clock = new FakeClock();
  const startedAt = clock.now();
  const log = openAuditLog({
    api: limitedApi(clock, events / 100),
    credentials: { kind: 'token', prepare: async () => undefined, forget: () => false, freshUntil: () => 0 },
    apiUrl: 'https://api.github.com',
    target: { kind: 'organization', name: 'octo-org' },
    phrase: '',
    perPage: 100,
    pageDelayMs: 0,
    resilience: {
      requestTimeoutMs: 30_000,
      retry: { attempts: 5, initialBackoffMs: 2_000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 5, successes: 2, cooldownMs: 60_000 },
    },
    clock,
    random: { next: () => 0.5, token: () => '00000000' },
    log: { info: () => {}, warning: () => {} },
  });
  const allowance = { deadlineAt: Number.POSITIVE_INFINITY, reserve: RESERVE };
  let after: string | undefined;
  do {
    const answer = await log.read({ feed: 'web', order: 'asc', after, createdFrom: undefined }, allowance, signal);
    assert.ok(answer.kind === 'page');
    after = answer.page.next;
  } while (after !== undefined);
  return { requests: log.usage.requests, minutes: (clock.now() - startedAt) / 60_000 };
}

const documented = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'performance.md'), 'utf8');

/** Of the table that has these events as its columns: the cells of the row that begins so. */
function cellsOf(name: string): readonly string[] {
  const rows = documented.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const row = rows.find(([, first]) => first === name);
  assert.ok(row !== undefined, `docs/performance.md has no row "${name}"`);
  return row.slice(2, -1);
}

for (const [column, events] of [10_000, 175_000, 1_000_000].entries()) {
  test(`${events} events at GitHub's limit take what docs/performance.md says`, async () => {
    assert.ok(cellsOf('At the limit of the API')[column]?.startsWith(`${events.toLocaleString('en')} events`));
    const { requests, minutes } = await read(events);
    const time =
      minutes < 60 ? `${minutes.toFixed(1)} min` : `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
    assert.equal(cellsOf('Requests')[column], requests.toLocaleString('en'));
    assert.equal(cellsOf('Time')[column], time);
    assert.equal(cellsOf('Default runs (`max-pages` 1000)')[column], String(Math.ceil(requests / 1000)));
    assert.match(cellsOf('Peak memory')[column] ?? '', /^\d+ MB$/);
  });
}
