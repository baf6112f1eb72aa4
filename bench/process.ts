/** A Node process as a whole: how long it took, the most memory that it held, what it printed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { watchPeakMemory } from '../test/emulator/process-probe.ts';

export interface ProcessFigures {
  readonly durationMs: number;
  readonly peakMemoryBytes: number;
  readonly stdout: string;
}

/** Rejects when the process fails. Arguments are relative to the project. */
export async function runProcess(args: readonly string[]): Promise<ProcessFigures> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const peakMemory = watchPeakMemory(child.pid ?? 0, 5);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  const figures = { durationMs: performance.now() - startedAt, peakMemoryBytes: peakMemory() };
  assert.equal(code, 0, `node ${args.join(' ')} failed`);
  return { ...figures, stdout: Buffer.concat(chunks).toString() };
}
