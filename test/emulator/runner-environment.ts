/**
 * The environment of a step, as a hosted Linux runner makes it: the variables, the folders and the files that they name.
 * Nothing is inherited but `PATH`, so that what works here does not work by accident.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitHub } from './github.ts';
import type { OpenedRun } from './repository.ts';

/** The folders and files of one step. */
export interface StepFolders {
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** `GITHUB_WORKSPACE`, empty, also the working directory. */
  readonly workspace: string;
  /** The file in which the step leaves its outputs. */
  readonly outputFile: string;
  readonly summaryFile: string;
  readonly eventFile: string;
  readonly stateFile: string;
  readonly envFile: string;
  readonly pathFile: string;
}

/** Makes the folders and files of a step below `root`. */
export async function makeFolders(root: string, temp = join(root, 'temp')): Promise<StepFolders> {
  const commands = join(root, 'file-commands');
  const file = (name: string): string => join(commands, name);
  const folders: StepFolders = {
    temp,
    workspace: join(root, 'workspace'),
    outputFile: file('output'),
    summaryFile: file('summary'),
    eventFile: file('event.json'),
    stateFile: file('state'),
    envFile: file('env'),
    pathFile: file('path'),
  };
  for (const folder of [folders.temp, folders.workspace, commands]) await mkdir(folder, { recursive: true });
  const { outputFile, summaryFile, stateFile, envFile, pathFile } = folders;
  for (const path of [outputFile, summaryFile, stateFile, envFile, pathFile]) await writeFile(path, '');
  return folders;
}

/** The variables of a step of `opened`; its inputs come on top. */
export function makeEnvironment(
  github: GitHub,
  { run, runtimeToken }: OpenedRun,
  folders: StepFolders,
): Record<string, string> {
  const [owner = ''] = run.repository.split('/');
  const name = run.workflow.replace(/\.ya?ml$/, '');
  return {
    PATH: process.env['PATH'] ?? '',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_BASE_REF: run.event.startsWith('pull_request') ? github.repositories.get(run.repository).defaultBranch : '',
    GITHUB_ENV: folders.envFile,
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: folders.eventFile,
    GITHUB_GRAPHQL_URL: `${github.apiUrl}/graphql`,
    GITHUB_HEAD_REF: run.event.startsWith('pull_request') ? run.headBranch : '',
    GITHUB_JOB: 'collect',
    GITHUB_OUTPUT: folders.outputFile,
    GITHUB_PATH: folders.pathFile,
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: String(github.repositories.get(run.repository).id),
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '200002',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: run.sha,
    GITHUB_STATE: folders.stateFile,
    GITHUB_STEP_SUMMARY: folders.summaryFile,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: name,
    GITHUB_WORKFLOW_REF: `${run.repository}/.github/workflows/${run.workflow}@${run.ref}`,
    GITHUB_WORKFLOW_SHA: run.sha,
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'emulated runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: join(folders.temp, '..', 'tool-cache'),
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_CACHE_URL: `${github.apiUrl}/`,
    ACTIONS_RESULTS_URL: `${github.apiUrl}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ACTIONS_RUNTIME_URL: `${github.apiUrl}/`,
  };
}

/** The payload of the event that started the run. */
export function eventPayload(github: GitHub, { run }: OpenedRun): string {
  const { id, fullName, defaultBranch, visibility } = github.repositories.get(run.repository);
  const repository = { id, full_name: fullName, default_branch: defaultBranch, private: visibility !== 'public' };
  const schedule = run.event === 'schedule' ? { schedule: '17 * * * *' } : {};
  return JSON.stringify({ ...schedule, repository: { ...repository, visibility } });
}
