/**
 * `npm run workflows`: the examples and the reusable workflow, run for real by nektos/act on this machine, against the emulated
 * GitHub. It needs Go (act is built from its pinned sources) and what the examples call: gh, jq, git. Without one of them it
 * says so and ends with 1. Names, or parts of them, run only those.
 *
 * What act cannot show: it reads no `$/` (written out here, see staged-repository.ts), it does not look at `concurrency`,
 * `permissions` (but for the identity of a job, see called-permissions.ts), `timeout-minutes` or the clock of a schedule, and after a job that failed it runs none that needs it. Those are
 * checked by the language service and by our own rules.
 */
import { join } from 'node:path';
import { findGo } from '../interop/go-build.ts';
import { locate } from '../interop/program.ts';
import { ARCHIVE_SCENARIOS } from './archive-scenarios.ts';
import { DOWNLOAD_SCENARIOS } from './download-scenarios.ts';
import { SCENARIOS } from './scenarios.ts';

const ALL = { ...SCENARIOS, ...DOWNLOAD_SCENARIOS, ...ARCHIVE_SCENARIOS };
const wanted = process.argv.slice(2);
const chosen = Object.entries(ALL).filter(
  ([name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const act = await findGo({ name: 'act', main: 'github.com/nektos/act', sources: join(import.meta.dirname, 'act') });
const missing = ['gh', 'jq', 'git', 'npm', 'unzip']
  .filter((name) => locate(name) === undefined)
  .map((name) => `${name} is not installed`);
if (act.kind === 'missing') missing.push(`act, which runs workflows, is not available: ${act.why}`);

if (missing.length > 0 || act.kind === 'missing') {
  console.log(`No workflow was run: ${missing.join('; ')}.`);
  process.exit(1);
}
if (chosen.length === 0) {
  console.log(`No scenario has this name. Choose one of:\n  ${Object.keys(ALL).join('\n  ')}`);
  process.exit(2);
}

const failed: string[] = [];
for (const [name, run] of chosen) {
  const startedAt = performance.now();
  const failure = await run(act.path).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${failure === undefined ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (failure === undefined) continue;
  failed.push(name);
  console.log(failure.replaceAll(/^/gm, '  '));
}
console.log(`\n${chosen.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
