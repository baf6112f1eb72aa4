/** What many histories came to, and which of them broke a promise. */
import type { GeneratorName } from './generators.ts';
import type { Outcome } from './outcome.ts';

export interface Failure {
  readonly seed: number;
  readonly generator: GeneratorName;
  readonly message: string;
}

export interface Totals {
  readonly histories: number;
  readonly runs: number;
  readonly calls: number;
  readonly events: number;
  readonly late: number;
  readonly deliveries: number;
  readonly duplicates: number;
  readonly faults: number;
  readonly failures: readonly Failure[];
}

export const NOTHING_YET: Totals = {
  histories: 0,
  runs: 0,
  calls: 0,
  events: 0,
  late: 0,
  deliveries: 0,
  duplicates: 0,
  faults: 0,
  failures: [],
};

export function totalOf(outcome: Outcome, { seed, generator }: Pick<Failure, 'seed' | 'generator'>): Totals {
  const { violation } = outcome;
  return {
    histories: 1,
    runs: outcome.runs,
    calls: outcome.calls,
    events: outcome.events,
    late: outcome.late,
    deliveries: outcome.deliveries,
    duplicates: outcome.duplicates,
    faults: outcome.faults.values().reduce((sum, count) => sum + count, 0),
    failures: violation === undefined ? [] : [{ seed, generator, message: violation.message }],
  };
}

export function add(a: Totals, b: Totals): Totals {
  return {
    histories: a.histories + b.histories,
    runs: a.runs + b.runs,
    calls: a.calls + b.calls,
    events: a.events + b.events,
    late: a.late + b.late,
    deliveries: a.deliveries + b.deliveries,
    duplicates: a.duplicates + b.duplicates,
    faults: a.faults + b.faults,
    failures: [...a.failures, ...b.failures],
  };
}

export function renderTotals(totals: Totals, seconds: number): string {
  const count = (value: number) => value.toLocaleString('en-US');
  return [
    `${count(totals.histories)} histories in ${seconds.toFixed(0)} s: ${count(totals.runs)} runs, ${count(totals.calls)} calls,`,
    `${count(totals.faults)} faults, ${count(totals.events)} events (${count(totals.late)} late),`,
    `${count(totals.deliveries)} deliveries (${count(totals.duplicates)} duplicates, each explained);`,
    `${totals.failures.length} histories broke a promise`,
  ].join(' ');
}

/** The promise that was broken, and the one line that shows it again. */
export function renderFailure({ seed, generator, message }: Failure, byName: boolean): string {
  return `✖ ${message}\n  npm run sim -- --seed ${seed}${byName ? ` --generator ${generator}` : ''}`;
}
