/**
 * What the kernel knows about a child: its peak memory and its connections, both from `/proc`. The peak must be sampled while
 * the child lives, because the figure that is left after its end includes its parent's. Elsewhere than on Linux nothing is known.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Request } from './exchange.ts';

/** Samples the peak memory of a process until it is stopped; returns the highest value in bytes, 0 when unknown. */
export function watchPeakMemory(pid: number, everyMs = 20): () => number {
  let peak = 0;
  const sample = (): void => {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(tryRead(`/proc/${pid}/status`));
    if (line !== null) peak = Math.max(peak, Number(line[1]) * 1024);
  };
  const timer = setInterval(sample, everyMs);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Decides which requests come from a process. Answers yes to all where that cannot be known. */
export class RequestOwner {
  readonly #pid: number;
  readonly #known = new Map<number, boolean>();

  constructor(pid: number) {
    this.#pid = pid;
  }

  sent({ connection, clientPort }: Request): boolean {
    const known = this.#known.get(connection) ?? ownsConnection(this.#pid, clientPort);
    this.#known.set(connection, known);
    return known;
  }
}

function ownsConnection(pid: number, port: number): boolean {
  const table = tryRead('/proc/net/tcp');
  if (table === '') return true;
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(end))
    .map((fields) => `socket:[${fields[9]}]`);
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.includes(tryLink(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}

function tryRead(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function tryLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
