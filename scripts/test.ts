/**
 * `npm test`: runs the stages, two at a time, and shows the output of those that fail. It fails when anything failed or ran
 * no test at all; its last line is `N passed, N failed`. `npm run check` (`--all`) runs the long stages as well, as CI does;
 * `npm test -- unit types` only the stages whose names begin so.
 */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { faultsOf, passedOf } from './outcome.ts';
import { runStage } from './run-stage.ts';
import { STAGES, type Stage } from './stages.ts';

/** Several times what the slowest stage takes on two busy cores; beyond it something hangs. */
const STAGE_MAX_MS = 20 * 60_000;
const root = dirname(import.meta.dirname);
const words = process.argv.slice(2);
const requested = words.filter((word) => word !== '--all');
const unknown = requested.filter((word) => !STAGES.some(({ name }) => name.startsWith(word)));
const isRequested = ({ name, long }: Stage) =>
  requested.length === 0
    ? long === undefined || words.includes('--all')
    : requested.some((word) => name.startsWith(word));
const queue = STAGES.filter(isRequested);
const leftOut = requested.length === 0 ? STAGES.filter((stage) => !isRequested(stage)) : [];
const failedStages: string[] = [];
let passed = 0;
let failed = 0;

if (!process.version.startsWith('v24.')) {
  console.log(`This is Node ${process.version}. Run npm test: it uses the Node 24 of node_modules.`);
  process.exitCode = 1;
} else if (unknown.length > 0) {
  console.log(`No stage is called ${unknown.join(', ')}. Choose from: ${STAGES.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
} else {
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, walkQueue));
  console.log(failedStages.length === 0 ? '\nAll passed.' : `\nFailed: ${failedStages.join(', ')}`);
  for (const { name } of leftOut)
    console.log(`Left out: the ${name}, which take some minutes. npm run check runs them, as CI does.`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function walkQueue(): Promise<void> {
  for (let stage = queue.shift(); stage !== undefined; stage = queue.shift()) {
    const startedAt = performance.now();
    const { outcome, output } = await runStage(stage, root, STAGE_MAX_MS);
    const faults = faultsOf(outcome);
    passed += passedOf(outcome);
    failed += faults.reduce((sum, { count }) => sum + count, 0);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const tests = stage.tests === undefined ? '' : `, ${passedOf(outcome)} tests`;
    console.log(`${faults.length === 0 ? '✔' : '✖'} ${stage.name} (${seconds} s${tests})`);
    if (faults.length === 0) continue;
    failedStages.push(stage.name);
    console.log(`\n${output.replaceAll(/^ *✔ .*\n/gm, '').trim()}\n`);
    for (const { count, what } of faults) console.log(`  ${stage.name}: ${count === 1 ? '' : `${count} `}${what}`);
    if (stage.remedy !== undefined) console.log(`  ${stage.remedy}`);
    console.log('');
  }
}
