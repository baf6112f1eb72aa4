/** One measured figure: what it was aimed at and what it is compared with. */
import { availableParallelism } from 'node:os';

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** '' where there is none: a row to compare with. */
  readonly aim: string;
  readonly met: boolean;
  readonly baseline: string;
}

export function renderRows(rows: readonly Row[], machine: string): string {
  const lines = rows.map(
    ({ what, figure, aim, met, baseline }) =>
      `| ${what} | ${figure} | ${aim} | ${aim === '' ? '' : met ? 'yes' : 'no'} | ${baseline} |`,
  );
  return [
    '| what | measured | aim | met | baseline, same run |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
    describeUnmet(rows),
    '',
    `${machine}, ${availableParallelism()} cores.`,
  ].join('\n');
}

/** In words, so that nobody has to search the table for it. */
function describeUnmet(rows: readonly Row[]): string {
  const unmet = rows.filter(({ met }) => !met).map(({ what, figure, aim }) => `${what} (${figure}; aim: ${aim})`);
  return unmet.length === 0 ? 'Every aim is met.' : `Not met: ${unmet.join('; ')}.`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
