/**
 * `npm test` and `npm run check`: runs every stage, two at a time, and shows the output of those that fail. It is red when
 * anything failed, was left out, or ran no test at all; its last line is `N passed, N failed`.
 * `npm test -- unit types` runs only the stages whose names begin so.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { faultsOf, type Outcome, passedOf, readTotals } from './outcome.ts';
import { STAGES, type Stage } from './stages.ts';

const STAGE_MAX_MS = 10 * 60_000;
const root = dirname(import.meta.dirname);
const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !STAGES.some(({ name }) => name.startsWith(word)));
const queue = STAGES.filter(({ name }) => asked.length === 0 || asked.some((word) => name.startsWith(word)));
const red: string[] = [];
let passed = 0;
let failed = 0;

if (!process.version.startsWith('v24.')) {
  console.log(`This is Node ${process.version}. Say npm test: it takes the Node 24 of node_modules.`);
  process.exitCode = 1;
} else if (unknown.length > 0) {
  console.log(`There is no stage ${unknown.join(', ')}. There are: ${STAGES.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
} else {
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, walkQueue));
  console.log(red.length === 0 ? '\nAll good.' : `\nRed: ${red.join(', ')}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function walkQueue(): Promise<void> {
  for (let stage = queue.shift(); stage !== undefined; stage = queue.shift()) {
    const startedAt = performance.now();
    const { outcome, output } = await run(stage);
    const faults = faultsOf(outcome);
    passed += passedOf(outcome);
    failed += faults.reduce((sum, { count }) => sum + count, 0);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const tests = stage.tests === undefined ? '' : `, ${passedOf(outcome)} tests`;
    console.log(`${faults.length === 0 ? '✔' : '✖'} ${stage.name} (${seconds} s${tests})`);
    if (faults.length === 0) continue;
    red.push(stage.name);
    console.log(`\n${output.replaceAll(/^ *✔ .*\n/gm, '').trim()}\n`);
    for (const { count, what } of faults) console.log(`  ${stage.name}: ${count === 1 ? '' : `${count} `}${what}`);
    if (stage.remedy !== undefined) console.log(`  ${stage.remedy}`);
    console.log('');
  }
}

function run(stage: Stage): Promise<{ readonly outcome: Outcome; readonly output: string }> {
  const child = spawn(process.execPath, stage.args, {
    cwd: root,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STAGE_MAX_MS,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString('utf8');
      const totals = stage.tests === undefined ? undefined : readTotals(output);
      resolve({ outcome: { code: code ?? signal ?? 'an unknown end', totals }, output });
    });
  });
}

/** Without what a runner, a proxy or a terminal puts there: a test must end in the same way for everybody. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE)_|^(https?|all|no)_proxy$|^FORCE_COLOR$|^NODE_(OPTIONS|TEST_CONTEXT)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
