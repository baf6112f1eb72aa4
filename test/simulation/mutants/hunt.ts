/**
 * Hunts a wrong version: a copy of the sources with its edits, in a folder of its own and a process of its own, so that
 * neither the right version nor another mutant is in the way.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hunter, Mutant } from './mutant.ts';

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
    if (mutant.hunter.kind === 'test') {
      for (const room of ['unit', 'emulator'])
        await cp(join(ROOT, 'test', room), join(folder, 'test', room), { recursive: true });
    }
    await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const edit of mutant.edits) {
      const path = join(folder, 'src', edit.file);
      await writeFile(path, applyEdit(await readFile(path, 'utf8'), edit));
    }
    const { hunter } = mutant;
    return hunter.kind === 'test' ? await testIn(folder, hunter.file) : await simulateIn(folder, hunter, request);
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

/** One test file; the first of its tests that fails is what noticed. */
async function testIn(folder: string, file: string): Promise<Hunt> {
  const { text, code } = await run(folder, ['--test', '--test-reporter=tap', join(folder, 'test/unit', file)]);
  const passed = Number(/^# pass (\d+)$/m.exec(text)?.[1] ?? 0);
  const failed = /^\s+not ok \d+ - (.+)$/m.exec(text)?.[1] ?? /^not ok \d+ - (.+)$/m.exec(text)?.[1];
  // A file that does not even load proves nothing.
  if (passed === 0) throw new Error(`a mutant did not run: ${text.slice(-2_000)}`);
  if (code === 0 || failed === undefined) return { histories: 1, caught: 0, first: undefined };
  return { histories: 1, caught: 1, first: { seed: 1, message: failed } };
}

async function simulateIn(
  folder: string,
  { generator }: Extract<Hunter, { kind: 'histories' }>,
  { from, seeds, stopAtFirst }: HuntRequest,
): Promise<Hunt> {
  const script = join(folder, 'test/simulation/mutants/prey.ts');
  const { text } = await run(dirname(script), [script, generator, String(from), String(seeds), String(stopAtFirst)]);
  const last = text.split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`a mutant did not run: ${text.slice(-2_000)}`);
  const hunt: Hunt = JSON.parse(last);
  // Words that no longer fit the code around them prove nothing either.
  if (/^I0,.*(is not a function|is not defined|Cannot read prop)/.test(hunt.first?.message ?? ''))
    throw new Error(`a mutant did not run: ${hunt.first?.message}`);
  return hunt;
}

function run(cwd: string, words: readonly string[]): Promise<{ readonly text: string; readonly code: number | null }> {
  const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ text: Buffer.concat(chunks).toString('utf8').trim(), code }));
  });
}
