/**
 * The same backlog collected by everybody, in turn, from one server of pages that are ready: wall time, processor time and memory
 * as medians. Each leaves the same number of events, or it does not count.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bare, type Contender, emptyFolder, gh, grove, helr, product } from './contenders.ts';
import { countLines, type ProcessFigures, runProcess } from './process.ts';
import { median, megabytes, type Row, seconds } from './table.ts';

type Figures = ReadonlyMap<string, ProcessFigures>;

/** Aims for the product: of the wall time of others, and for its memory. */
const HELR_SHARE = 1.0;
const BARE_SHARE = 1.8;

/** `rounds` of each contender; `memoryMax` in bytes. */
export async function measureBackfill(count: number, rounds: number, memoryMax: number): Promise<readonly Row[]> {
  // The slow ones, and those that show the same at any length, only where it takes seconds.
  const isLong = count > 100_000;
  const contenders = [product, helr(), bare('http'), ...(isLong ? [] : [bare('fetch'), gh(), grove()]), bare('drop')];
  const figures = await race(contenders, { count, rounds, toSink: false });
  const own = figures.get('collect-audit-log');
  assert.ok(own !== undefined);
  const what = `${count.toLocaleString('en')} events into files`;
  return [
    ratioRow(`${what}: wall time of Helr`, figures, ['Helr 0.7.0', HELR_SHARE]),
    ratioRow(`${what}: wall time of bare Node`, figures, ['bare Node, node:http', BARE_SHARE]),
    {
      what: `${what}: peak memory`,
      figure: megabytes(own.peakMemoryBytes),
      aim: `under ${megabytes(memoryMax)}`,
      met: own.peakMemoryBytes < memoryMax,
      baseline: [...figures].map(([name, { peakMemoryBytes }]) => `${name} ${megabytes(peakMemoryBytes)}`).join(', '),
    },
    ...[...figures].map(([name, figure]) => plainRow(`${what}: ${name}`, figure, count)),
  ].flat();
}

/** What a run holds that reads so many events, in bytes. */
export async function measurePeaks(counts: readonly number[]): Promise<readonly number[]> {
  const peaks: number[] = [];
  for (const count of counts) {
    for (const { peakMemoryBytes } of (await race([product], { count, rounds: 1, toSink: false })).values()) {
      peaks.push(peakMemoryBytes);
    }
  }
  return peaks;
}

/** The same into an endpoint that takes lines over HTTP. */
export async function measureSinkRace(count: number, rounds: number): Promise<readonly Row[]> {
  const figures = await race([product, helr()], { count, rounds, toSink: true });
  const what = `${count.toLocaleString('en')} events into an HTTP sink`;
  return [
    ...ratioRow(`${what}: wall time of Helr`, figures, ['Helr 0.7.0', HELR_SHARE]),
    ...[...figures].map(([name, figure]) => plainRow(`${what}: ${name}`, figure, count)),
  ];
}

/** None where the other one is not installed. */
function ratioRow(what: string, figures: Figures, [other, most]: readonly [string, number]): readonly Row[] {
  const [own, theirs] = [figures.get('collect-audit-log'), figures.get(other)];
  if (own === undefined || theirs === undefined) return [];
  const ratio = own.durationMs / theirs.durationMs;
  const cpu = own.cpuMs / theirs.cpuMs;
  return [
    {
      what,
      figure: `${ratio.toFixed(2)} (processor time ${cpu.toFixed(2)})`,
      aim: `at most ${most.toFixed(1)}`,
      met: ratio <= most,
      baseline: `${other} ${seconds(theirs.durationMs)}`,
    },
  ];
}

function plainRow(what: string, { durationMs, cpuMs, peakMemoryBytes }: ProcessFigures, count: number): Row {
  const rate = Math.round(count / (durationMs / 1000)).toLocaleString('en');
  const figure = `${seconds(durationMs)}, processor ${seconds(cpuMs)}, ${rate} events a second`;
  return { what, figure, aim: '', met: true, baseline: megabytes(peakMemoryBytes) };
}

async function race(
  contenders: readonly (Contender | undefined)[],
  { count, rounds, toSink }: { readonly count: number; readonly rounds: number; readonly toSink: boolean },
): Promise<Figures> {
  await using server = await startProgram('fast-github.ts', String(count));
  const runs = new Map<string, ProcessFigures[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      if (contender === undefined) continue;
      const parent = await mkdtemp(join(tmpdir(), 'bench-'));
      await using receiver = toSink ? await startProgram('receiver.ts') : undefined;
      const setting = { apiUrl: server.url, folder: emptyFolder(parent, 'run') };
      const command = contender(receiver === undefined ? setting : { ...setting, sinkUrl: `${receiver.url}/in` });
      const figures = await runProcess(command);
      if (command.output !== undefined) assert.equal(await countLines(command.output), count, command.name);
      if (receiver !== undefined) assert.equal(await receiver.count(), count, command.name);
      runs.set(command.name, [...(runs.get(command.name) ?? []), figures]);
      await rm(parent, { recursive: true });
    }
  }
  return new Map([...runs].map(([name, all]) => [name, middle(all)]));
}

function middle(runs: readonly ProcessFigures[]): ProcessFigures {
  const of = (pick: (figures: ProcessFigures) => number) => median(runs.map(pick));
  return {
    durationMs: of(({ durationMs }) => durationMs),
    cpuMs: of(({ cpuMs }) => cpuMs),
    peakMemoryBytes: of(({ peakMemoryBytes }) => peakMemoryBytes),
  };
}

/** A server of this folder, which prints its port first. */
export async function startProgram(name: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, name), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const url = `http://127.0.0.1:${port.toString().trim()}`;
  return {
    url,
    count: async () => Number(await (await fetch(`${url}/count`)).text()),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
