/** The collector as somebody starts it in a terminal: a process of its own, with the variables of a shell and no workflow around it. */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { GitHub } from '../emulator/github.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

export interface TerminalRun {
  readonly github: GitHub;
  /** Where the user is. */
  readonly cwd: string;
  readonly args: readonly string[];
  /** On top of the target, the token and the API of `github`; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called once the process is there. */
  readonly meanwhile?: (child: ChildProcessByStdio<null, Readable, Readable>) => void;
}

export interface TerminalResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end. Whatever it shows on the standard error holds no token and no event. */
export async function runTerminal({ github, cwd, args, env, meanwhile }: TerminalRun): Promise<TerminalResult> {
  const shell = {
    PATH: process.env['PATH'],
    GITHUB_TOKEN: github.token,
    GITHUB_ORG: github.organization,
    GITHUB_API_URL: github.apiUrl,
  };
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...shell, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  meanwhile?.(child);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  assert.ok(!printed.stderr.includes(github.token) && !printed.stdout.includes(github.token), 'the token is shown');
  const shown = github.log.all.filter(({ id }) => id.length > 15 && printed.stderr.includes(id));
  assert.deepEqual(shown, [], 'events are shown');
  assert.doesNotMatch(printed.stderr, /^::|^##\[/m, 'no terminal takes commands of a runner');
  return { exitCode, ...printed };
}
