/**
 * A foreign program as a process of this one: started with ports and a folder of its own, waited for until it answers, stopped
 * and started again as a scenario wants it, and gone with its folder in the end, whatever happened.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Answers on the loopback as soon as the program is ready. */
  readonly port: number;
  readonly folder: string;
  /** Surroundings a port that is open: whether it is ready; looked at again and again. */
  readonly isReady?: () => Promise<boolean>;
  /** For those that are slow to start. */
  readonly readyMaxMs?: number;
}

const READY_MAX_MS = 30_000;
const STOP_MAX_MS = 10_000;
const LOG_BYTES_SHOWN = 2000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** See the file comment. Made by {@link startProgram}. */
export class Program implements AsyncDisposable {
  readonly #command: Command;
  #child: ChildProcess | undefined;
  #log = '';

  constructor(command: Command) {
    this.#command = command;
  }

  /** What it printed, of all its lives. */
  get log(): string {
    return this.#log;
  }

  async start(): Promise<void> {
    const { file, args, folder } = this.#command;
    const child = spawn(file, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.once('close', () => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text;
      });
    }
    const ended = once(child, 'close').then(() => 'ended' as const);
    const came = await Promise.race([this.#becomeReady(), ended, once(child, 'error').then(() => 'ended' as const)]);
    if (came === 'ready') return;
    await this.stop();
    throw new Error(`${file} did not become ready (${came}). It said: ${this.#log.slice(-LOG_BYTES_SHOWN)}`);
  }

  /** Asks it to end, and insists after a while. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MAX_MS);
    await closed;
    clearTimeout(insist);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #becomeReady(): Promise<'ready' | 'too late'> {
    const { port, isReady = async () => true, readyMaxMs = READY_MAX_MS } = this.#command;
    for (const until = Date.now() + readyMaxMs; Date.now() < until; await pause(50)) {
      if ((await isOpen(port)) && (await isReady().catch(() => false))) return 'ready';
    }
    return 'too late';
  }
}

export async function startProgram(command: Command): Promise<Program> {
  const program = new Program(command);
  await program.start();
  return program;
}

/** A port of the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** A folder that is gone in the end. */
export async function openFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'interop-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Where a program is, also where only administrators look; `undefined`: nowhere. */
export function locate(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
