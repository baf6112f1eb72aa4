/** The same backlog into sinks and into artifacts: what pushing costs. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { populate } from '../test/emulator/events.ts';
import { startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';
import { megabytes, type Row } from './table.ts';

const HOUR_MS = 3_600_000;

type Inputs = Readonly<Record<string, string>>;

/** A backlog from an API that answers at once, into an endpoint for lines and into `_bulk`, by the sink alone. */
export async function measureSinks(count: number): Promise<readonly Row[]> {
  const artifacts = await collectBacklog(count, () => ({}));
  const baseline = `artifacts: ${perSecond(count, artifacts).toLocaleString('en')} events a second, ${megabytes(artifacts.peakMemoryBytes)}`;
  const kinds: readonly (readonly [string, (url: string) => Inputs])[] = [
    ['lines', (url) => ({ sink: 'http', 'sink-url': `${url}/in`, artifact: 'false' })],
    ['_bulk, compressed', (url) => ({ sink: 'elastic', 'sink-url': url, artifact: 'false' })],
  ];
  const rows: Row[] = [];
  for (const [name, inputs] of kinds) {
    const run = await collectBacklog(count, inputs);
    const rate = perSecond(count, run);
    const what = `${count.toLocaleString('en')} events into a sink: ${name}`;
    const figure = `${rate.toLocaleString('en')} events a second`;
    rows.push({ what, figure, aim: 'at least 15,000', met: rate >= 15_000, baseline });
    const memory = run.peakMemoryBytes;
    const most = artifacts.peakMemoryBytes * 1.25;
    const aim = 'at most a quarter over artifacts';
    rows.push({ what: `${what}: peak memory`, figure: megabytes(memory), aim, met: memory <= most, baseline });
  }
  return rows;
}

async function collectBacklog(count: number, inputs: (url: string) => Inputs): Promise<ActionResult> {
  await using github = await startGitHub({ rateLimit: 0 });
  const now = github.clock.now();
  populate(github.log, { seed: 7, count, from: now - 24 * HOUR_MS, until: now - 1000 });
  const receiver = spawn(process.execPath, [join(import.meta.dirname, 'receiver.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(receiver.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${port.toString().trim()}`;
    const own = inputs(url);
    const given = { organization: github.organization, 'max-pages': '100000', ...own };
    const run = await runAction({ github, inputs: given, timeoutMs: 300_000 });
    assert.equal(run.exitCode, 0, run.stdout.slice(-2000));
    assert.equal(run.outputs['events'], String(count));
    if ('sink' in own) assert.equal(await (await fetch(`${url}/count`)).text(), String(count));
    return run;
  } finally {
    receiver.stdin.end();
  }
}

function perSecond(count: number, { durationMs }: ActionResult): number {
  return Math.round(count / (durationMs / 1000));
}
