/**
 * Several sittings as one count: each appends what it found to a file, one line of JSON, and the sum is over all lines. A history counts
 * once: a seed that is in the file already is refused.
 */
import { appendFile, readFile } from 'node:fs/promises';
import type { ArchiveOutcome } from './archive-history.ts';

export interface Sitting {
  readonly seed: string;
  readonly seconds: number;
  readonly outcome: ArchiveOutcome;
}

/** Those in the file; none where there is no file. */
export async function readSittings(path: string): Promise<readonly Sitting[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Sitting => JSON.parse(line));
}

export async function addSitting(path: string, sitting: Sitting): Promise<void> {
  await appendFile(path, `${JSON.stringify(sitting)}\n`);
}

/** What all of them found, in lines for people. */
export function renderSittings(sittings: readonly Sitting[]): readonly string[] {
  const outcomes = sittings.map(({ outcome }) => outcome);
  const sum = (read: (outcome: ArchiveOutcome) => number) => outcomes.reduce((total, each) => total + read(each), 0);
  const problems = sittings.flatMap(({ seed, outcome }) => outcome.problems.map((what) => `✖ seed ${seed}: ${what}`));
  return [
    `${sum(({ runs }) => runs)} runs (${addUp(outcomes.map(({ ends }) => ends))}), ${sum(({ events }) => events)} events, ${sum(({ commits }) => commits)} commits, ${sum(({ objects }) => objects)} objects`,
    `The store was down ${sum(({ outages }) => outages)} times; runs were killed: ${addUp(outcomes.map(({ kills }) => kills))}`,
    `${sum(({ repeated }) => repeated)} events archived again by runs that never committed`,
    ...(problems.length === 0 ? ['Every promise was kept.'] : problems),
  ];
}

function addUp(all: readonly Readonly<Record<string, number>>[]): string {
  const totals = new Map<string, number>();
  for (const [name, count] of all.flatMap(Object.entries<number>)) totals.set(name, (totals.get(name) ?? 0) + count);
  return [...totals].map(([name, count]) => `${count} ${name}`).join(', ');
}
