/**
 * A job of the emulated GitHub inside of the test's own process: what the toolkit takes from the environment is set while
 * the job lasts, and put back when it ends. One at a time.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectOctokit } from '../../src/github/octokit.ts';
import type { Repository } from '../../src/github/repository.ts';
import { connectRepository } from '../../src/github/rest-repository.ts';
import { type Clock, systemClock } from '../../src/runtime/clock.ts';
import { watchSystemHttp } from '../../src/runtime/http-watch.ts';
import { systemRandom } from '../../src/runtime/random.ts';
import { classifyOwnRejection, judgeOwnRefusal } from '../../src/source/own-repository.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../emulator/github.ts';
import type { OpenedRun } from '../emulator/repository.ts';
import { makeEnvironment, makeFolders } from '../emulator/runner-environment.ts';
import type { NewRun } from '../emulator/workflow-run.ts';

/** Of calls that nothing ends before their time. */
export const LIMITS = {
  clock: systemClock,
  watch: watchSystemHttp,
  end: { at: Number.POSITIVE_INFINITY, signal: new AbortController().signal },
} as const;

export interface EmulatedJob extends AsyncDisposable {
  readonly github: GitHub;
  readonly opened: OpenedRun;
  readonly repository: Repository;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** Real time, as the emulator and the toolkit have it, but our own waits take none. */
  readonly clock: Clock;
  /** What the toolkit has printed so far; a runner would show it in the log. */
  printed(): string;
  /** The next job begins: another run, or another attempt of one. */
  start(run?: NewRun): Promise<OpenedRun>;
}

export async function startJob(options: GitHubOptions = {}): Promise<EmulatedJob> {
  const [github, root] = [await startGitHub(options), await mkdtemp(join(tmpdir(), 'audit-log-'))];
  const before = { ...process.env };
  const folders = await makeFolders(root);
  const console = catchPrinted();
  const start = async (run?: NewRun): Promise<OpenedRun> => {
    const opened = github.repositories.openRun(run);
    Object.assign(process.env, makeEnvironment(github, opened, folders));
    return opened;
  };
  const opened = await start();
  const clock: Clock = { ...systemClock, sleep: async () => {} };
  const client = await connectOctokit({
    url: github.apiUrl,
    bearer: () => github.githubToken,
    apiVersion: '2022-11-28',
    userAgent: 'collect-audit-log',
  });
  const [owner = '', repo = ''] = opened.run.repository.split('/');
  const repository = connectRepository({
    client,
    apiUrl: github.apiUrl,
    owner,
    repo,
    workflowRef: process.env['GITHUB_WORKFLOW_REF'] ?? '',
    runId: String(opened.run.id),
    endsAt: Number.POSITIVE_INFINITY,
    refusals: { judge: judgeOwnRefusal, classify: classifyOwnRejection },
    clock,
    random: systemRandom,
    log: { info: () => {}, warning: () => {} },
  });
  return {
    github,
    opened,
    repository,
    temp: folders.temp,
    clock,
    start,
    printed: console.printed,
    async [Symbol.asyncDispose]() {
      console.restore();
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await github.close();
      await rm(root, { recursive: true });
    },
  };
}

/** The toolkit prints text; the test runner, which shares the stream, sends its reports as bytes. */
function catchPrinted(): { readonly printed: () => string; readonly restore: () => void } {
  const [write, texts] = [process.stdout.write, [] as string[]];
  const passOn = write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean => {
    if (typeof chunk !== 'string' || process.env['NODE_TEST_CONTEXT'] === undefined) return passOn(chunk, ...rest);
    texts.push(chunk);
    return true;
  };
  return {
    printed: () => texts.join(''),
    restore: () => {
      process.stdout.write = write;
    },
  };
}
