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
import { systemRandom } from '../../src/runtime/random.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../emulator/github.ts';
import type { NewRun, OpenedRun } from '../emulator/repository.ts';
import { makeEnvironment, makeFolders } from '../emulator/runner-environment.ts';
import { FakeClock } from '../unit/fake-clock.ts';

export interface EmulatedJob extends AsyncDisposable {
  readonly github: GitHub;
  readonly opened: OpenedRun;
  readonly repository: Repository;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** Waits of ours take no time; the emulator and the toolkit live in real time. */
  readonly clock: FakeClock;
  /** The next job begins: another run, or another attempt of one. */
  start(run?: NewRun): Promise<OpenedRun>;
}

export async function startJob(options: GitHubOptions = {}): Promise<EmulatedJob> {
  const [github, root] = [await startGitHub(options), await mkdtemp(join(tmpdir(), 'audit-log-'))];
  const before = { ...process.env };
  const folders = await makeFolders(root);
  const start = async (run?: NewRun): Promise<OpenedRun> => {
    const opened = github.repositories.openRun(run);
    Object.assign(process.env, makeEnvironment(github, opened, folders));
    return opened;
  };
  const opened = await start();
  const clock = new FakeClock();
  const client = await connectOctokit({
    url: github.apiUrl,
    token: github.githubToken,
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
    async [Symbol.asyncDispose]() {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await github.close();
      await rm(root, { recursive: true });
    },
  };
}
