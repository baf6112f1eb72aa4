/**
 * Foreign programs that are Go modules, built from their pinned sources into a cache outside of the repository: versions and
 * hashes are in the `go.mod` and `go.sum` of each. What was built once for the same pins, sources and Go is taken from there.
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { locate } from './program.ts';
import type { Found } from './subject.ts';

export interface GoProgram {
  readonly name: string;
  /** The package to build. */
  readonly main: string;
  /** The folder of its module; that of its name below `receivers/` when absent. */
  readonly sources?: string;
}

/** Longer than the slowest on two cores; a build that hangs is no reason to wait for ever. */
const BUILD_MAX_MS = 9 * 60_000;

/** Two subjects may share a program: it is built once. */
const builds = new Map<string, Promise<Found>>();

/** Builds it unless that was done before. Never rejects for what this machine has not. */
export function findGo(program: GoProgram): Promise<Found> {
  const found = builds.get(program.name) ?? build(program);
  builds.set(program.name, found);
  return found;
}

async function build(program: GoProgram): Promise<Found> {
  const go = locate('go');
  if (go === undefined) return { kind: 'missing', why: 'no Go toolchain on this machine' };
  const { name, main, sources = join(import.meta.dirname, 'receivers', name) } = program;
  const path = join(cacheFolder(), `${name}-${await keyOf(go, sources)}`);
  if (existsSync(path)) return { kind: 'found', path };
  await mkdir(cacheFolder(), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  console.log(`building ${name}, once; this takes minutes`);
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', unfinished, main];
  const built = await run(go, args, sources);
  if (built.code !== 0) return { kind: 'missing', why: `it could not be built: ${lastLine(built.output)}` };
  await rename(unfinished, path);
  return { kind: 'found', path };
}

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'collect-audit-log', 'receivers');
}

async function keyOf(go: string, sources: string): Promise<string> {
  const names = (await readdir(sources)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(sources, name), 'utf8')));
  const version = await run(go, ['version'], sources);
  return hash('sha256', [version.output, ...texts].join('\0'), 'hex').slice(0, 16);
}

function run(go: string, args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  // Whatever this machine sets for its own modules is not meant for these.
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  const child = spawn(go, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: BUILD_MAX_MS });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, output: signal === null ? output : `${output}\nstopped after ${BUILD_MAX_MS / 60_000} minutes` });
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
