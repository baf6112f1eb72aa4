/**
 * Foreign programs that are Python packages: installed from pinned versions with hashes into a cache outside of this repository. What was
 * installed once for the same pins and Python is taken from there.
 */
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { locate } from './program.ts';
import type { Found } from './subject.ts';

const INSTALL_MAX_MS = 5 * 60_000;

/** `path`: a folder for PYTHONPATH. `name`: its folder below `receivers/`. Never rejects for what this machine has not. */
export async function findPip(name: string): Promise<Found> {
  const python = locate('python3');
  if (python === undefined) return { kind: 'missing', why: 'no python3 on this machine' };
  const requirements = join(import.meta.dirname, 'receivers', name, 'requirements.txt');
  const run = async (...args: readonly string[]) => promisify(execFile)(python, args, { timeout: INSTALL_MAX_MS });
  try {
    const { stdout: version } = await run('--version');
    const key = hash('sha256', version + (await readFile(requirements, 'utf8')), 'hex').slice(0, 16);
    const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
    const path = join(base, 'collect-audit-log', 'receivers', `${name}-${key}`);
    if (existsSync(path)) return { kind: 'found', path };
    const unfinished = `${path}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    console.log(`installing ${name}, once`);
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
    await run('-m', 'pip', 'install', ...quietly, '--target', unfinished, '-r', requirements);
    await rename(unfinished, path);
    return { kind: 'found', path };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { kind: 'missing', why: `it could not be installed (python3 ended with ${code})` };
  }
}
