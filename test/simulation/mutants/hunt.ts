/**
 * Simulates a wrong version: a copy of the sources with its edits, in a folder of its own and a process of its own, so that
 * neither the right version nor another mutant is in the way.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Mutant } from './mutant.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface Hunt {
  readonly histories: number;
  readonly caught: number;
  /** The first history that noticed it, and by which promise; `undefined` when none did. */
  readonly first: { readonly seed: number; readonly message: string } | undefined;
}

export interface HuntRequest {
  readonly from: number;
  /** Histories at most. */
  readonly seeds: number;
  /** End with the first history that notices. */
  readonly stopAtFirst: boolean;
}

export async function hunt(mutant: Mutant, request: HuntRequest): Promise<Hunt> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    await cp(join(ROOT, 'src'), join(folder, 'src'), { recursive: true });
    await mkdir(join(folder, 'test'));
    await cp(join(ROOT, 'test/simulation'), join(folder, 'test/simulation'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const edit of mutant.edits) {
      const path = join(folder, 'src', edit.file);
      await writeFile(path, applyEdit(await readFile(path, 'utf8'), edit));
    }
    return await simulateIn(folder, mutant, request);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws when the text to replace is not there exactly once: the mutant has to follow the code. */
export function applyEdit(source: string, { file, find, replace }: Mutant['edits'][number]): string {
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`src/${file} has ${places} places with: ${find}`);
  return source.replace(find, () => replace);
}

function simulateIn(folder: string, { generator }: Mutant, { from, seeds, stopAtFirst }: HuntRequest): Promise<Hunt> {
  const script = join(folder, 'test/simulation/mutants/prey.ts');
  const child = spawn(process.execPath, [script, generator, String(from), String(seeds), String(stopAtFirst)], {
    cwd: dirname(script),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const text = Buffer.concat(chunks).toString('utf8').trim();
      const last = text.split('\n').at(-1) ?? '';
      if (last.startsWith('{')) resolve(JSON.parse(last));
      else reject(new Error(`a mutant did not run: ${text.slice(-2_000)}`));
    });
  });
}
