/** The same backlog into an S3 store that verifies signatures, by the archive alone, and into artifacts: what an archive costs. */
import assert from 'node:assert/strict';
import { populate } from '../test/emulator/events.ts';
import { startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';
import { findVersity } from '../test/interop/archives.ts';
import { startVersity } from '../test/interop/stores/versitygw.ts';
import { megabytes, type Row } from './table.ts';

const HOUR_MS = 3_600_000;
/** Of the rate into artifacts, at least; of their memory, at most. */
const [RATE_SHARE, MEMORY_SHARE] = [0.8, 1.2];

/** None where there is no Go to build the store with. */
export async function measureArchive(count: number): Promise<readonly Row[]> {
  const found = await findVersity();
  if (found.kind === 'missing') return [];
  const artifacts = await collectBacklog(count, {});
  await using server = await startVersity(found.path);
  const archive = await collectBacklog(count, { ...server.inputs(server.url), compression: 'gzip', artifact: 'false' });
  const objects = archive.outputs['archive-objects']?.split('\n').length ?? 0;
  assert.equal((await server.objects()).size, objects);
  const [own, least] = [perSecond(count, archive), Math.round(perSecond(count, artifacts) * RATE_SHARE)];
  const [memory, most] = [archive.peakMemoryBytes, artifacts.peakMemoryBytes * MEMORY_SHARE];
  const baseline = `artifacts: ${perSecond(count, artifacts).toLocaleString('en')} events a second, ${megabytes(artifacts.peakMemoryBytes)}`;
  const what = `${count.toLocaleString('en')} events into S3 (versitygw), ${objects} objects`;
  const figure = `${own.toLocaleString('en')} events a second`;
  return [
    { what, figure, aim: 'at least 0.8 of artifacts', met: own >= least, baseline },
    {
      what: `${what}: peak memory`,
      figure: megabytes(memory),
      aim: 'at most a fifth over artifacts',
      met: memory <= most,
      baseline,
    },
  ];
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

function perSecond(count: number, { durationMs }: ActionResult): number {
  return Math.round(count / (durationMs / 1000));
}
