/**
 * `npm run sim:mutants`: hunts every wrong version, and lets the right one live through the same histories. Flags:
 * `--name TEXT` only those with it in their name; `--seeds N` that many histories for each instead of up to the first that
 * notices, and on where they do not suffice; `--from S`; `--jobs N`; `--write` takes 60 for each unless `--seeds` says
 * otherwise, and writes the results into docs/guarantees.md; `--right N` lets the right version live through N histories
 * of each generator, and through those that noticed a mutant, instead of through all of them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { GeneratorName } from '../generators.ts';
import { type Hunt, hunt } from './hunt.ts';
import type { Mutant } from './mutant.ts';
import { type Result, renderResults, replaceResults } from './results.ts';
import { MUTANTS } from './table.ts';

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: '' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
    right: { type: 'string' },
  },
});

const WRITTEN_SEEDS = 60;
const GUARANTEES = join(import.meta.dirname, '../../../docs/guarantees.md');
const from = Number(values.from);
const share = values.seeds === undefined ? (values.write ? WRITTEN_SEEDS : undefined) : Number(values.seeds);

/** As many histories as requested; when none of them notices, on to the number that the mutant names. */
async function huntOne(mutant: Mutant): Promise<Hunt> {
  const { hunter } = mutant;
  const own = hunter.kind === 'histories' ? hunter.seeds : 1;
  if (share === undefined) return hunt(mutant, { from, seeds: own, stopAtFirst: true });
  const measured = await hunt(mutant, { from, seeds: share, stopAtFirst: false });
  if (measured.first !== undefined || own <= share) return measured;
  const more = await hunt(mutant, { from: from + share, seeds: own - share, stopAtFirst: true });
  return { histories: measured.histories, caught: 0, first: more.first };
}

function render({ mutant: { name, hunter }, hunt: { histories, caught, first } }: Result): string {
  const by = hunter.kind === 'test' ? hunter.file : hunter.generator;
  const how = first === undefined ? '' : ` first seed ${first.seed}: ${first.message.slice(0, 90)}`;
  return `${first === undefined ? '✖' : '✔'} ${name} [${by}] ${caught} of ${histories}${how}`;
}

async function walk<T>(queue: T[], act: (item: T) => Promise<void>): Promise<void> {
  const next = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, next));
}

const chosen = MUTANTS.filter(({ name }) => name.includes(values.name));
const results: Result[] = [];
await walk([...chosen], async (mutant) => {
  const result = { mutant, hunt: await huntOne(mutant) };
  results.push(result);
  console.log(render(result));
});

/** A wrong version is noticed only by a history that the right one lives through. */
const longest = new Map<GeneratorName, number>();
const most = values.right === undefined ? Number.POSITIVE_INFINITY : Number(values.right);
for (const { hunter } of chosen) {
  if (hunter.kind === 'test') continue;
  const seeds = Math.max(longest.get(hunter.generator) ?? 0, share ?? 0, hunter.seeds);
  longest.set(hunter.generator, Math.min(seeds, most));
}
const stretches = [...longest].map(([generator, seeds]) => ({ generator, from, seeds }));
for (const { mutant, hunt } of results) {
  if (mutant.hunter.kind === 'test' || hunt.first === undefined) continue;
  const { generator } = mutant.hunter;
  const { seed } = hunt.first;
  const isNew = !stretches.some((other) => other.generator === generator && isWithin(seed, other));
  if (isNew) stretches.push({ generator, from: seed, seeds: 1 });
}
let [histories, broken] = [0, 0];
await walk(stretches, async ({ generator, ...request }) => {
  const hunter = { kind: 'histories', generator, seeds: request.seeds } as const;
  const lived = await hunt({ name: 'the right version', hunter, edits: [] }, { ...request, stopAtFirst: false });
  histories += lived.histories;
  broken += lived.caught;
  if (lived.first !== undefined)
    console.log(`✖ the right version [${generator}] ${lived.first.seed}: ${lived.first.message}`);
});

function isWithin(seed: number, stretch: Pick<(typeof stretches)[number], 'from' | 'seeds'>): boolean {
  return seed >= stretch.from && seed < stretch.from + stretch.seeds;
}

console.log(
  `The right version lived through ${histories} histories of the same generators; ${broken} broke a promise.`,
);
const escaped = results.filter(({ hunt: { first } }) => first === undefined).map(({ mutant: { name } }) => name);
console.log(escaped.length === 0 ? 'Every mutant was noticed.' : `Not noticed: ${escaped.join(', ')}`);
if (escaped.length > 0 || broken > 0) process.exitCode = 1;
else if (values.write) {
  const text = await readFile(GUARANTEES, 'utf8');
  await writeFile(
    GUARANTEES,
    replaceResults(text, renderResults(results, { histories, seeds: share ?? WRITTEN_SEEDS })),
  );
}
