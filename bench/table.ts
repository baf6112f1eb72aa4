/** One measured figure: what it was aimed at and what it is compared with. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly aim: string;
  readonly met: boolean;
  readonly baseline: string;
}

export function renderRows(rows: readonly Row[], machine: string): string {
  const lines = rows.map(
    ({ what, figure, aim, met, baseline }) => `| ${what} | ${figure} | ${aim} | ${met ? 'yes' : 'no'} | ${baseline} |`,
  );
  return [
    '| what | measured | aim | met | baseline, same run |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `${machine}, two cores.`,
  ].join('\n');
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
