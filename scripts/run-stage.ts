/**
 * Runs one stage in a process group of its own, so that nothing of it is left behind: not when it hangs (a test that spins
 * does not hear a polite signal), and not when the whole run is stopped with Ctrl-C.
 */
import { spawn } from 'node:child_process';
import { type Outcome, readTotals } from './outcome.ts';
import type { Stage } from './stages.ts';

const groups = new Set<number>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const group of groups) endGroup(group);
    process.exit(1);
  });
}

/** Resolves when the stage has ended, after `maxMs` at the latest, with all that it printed. */
export function runStage(stage: Stage, cwd: string, maxMs: number): Promise<{ outcome: Outcome; output: string }> {
  const child = spawn(process.execPath, stage.args, {
    cwd,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const group = child.pid;
  if (group !== undefined) groups.add(group);
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    if (group !== undefined) endGroup(group);
  }, maxMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (group !== undefined) groups.delete(group);
      const output = Buffer.concat(chunks).toString('utf8');
      const totals = stage.tests === undefined ? undefined : readTotals(output);
      const end = hung ? `the watchdog after ${maxMs / 1000} s` : (code ?? signal ?? 'an unknown cause');
      resolve({ outcome: { code: end, totals }, output });
    });
  });
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Without what a runner, a proxy or a terminal puts there: a test must end in the same way for everybody. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(GITHUB|RUNNER|ACTIONS|INPUT|STATE)_|^(https?|all|no)_proxy$|^FORCE_COLOR$|^NODE_(OPTIONS|TEST_CONTEXT)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
