/**
 * What the runner passes to a step through its environment, read once and checked, so that nothing else of the program
 * looks at `process.env`. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../model/errors.ts';

export interface Environment {
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** `owner` and `repo` of the workflow's repository; `undefined` outside Actions. */
  readonly repository: { readonly owner: string; readonly repo: string } | undefined;
  readonly workflowRef: string;
  /** Of the run, for whoever reads its manifests; `null` outside Actions. */
  readonly repositoryId: string | null;
  readonly workflow: string | null;
  readonly ref: string | null;
  readonly sha: string | null;
  readonly runId: string;
  readonly runAttempt: number;
  /** The branch that a pull request is to be merged into, without `refs/heads/`; empty for other events. */
  readonly baseBranch: string;
  /** Absolute folder that lasts as long as the job. */
  readonly temp: string;
  readonly workspace: string;
  /** Whether the cache and the artifacts of a run can be reached: only steps that are JavaScript actions get the token. */
  readonly hasRuntimeToken: boolean;
  /** Where the identity of the job can be had; `undefined` without `permissions: id-token: write`. */
  readonly idToken: { readonly url: string; readonly token: string } | undefined;
  /** What `aws-actions/configure-aws-credentials` leaves for later steps; '' for what is not set. */
  readonly aws: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly region: string;
  };
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Rejects a half-set environment with `InputError`; outside Actions everything has a default. */
export function readEnvironment(variables: Variables, cwd: string): Environment {
  const read = (name: string) => variables[name] ?? '';
  const [owner, repo] = read('GITHUB_REPOSITORY').split('/');
  const runAttempt = Number(read('GITHUB_RUN_ATTEMPT') || '1');
  if (!Number.isSafeInteger(runAttempt) || !/^[0-9A-Za-z_]*$/.test(read('GITHUB_RUN_ID'))) {
    throw new InputError('GITHUB_RUN_ID or GITHUB_RUN_ATTEMPT is not what a runner sets', {
      hint: 'Run this as a step of a workflow, without setting these variables; see README.md#set-it-up.',
    });
  }
  return {
    apiUrl: read('GITHUB_API_URL') || 'https://api.github.com',
    serverUrl: read('GITHUB_SERVER_URL') || 'https://github.com',
    repository: owner && repo ? { owner, repo } : undefined,
    workflowRef: read('GITHUB_WORKFLOW_REF'),
    repositoryId: /^\d{1,20}$/.exec(read('GITHUB_REPOSITORY_ID'))?.[0] ?? null,
    workflow: read('GITHUB_WORKFLOW_REF') || null,
    ref: read('GITHUB_REF') || null,
    sha: read('GITHUB_SHA') || null,
    runId: read('GITHUB_RUN_ID') || 'local',
    runAttempt,
    baseBranch: read('GITHUB_BASE_REF'),
    temp: read('RUNNER_TEMP') || join(tmpdir(), 'collect-audit-log'),
    workspace: read('GITHUB_WORKSPACE') || cwd,
    hasRuntimeToken: read('ACTIONS_RUNTIME_TOKEN') !== '',
    idToken: readIdToken(read),
    aws: {
      accessKeyId: read('AWS_ACCESS_KEY_ID'),
      secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
      sessionToken: read('AWS_SESSION_TOKEN'),
      region: read('AWS_REGION') || read('AWS_DEFAULT_REGION'),
    },
  };
}

function readIdToken(read: (name: string) => string): Environment['idToken'] {
  const [url, token] = [read('ACTIONS_ID_TOKEN_REQUEST_URL'), read('ACTIONS_ID_TOKEN_REQUEST_TOKEN')];
  return url === '' || token === '' ? undefined : { url, token };
}

/** As the toolkit decides it: on Enterprise Server, artifacts and the current cache protocol do not exist. */
export function isEnterpriseServer({ serverUrl }: Environment): boolean {
  const host = URL.parse(serverUrl)?.hostname.toLowerCase() ?? 'github.com';
  return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}

/** Address of the workflow run for people, or `undefined` outside Actions. */
export function runUrlOf({ serverUrl, repository, runId }: Environment): string | undefined {
  return repository === undefined
    ? undefined
    : `${serverUrl}/${repository.owner}/${repository.repo}/actions/runs/${runId}`;
}
