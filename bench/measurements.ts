/** The measurements: a quiet run, a backlog without latency, a backlog with the latency of a real API. */
import assert from 'node:assert/strict';
import { populate } from '../test/emulator/events.ts';
import { type GitHub, startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';
import { type ProcessFigures, runProcess } from './process.ts';
import { median, megabytes, type Row, seconds } from './table.ts';

const HOUR_MS = 3_600_000;
const QUIET_RUNS = 7;

/** Both feeds, nothing new: the run that happens most often. */
export async function measureQuiet(): Promise<readonly Row[]> {
  await using github = await startGitHub({ rateLimit: 0 });
  fill(github, 500);
  await collect(github);
  const runs: ActionResult[] = [];
  const empty: ProcessFigures[] = [];
  for (let i = 0; i < QUIET_RUNS; i++) {
    github.clock.advance(HOUR_MS);
    runs.push(await collect(github));
    empty.push(await runProcess(['-e', '']));
  }
  assert.ok(runs.every(({ outputs }) => outputs['events'] === '0'));
  const time = median(runs.map(({ durationMs }) => durationMs));
  const requests = Math.max(...runs.map((run) => auditLogRequests(run)));
  const memory = Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes));
  const baseline = `empty Node process ${seconds(median(empty.map(({ durationMs }) => durationMs)))}`;
  const emptyMemory = Math.max(...empty.map(({ peakMemoryBytes }) => peakMemoryBytes));
  return [
    { what: 'quiet run, both feeds', figure: seconds(time), aim: 'under 0.80 s', met: time < 800, baseline },
    {
      what: 'its audit-log requests',
      figure: String(requests),
      aim: 'at most 4',
      met: requests <= 4,
      baseline: '2 feeds × (newest event + tail)',
    },
    {
      what: 'its peak memory',
      figure: megabytes(memory),
      aim: 'under 150 MB',
      met: memory < 150e6,
      baseline: `empty Node process ${megabytes(emptyMemory)}`,
    },
  ];
}

/** A backlog from an API that answers at once, into artifacts. */
export async function measureBacklog(count: number): Promise<readonly Row[]> {
  await using github = await startGitHub({ rateLimit: 0 });
  fill(github, count);
  const inputs = { 'max-pages': '100000' };
  const bare = await runProcess(['bench/bare-download.ts', github.apiUrl, github.organization, github.token]);
  const run = await collect(github, inputs);
  assert.equal(run.outputs['events'], String(count));
  assert.equal(bare.stdout.trim(), String(count));
  const rate = Math.round(count / (run.durationMs / 1000));
  const memory = run.peakMemoryBytes;
  const what = `${count.toLocaleString('en')} events into artifacts`;
  const bareRate = Math.round(count / (bare.durationMs / 1000)).toLocaleString('en');
  return [
    {
      what,
      figure: `${rate.toLocaleString('en')} events a second`,
      aim: 'at least 20,000',
      met: rate >= 20_000,
      baseline: `bare download of the same pages to a file, no position: ${bareRate}`,
    },
    {
      what: `${what}: peak memory`,
      figure: megabytes(memory),
      aim: 'under 250 MB',
      met: memory < 250e6,
      baseline: `bare download ${megabytes(bare.peakMemoryBytes)}`,
    },
  ];
}

/** Fifty pages at 200 ms each: what the collector adds to the time that GitHub takes. */
export async function measureLatency(): Promise<readonly Row[]> {
  const pages = 50;
  const latencyMs = 200;
  await using github = await startGitHub({ rateLimit: 0 });
  await collect(github, { include: 'web' });
  github.clock.advance(HOUR_MS);
  const quiet = await collect(github, { include: 'web' });
  fill(github, pages * 100, 'web');
  github.auditLog.settings.latencyMs = (request) => (request.query.get('order') === 'asc' ? latencyMs : 0);
  const run = await collect(github, { include: 'web' });
  const least = pages * latencyMs + quiet.durationMs;
  const share = run.durationMs / least - 1;
  return [
    {
      what: `${pages} pages at ${latencyMs} ms`,
      figure: `${seconds(run.durationMs)}, ${(share * 100).toFixed(1)} % over the least`,
      aim: 'within 5 %',
      met: share <= 0.05,
      baseline: `${pages} × ${latencyMs} ms + a quiet run: ${seconds(least)}`,
    },
  ];
}

function fill(github: GitHub, count: number, feed?: 'web'): void {
  const now = github.clock.now();
  populate(github.log, {
    seed: 7,
    count,
    from: now - 24 * HOUR_MS,
    until: now - 1000,
    ...(feed === undefined ? {} : { gitShare: 0 }),
  });
}

async function collect(github: GitHub, inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  const run = await runAction({ github, inputs: { organization: github.organization, ...inputs }, timeoutMs: 300_000 });
  assert.equal(run.exitCode, 0, run.stdout.slice(-2000));
  return run;
}

function auditLogRequests(run: ActionResult): number {
  return run.requests.filter(({ label }) => label === 'audit-log').length;
}
