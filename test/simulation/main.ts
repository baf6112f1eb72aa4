/**
 * `npm run sim`: many histories, or the story of one. A seed stands for a generator and for all that it draws, so one line
 * repeats any failure. Flags: `--seeds N` histories from `--from S`, `--seed S` only this one and its story,
 * `--generator NAME` instead of the one that the seed stands for, `--jobs N` threads.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { drawPlan, GENERATORS, type GeneratorName, generatorOf } from './generators.ts';
import { simulate } from './history.ts';
import type { Share } from './play.ts';
import { add, NOTHING_YET, renderFailure, renderTotals, type Totals } from './totals.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    generator: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});

const FAILURES_SHOWN = 10;

function readNumber(name: 'seeds' | 'from' | 'seed' | 'jobs'): number {
  const text = values[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--${name} expects a whole number`);
  return Number(text);
}

function readGenerator(): GeneratorName | undefined {
  const known = GENERATORS.find((name) => name === values.generator);
  if (known !== undefined || values.generator === undefined) return known;
  throw new Error(`--generator expects one of ${GENERATORS.join(', ')}`);
}

/** One history, as a story from its beginning to its end. */
async function playOne(seed: number, generator: GeneratorName): Promise<boolean> {
  const plan = drawPlan(generator, seed);
  console.log(JSON.stringify({ ...plan, faults: Object.fromEntries(plan.faults) }, null, 1));
  const { story, violation } = await simulate(plan, true);
  console.log(story.join('\n'));
  console.log(violation === undefined ? `✔ ${generator} ${seed}: every promise was kept` : `✖ ${violation.message}`);
  return violation === undefined;
}

function playInThread(share: Share, report: (totals: Totals) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./play.ts', import.meta.url), { workerData: share });
    worker.on('message', report);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}

async function playMany(generator: GeneratorName | undefined): Promise<boolean> {
  const startedAt = performance.now();
  const [from, seeds, jobs] = [readNumber('from'), readNumber('seeds'), Math.max(1, readNumber('jobs'))];
  let totals = NOTHING_YET;
  const report = (one: Totals) => {
    totals = add(totals, one);
    const [failure] = one.failures;
    if (failure !== undefined && totals.failures.length <= FAILURES_SHOWN) {
      console.log(renderFailure(failure, generator !== undefined));
    }
  };
  const threads = Array.from({ length: jobs }, (_, index) =>
    playInThread({ from: from + index, to: from + seeds, step: jobs, generator }, report),
  );
  await Promise.all(threads);
  console.log(renderTotals(totals, (performance.now() - startedAt) / 1000));
  return totals.failures.length === 0 && totals.histories === seeds;
}

const generator = readGenerator();
const kept =
  values.seed === undefined
    ? await playMany(generator)
    : await playOne(readNumber('seed'), generator ?? generatorOf(readNumber('seed')));
if (!kept) process.exitCode = 1;
