/** What looking at deliveries costs: a gigabyte of them, next to `sha256sum` of the same files, and four times as much in the same memory. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventGenerator } from '../test/emulator/events.ts';
import { BEGIN, type Made, make } from '../test/unit/evidence/deliveries.ts';
import { type ProcessFigures, runProcess } from './process.ts';
import { median, megabytes, type Row, seconds } from './table.ts';

const RUNS = 3;
const DELIVERIES = 40;
const HOUR_MS = 3_600_000;

export async function measureEvidence(): Promise<readonly Row[]> {
  const [one, four] = [await deliver(1_000_000_000), await deliver(4_000_000_000)];
  try {
    const sums: number[] = [];
    const runs: ProcessFigures[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      sums.push(await sha256sum(one.folder));
      runs.push(await verify(one.folder));
    }
    const large = await verify(four.folder);
    const [sum, time] = [median(sums), median(runs.map(({ durationMs }) => durationMs))];
    const memory = Math.max(...runs.map(({ peakMemoryBytes }) => peakMemoryBytes));
    const ratio = time / sum;
    const size = `${(one.bytes / 1e9).toFixed(1)} GB`;
    return [
      {
        what: `\`verify\` of ${size}, ${one.events} events`,
        figure: `${seconds(time)}, ${ratio.toFixed(2)} times`,
        aim: 'at most 1.5 times',
        met: ratio <= 1.5,
        baseline: `\`sha256sum\` of the same files: ${seconds(sum)}`,
      },
      {
        what: 'its peak memory',
        figure: megabytes(memory),
        aim: 'under 200 MB',
        met: memory < 200e6,
        baseline: `${(four.bytes / 1e9).toFixed(1)} GB, ${four.events} events: ${megabytes(large.peakMemoryBytes)}, ${seconds(large.durationMs)}`,
      },
    ];
  } finally {
    await Promise.all([one, four].map(({ folder }) => rm(folder, { recursive: true, force: true })));
  }
}

function verify(folder: string): Promise<ProcessFigures> {
  const cli = join(import.meta.dirname, '..', 'dist', 'cli.js');
  return runProcess({ name: 'verify', args: [process.execPath, cli, 'verify', folder], env: {} });
}

async function sha256sum(folder: string): Promise<number> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ndjson'));
  const startedAt = performance.now();
  await promisify(execFile)('sha256sum', names, { cwd: folder, maxBuffer: 1e7 });
  return performance.now() - startedAt;
}

/** A chain of deliveries with about as many bytes of events in all. */
async function deliver(
  bytes: number,
): Promise<{ readonly folder: string; readonly bytes: number; readonly events: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-evidence-'));
  const generator = new EventGenerator({ seed: 'evidence', oddShare: 0 });
  let events = 0;
  let written = 0;
  let last: Made | undefined;
  for (let generation = 1; generation <= DELIVERIES; generation += 1) {
    const lines: string[] = [];
    for (let size = 0; size < bytes / DELIVERIES; ) {
      const { raw } = generator.event(BEGIN + (generation - 1) * HOUR_MS + lines.length, 'web');
      lines.push(raw);
      size += raw.length + 1;
    }
    last = await make(folder, { generation, parents: last === undefined ? [] : [last.link], lines });
    events += lines.length;
    written += last.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  }
  assert.ok(written > bytes * 0.99);
  return { folder, bytes: written, events };
}
