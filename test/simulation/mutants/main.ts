/**
 * `npm run sim:mutants`: hunts every wrong version and prints the table. Flags: `--name TEXT` only those with it in their
 * name, `--seeds N` histories for each instead of its own number, all of them instead of up to the first that notices;
 * `--from S`, `--jobs N`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Hunt, hunt } from './hunt.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './table.ts';

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: '' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});

const queue = MUTANTS.filter(({ name }) => name.includes(values.name));
const escaped: string[] = [];

function render({ name, generator, seeds }: Mutant, { histories, caught, first }: Hunt): string {
  const share = `${((100 * caught) / histories).toFixed(1)} %`;
  const how = first === undefined ? '' : ` first seed ${first.seed}: ${first.message.slice(0, 90)}`;
  const measured = values.seeds === undefined ? `after ${histories} of ${seeds}` : `${share} of ${histories}`;
  return `${first === undefined ? '✖' : '✔'} ${name} [${generator}] ${measured}${how}`;
}

async function walkQueue(): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const seeds = values.seeds === undefined ? next.seeds : Number(values.seeds);
    const result = await hunt(next, { from: Number(values.from), seeds, stopAtFirst: values.seeds === undefined });
    if (result.first === undefined) escaped.push(next.name);
    console.log(render(next, result));
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, walkQueue));
console.log(escaped.length === 0 ? 'Every mutant was noticed.' : `Not noticed: ${escaped.join(', ')}`);
if (escaped.length > 0) process.exitCode = 1;
