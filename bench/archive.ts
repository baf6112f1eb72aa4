/** The same backlog into an S3 store that verifies signatures, by the archive alone, and into artifacts: what an archive costs. */
import assert from 'node:assert/strict';
import { populate } from '../test/emulator/events.ts';
import { startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';
import { findVersity } from '../test/interop/archives.ts';
import { startVersity } from '../test/interop/stores/versitygw.ts';
import { median, megabytes, type Row } from './table.ts';

const HOUR_MS = 3_600_000;
/** Of the rate into artifacts, at least; of their memory, at most. */
const [RATE_SHARE, MEMORY_SHARE] = [0.8, 1.2];

const RUNS = 3;

/** None where there is no Go to build the store with. The two take turns, so that a busy minute is one for both. */
export async function measureArchive(count: number): Promise<readonly Row[]> {
  const found = await findVersity();
  if (found.kind === 'missing') return [];
  const [artifacts, archives]: [ActionResult[], ActionResult[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    artifacts.push(await collectBacklog(count, {}));
    await using server = await startVersity(found.path);
    const inputs = { ...server.inputs(server.url), compression: 'gzip', artifact: 'false' };
    const archive = await collectBacklog(count, inputs);
    archives.push(archive);
    assert.equal((await server.objects()).size, archive.outputs['archive-objects']?.split('\n').length);
  }
  const [theirs, own] = [figuresOf(count, artifacts), figuresOf(count, archives)];
  const baseline = `artifacts: ${theirs.rate.toLocaleString('en')} events a second, ${megabytes(theirs.memory)}`;
  const objects = archives[0]?.outputs['archive-objects']?.split('\n').length ?? 0;
  const what = `${count.toLocaleString('en')} events into S3 (versitygw), ${objects} objects`;
  return [
    {
      what,
      figure: `${own.rate.toLocaleString('en')} events a second`,
      aim: 'at least 0.8 of artifacts',
      met: own.rate >= theirs.rate * RATE_SHARE,
      baseline,
    },
    {
      what: `${what}: peak memory`,
      figure: megabytes(own.memory),
      aim: 'at most a fifth over artifacts',
      met: own.memory <= theirs.memory * MEMORY_SHARE,
      baseline,
    },
  ];
}

function figuresOf(count: number, runs: readonly ActionResult[]) {
  return {
    rate: Math.round(count / (median(runs.map(({ durationMs }) => durationMs)) / 1000)),
    memory: median(runs.map(({ peakMemoryBytes }) => peakMemoryBytes)),
  };
}

async function collectBacklog(count: number, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  await using github = await startGitHub({ rateLimit: 0 });
  const now = github.clock.now();
  populate(github.log, { seed: 7, count, from: now - 24 * HOUR_MS, until: now - 1000 });
  const given = { organization: github.organization, 'max-pages': '100000', ...inputs };
  const run = await runAction({ github, inputs: given, timeoutMs: 300_000 });
  assert.equal(run.exitCode, 0, run.stdout.slice(-2000));
  assert.equal(run.outputs['events'], String(count));
  return run;
}
