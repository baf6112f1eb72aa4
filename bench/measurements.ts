/** The measurements without others: a quiet run, and a backlog with the latency of a real API. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { populate } from '../test/emulator/events.ts';
import { type GitHub, startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';
import { startProgram } from './backfill.ts';
import { product } from './contenders.ts';
import { type ProcessFigures, runProcess } from './process.ts';
import { median, megabytes, type Row, seconds } from './table.ts';

const ROOT = join(import.meta.dirname, '..');
const HOUR_MS = 3_600_000;
const QUIET_RUNS = 7;

/** Both feeds, nothing new: the run that happens most often. */
export async function measureQuiet(): Promise<readonly Row[]> {
  await using github = await startGitHub({ rateLimit: 0 });
  fill(github, 500);
  await collect(github);
  const runs: ActionResult[] = [];
  const empty: ProcessFigures[] = [];
  const toolkit: ActionResult[] = [];
  await using alone = await bundleToolkit();
  for (let i = 0; i < QUIET_RUNS; i++) {
    github.clock.advance(HOUR_MS);
    runs.push(await collect(github));
    empty.push(await runProcess({ name: 'Node', args: [process.execPath, '-e', ''], env: {} }));
    toolkit.push(await collect(github, alone.entry));
  }
  assert.ok(runs.every(({ outputs }) => outputs['events'] === '0'));
  const time = median(runs.map(({ durationMs }) => durationMs));
  const requests = Math.max(...runs.map((run) => auditLogRequests(run)));
  const memory = median(runs.map(({ peakMemoryBytes }) => peakMemoryBytes));
  const emptyMs = median(empty.map(({ durationMs }) => durationMs));
  const toolkitMs = median(toolkit.map(({ durationMs }) => durationMs));
  const baseline = `empty Node process ${emptyMs.toFixed(0)} ms; \`@actions/cache\` alone ${seconds(toolkitMs)}, ${times(toolkitMs, emptyMs)}`;
  const emptyMemory = median(empty.map(({ peakMemoryBytes }) => peakMemoryBytes));
  return [
    {
      what: 'quiet run, both feeds',
      figure: `${seconds(time)}, ${times(time, emptyMs)}`,
      aim: 'under 8 empty Node processes',
      met: time < emptyMs * 8,
      baseline,
    },
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
      aim: 'under 95 MB',
      met: memory < 95e6,
      baseline: `empty Node process ${megabytes(emptyMemory)}`,
    },
  ];
}

/** A hundred pages at 200 ms each: what the collector adds to the time that GitHub takes. */
export async function measureLatency(): Promise<readonly Row[]> {
  const [pages, latencyMs] = [100, 200];
  const timed = async (count: number): Promise<number> => {
    await using server = await startProgram('fast-github.ts', String(count * 100), String(latencyMs));
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const { durationMs } = await runProcess(product({ apiUrl: server.url, folder }));
    await rm(folder, { recursive: true });
    return durationMs;
  };
  // One page, so that the start of the program and its first request are in both.
  const [one, all] = [await timed(1), await timed(pages)];
  const least = one + (pages - 1) * latencyMs;
  const share = all / least - 1;
  return [
    {
      what: `${pages} pages at ${latencyMs} ms`,
      figure: `${seconds(all)}, ${(share * 100).toFixed(1)} % over the least`,
      aim: 'within 3 %',
      met: share <= 0.03,
      baseline: `a run of one page + ${pages - 1} × ${latencyMs} ms: ${seconds(least)}`,
    },
  ];
}

function fill(github: GitHub, count: number): void {
  const now = github.clock.now();
  populate(github.log, {
    seed: 7,
    count,
    from: now - 24 * HOUR_MS,
    until: now - 1000,
  });
}

/** A program that restores an entry of the cache, saves another, and does nothing else: what the toolkit itself takes. */
async function bundleToolkit() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const ncc = join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const source = join(import.meta.dirname, 'toolkit-alone.mjs');
  await promisify(execFile)(process.execPath, [ncc, 'build', source, '-o', folder, '--no-cache', '--quiet']);
  return {
    entry: join(folder, 'index.mjs'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function times(durationMs: number, emptyMs: number): string {
  return `${(durationMs / emptyMs).toFixed(1)} empty processes`;
}

/** `entry`: another program than the product. */
async function collect(github: GitHub, entry?: string): Promise<ActionResult> {
  const inputs = { organization: github.organization };
  const other = entry === undefined ? {} : { entry };
  const run = await runAction({ github, inputs, timeoutMs: 300_000, alone: true, ...other });
  assert.equal(run.exitCode, 0, run.stdout.slice(-2000));
  return run;
}

function auditLogRequests(run: ActionResult): number {
  return run.requests.filter(({ label }) => label === 'audit-log').length;
}
