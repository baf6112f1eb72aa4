/**
 * Foreign programs and libraries that are npm packages, too large for every clone of this repository: installed from a lockfile with
 * hashes into a cache outside of it, without running anything of theirs. What was installed once for the same lockfile is taken from there.
 */
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locate } from './program.ts';
import type { Found } from './subject.ts';

const INSTALL_MAX_MS = 5 * 60_000;

/** `path`: the folder with its `node_modules`. `name`: its folder below `receivers/`. Never rejects for what this machine has not. */
export async function findNpm(name: string): Promise<Found> {
  const npm = locate('npm');
  if (npm === undefined) return { kind: 'missing', why: 'no npm on this machine' };
  const sources = join(import.meta.dirname, 'receivers', name);
  const lockfile = await readFile(join(sources, 'package-lock.json'), 'utf8');
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const key = hash('sha256', `${process.platform} ${process.arch} ${lockfile}`, 'hex').slice(0, 16);
  const path = join(base, 'collect-audit-log', 'receivers', `${name}-${key}`);
  if (existsSync(path)) return { kind: 'found', path };
  const unfinished = `${path}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) await copyFile(join(sources, file), join(unfinished, file));
  console.log(`installing ${name}, once`);
  try {
    await promisify(execFile)(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: unfinished,
      timeout: INSTALL_MAX_MS,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { kind: 'missing', why: `it could not be installed (npm ci ended with ${code})` };
  }
  await rename(unfinished, path);
  return { kind: 'found', path };
}
