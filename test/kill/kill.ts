/**
 * `npm run kills`: starts the built action some hundred times, attacks it each time, lets it recover and counts. Flags:
 * `--runs N` attacked runs, `--seed S` for another choice of events and times, `--history H` only that one, `--jobs N` histories
 * side by side. Ends with 1 when an event was lost, altered or repeated without a reason.
 */
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../emulator/random.ts';
import { ATTACKS, type Attack } from './attacks.ts';
import { live, type Outcome } from './history.ts';

const ATTACKS_PER_HISTORY = 10;
/** Only the time of a run depends on it. */
const ENVIRONMENT = { NODE_COMPILE_CACHE: join(tmpdir(), 'collect-audit-log-compiled') };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    history: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism() + 1) },
  },
});

interface Planned {
  readonly seed: string;
  readonly attacks: readonly Attack[];
}

/** Every kind of attack in turn, in an order that depends on the seed. */
function plan(runs: number, seed: string): readonly Planned[] {
  const random = new Random(`attacks ${seed}`);
  const endless = Array.from({ length: Math.ceil(runs / ATTACKS.length) }, () => shuffled(ATTACKS, random)).flat();
  const attacks = endless.slice(0, runs);
  return Array.from({ length: Math.ceil(runs / ATTACKS_PER_HISTORY) }, (_, index) => {
    const from = index * ATTACKS_PER_HISTORY;
    return { seed: `${seed}.${index + 1}`, attacks: attacks.slice(from, from + ATTACKS_PER_HISTORY) };
  });
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Lives through the histories, several at a time. */
async function liveAll(histories: readonly Planned[], jobs: number): Promise<readonly Outcome[]> {
  const queue = [...histories];
  const outcomes: Outcome[] = [];
  const walk = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const outcome = await live(next.seed, next.attacks, ENVIRONMENT);
      outcomes.push(outcome);
      console.log(renderOne(outcome));
    }
  };
  await Promise.all(Array.from({ length: jobs }, walk));
  return outcomes;
}

function renderOne({ seed, problems, attacked, recoveries, events, explained }: Outcome): string {
  const figures = `${attacked} attacked runs, ${recoveries} without attacks, ${events} events, ${explained} copies explained`;
  return problems.length === 0 ? `✔ ${seed}: ${figures}` : `✖ ${seed}: ${figures}: ${problems.join('; ')}`;
}

function renderTotals(outcomes: readonly Outcome[], seconds: number): string {
  const sum = (figure: (outcome: Outcome) => number): number => outcomes.reduce((all, one) => all + figure(one), 0);
  const end = (name: string): number => sum(({ ends }) => ends[name] ?? 0);
  const kinds = new Set(outcomes.flatMap(({ struck }) => struck));
  const failures = [
    ...Map.groupBy(
      outcomes.flatMap(({ failures }) => failures),
      (cause) => cause,
    ),
  ];
  return [
    '',
    `${sum((one) => one.attacked)} attacked runs: ${end('killed')} killed, ${end('succeeded')} succeeded, ${end('failed')} failed; ${sum((one) => one.recoveries)} runs without attacks; ${seconds.toFixed(0)} s`,
    `${sum(({ struck }) => struck.length)} attacks struck, of ${kinds.size} kinds out of ${new Set(ATTACKS.map(({ name }) => name)).size}`,
    ...failures.map(([cause, all]) => `  failed ${all.length} times: ${cause}`),
    `${sum((one) => one.events)} events: ${sum((one) => one.explained)} delivered twice by runs at the same time`,
    `${outcomes.filter(({ problems }) => problems.length > 0).length} histories with a broken promise`,
  ].join('\n');
}

function readNumber(name: 'runs' | 'jobs'): number {
  if (!/^[1-9]\d{0,6}$/.test(values[name])) throw new Error(`--${name} expects a whole number from 1`);
  return Number(values[name]);
}

const startedAt = performance.now();
const histories = plan(readNumber('runs'), values.seed).filter(
  (_, index) => values.history === undefined || String(index + 1) === values.history,
);
const outcomes = await liveAll(histories, readNumber('jobs'));
console.log(renderTotals(outcomes, (performance.now() - startedAt) / 1000));
if (outcomes.length === 0 || outcomes.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
