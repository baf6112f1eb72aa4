/**
 * `npm run demo`: the main job on an embedded default. A small GitHub on the loopback with a seeded organization, the built
 * `dist/` run twice as a runner runs it, the second time with new events; the files of both runs stay in `demo-out/`.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { HOUR } from '../test/emulator/clock.ts';
import { compareEvents, deliveredEvents } from '../test/emulator/delivered.ts';
import { populate } from '../test/emulator/events.ts';
import { type GitHub, startGitHub } from '../test/emulator/github.ts';
import { type ActionResult, runAction } from '../test/emulator/runner.ts';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'demo-out');
/** Lines of the toolkit and of the runner's protocol; a runner hides or folds them. */
const CHATTER =
  /^::|^\[command\]|^(Artifact name|Root directory|Uploading artifact|Beginning upload|Uploaded bytes|Finished uploading|SHA256|Finalizing|Found |Cache |Sent |Lookup only)|successfully finalized/;

await using github = await startGitHub();
await rm(OUT, { recursive: true, force: true });

say(`A local GitHub is running, with the organization "${github.organization}" in it.`);
const days = 6 * 24 * HOUR;
addEvents(2_400, github.clock.now() - days);
say('\nFirst run: no position yet, so it collects everything since seven days ago (the default of `since`).');
await collect('first-run');

github.clock.advance(HOUR);
const fresh = addEvents(37, github.clock.now() - HOUR);
say(`\nAn hour later ${fresh} new events have happened. Second run: it continues from the saved position.`);
await collect('second-run');

const { lost, duplicated, altered } = compareEvents(github.log.all, deliveredEvents(github).lines);
say(`
Compared event by event with what the local GitHub holds: ${lost.length} lost, ${duplicated.length} twice, ${altered.length} altered.

Look at
  demo-out/first-run/report.html        open it in a browser: the time line, who did what, and every event
  demo-out/first-run/events.ndjson      the events, one a line, as GitHub sent them
  demo-out/first-run/manifest.json      what is in it, with checksums
  demo-out/first-run/checkpoint.json    the position that was saved: times and hashes, no event content
  demo-out/first-run/summary.md         the job summary as it stands on the page of a run
  demo-out/second-run/…                 only what was new

To prove that nothing of it is altered or missing: npm run collect -- verify demo-out
To run it for real, put the workflow of README.md#set-it-up into a private repository.`);
if (lost.length + duplicated.length + altered.length > 0) process.exitCode = 1;

/** Adds events from `from` to now; answers how many. */
function addEvents(count: number, from: number): number {
  return populate(github.log, { seed: 20_261_122 + count, count, from, until: github.clock.now() - 1_000, oddShare: 0 })
    .length;
}

async function collect(name: string): Promise<void> {
  const run = await runAction({
    github,
    inputs: { organization: github.organization, report: 'true' },
    onStdout: progress(),
  });
  if (run.exitCode !== 0) throw new Error(`the ${name} failed:\n${run.stdout}\n${run.stderr}`);
  await keep(run, github, join(OUT, name));
  say(
    `  → ${run.outputs['events']} events, ${(run.durationMs / 1000).toFixed(1)} s, files in ${relative(ROOT, join(OUT, name))}/`,
  );
}

/** What a person sees of the log while it is written, a line at a time. */
function progress(): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '' && !CHATTER.test(line)) say(`  ${line}`);
  };
}

async function keep(run: ActionResult, { artifacts }: GitHub, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(run.outputDir, folder, { recursive: true });
  await writeFile(join(folder, 'summary.md'), run.summary);
  const names = artifacts.all.map(({ name }) => name).join('\n');
  await writeFile(join(OUT, 'artifacts.txt'), `${names}\n`);
  await readFile(join(folder, 'manifest.json'));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
