/** A process as a whole: how long it took, its processor time, the most memory that it held, how many lines it left. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { watchPeakMemory } from '../test/emulator/process-probe.ts';

export interface ProcessFigures {
  readonly durationMs: number;
  /** User and system time; 0 where the kernel does not show it. */
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

export interface ProcessCommand {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const SAMPLE_MS = 5;
/** Of `/proc/PID/stat`, on every Linux that Node runs on. */
const TICK_MS = 10;

/** Rejects when the process fails; what it prints is read and thrown away, but for errors. */
export async function runProcess({ name, args, env }: ProcessCommand): Promise<ProcessFigures> {
  const [program = '', ...rest] = args;
  const startedAt = performance.now();
  const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const pid = child.pid ?? 0;
  const peakMemory = watchPeakMemory(pid, SAMPLE_MS);
  let cpuMs = 0;
  const timer = setInterval(() => {
    cpuMs = Math.max(cpuMs, cpuOf(pid));
  }, SAMPLE_MS);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const [code] = await once(child, 'close');
  clearInterval(timer);
  const figures = { durationMs: performance.now() - startedAt, cpuMs, peakMemoryBytes: peakMemory() };
  assert.equal(code, 0, `${name} failed: ${said}`);
  return figures;
}

/** Of a file, or of all compressed files in a folder, the last one of which need not end in a line feed. */
export async function countLines(path: string): Promise<number> {
  if (statSync(path).isDirectory()) {
    const packed = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));
    const texts = packed.map((name) => gunzipSync(readFileSync(join(path, name))).toString());
    return texts.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
  }
  let lines = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
