/**
 * Runs a workflow once with nektos/act, each job straight on this machine, with the services of the emulated GitHub in place of
 * act's own: what the action stores in one run is there in the next. The run is one of the emulator's, with its id and token.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { GitHub } from '../emulator/github.ts';
import type { OpenedRun } from '../emulator/repository.ts';
import { eventPayload } from '../emulator/runner-environment.ts';
import type { Job } from '../emulator/workflow-run.ts';
import type { Front } from './front.ts';
import type { StagedRepository } from './staged-repository.ts';

export interface WorkflowRun {
  readonly act: string;
  readonly github: GitHub;
  readonly front: Front;
  readonly repository: StagedRepository;
  /** Its file name. */
  readonly workflow: string;
  readonly event: 'schedule' | 'workflow_dispatch';
  /** What was entered in the form. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** What a runner gives a job that may have an OIDC identity. */
  readonly identity: Readonly<Record<string, string>>;
  /** What GitHub would list as its jobs, which act does not report. */
  readonly jobs?: readonly Job[];
}

export interface WorkflowEnd {
  readonly hasSucceeded: boolean;
  /** What act printed. */
  readonly log: string;
}

const RUN_MAX_MS = 120_000;
const ROOT = join(import.meta.dirname, '../..');
/** The labels of runners in our examples: all of them are this machine. */
const LABELS = ['ubuntu-24.04', 'self-hosted', 'linux'];

export async function runWorkflow(options: WorkflowRun): Promise<WorkflowEnd> {
  const { act, github, repository, workflow, event } = options;
  const opened = github.repositories.openRun({ workflow, event });
  opened.run.jobs = options.jobs ?? [];
  const home = join(repository.folder, 'home');
  await mkdir(home, { recursive: true });
  const payload = join(repository.folder, 'event.json');
  const { inputs = {} } = options;
  await writeFile(payload, JSON.stringify({ ...JSON.parse(eventPayload(github, opened)), inputs }));
  const authority = join(repository.folder, 'authority.pem');
  await writeFile(authority, options.front.authority);

  const secrets = { GITHUB_TOKEN: github.githubToken, ...options.secrets };
  const variables = { ...servicesOf(github, opened), ...wayOut(options.front, authority), ...options.identity };
  const args = [
    ...[event, '--workflows', `.github/workflows/${workflow}`, '--eventpath', payload],
    ...repository.actions.flatMap((action) => ['--local-repository', action]),
    ...['--action-cache-path', join(repository.folder, 'actions')],
    ...LABELS.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...['--defaultbranch', 'main', '--pull=false', '--no-cache-server', '--concurrent-jobs', '1'],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
    ...Object.entries(options.vars ?? {}).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    ...Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`]),
  ];
  // Nothing of this machine but its programs, and the project's own Node in front of them.
  const path = [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const env = { PATH: path, HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home };
  const child = spawn(act, args, {
    cwd: repository.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: RUN_MAX_MS,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  opened.run.conclusion = code === 0 ? 'success' : 'failure';
  return { hasSucceeded: code === 0, log };
}

/** What a runner says to the action about this run and the services for it. */
function servicesOf({ apiUrl }: GitHub, { run, runtimeToken }: OpenedRun): Readonly<Record<string, string>> {
  return {
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_WORKFLOW_REF: `${run.repository}/.github/workflows/${run.workflow}@${run.ref}`,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_CACHE_URL: `${apiUrl}/`,
    ACTIONS_RESULTS_URL: `${apiUrl}/`,
    ACTIONS_RUNTIME_URL: `${apiUrl}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
  };
}

/** Where every other host is. `gh` is a Go program and looks for authorities in SSL_CERT_FILE. */
function wayOut(front: Front, authority: string): Readonly<Record<string, string>> {
  return {
    HTTPS_PROXY: front.url,
    HTTP_PROXY: front.url,
    NO_PROXY: '127.0.0.1',
    NODE_EXTRA_CA_CERTS: authority,
    SSL_CERT_FILE: authority,
    // Whatever this machine is set up to use instead.
    npm_config_registry: 'https://packages.example.com/',
  };
}
