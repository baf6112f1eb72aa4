/** A workflow run, what is known of it when it starts, and how the REST API shows it. */
import { isoSeconds } from './clock.ts';
import type { Repository } from './repository.ts';
import type { CacheScope } from './runtime-token.ts';

/** How a workflow run ended; `null` while it is under way. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | null;

/** A job of a run, as the list of jobs shows it. */
export interface Job {
  readonly name: string;
  readonly conclusion: Conclusion;
}

/** A workflow run, as of its newest attempt. */
export interface WorkflowRun {
  readonly id: number;
  readonly repository: string;
  readonly number: number;
  /** File name of the workflow, such as `collect.yml`. */
  readonly workflow: string;
  readonly event: string;
  /** `GITHUB_REF`. */
  readonly ref: string;
  /** `GITHUB_SHA`: of a pull request that of its merge, which no list of runs shows. */
  readonly sha: string;
  readonly headSha: string;
  readonly headBranch: string;
  /** Another id than the repository's: the run of a fork's code. */
  readonly headRepositoryId: number;
  readonly createdAt: number;
  attempt: number;
  startedAt: number;
  conclusion: Conclusion;
  /** The runner knows only its own step: whoever plays a workflow says which jobs it has. */
  jobs: readonly Job[];
}

/** What is known of a run when it starts. An existing `id` is a re-run. */
export interface NewRun {
  readonly id?: number;
  readonly attempt?: number;
  readonly repository?: string;
  readonly workflow?: string;
  readonly event?: string;
  readonly ref?: string;
  /** The newest of `ref` when absent. */
  readonly headSha?: string;
  readonly headBranch?: string;
  readonly fromFork?: boolean;
  readonly conclusion?: Conclusion;
  readonly startedAt?: number;
  /** The cache scopes of its token; those of `ref` when absent. */
  readonly scopes?: readonly CacheScope[];
}

export function statusOf(run: WorkflowRun): 'completed' | 'in_progress' {
  return run.conclusion === null ? 'in_progress' : 'completed';
}

export function headOf(
  { headSha, headBranch, fromFork = false }: NewRun,
  ref: string,
  { id, commits }: Repository,
): Pick<WorkflowRun, 'sha' | 'headSha' | 'headBranch' | 'headRepositoryId'> {
  const sha = commits.tip(ref);
  return {
    sha: ref.startsWith('refs/pull/') ? sha : (headSha ?? sha),
    headSha: headSha ?? sha,
    headBranch: headBranch ?? ref.replace(/^refs\/(?:heads|tags)\//, ''),
    headRepositoryId: fromFork ? 300999 : id,
  };
}

export function row(run: WorkflowRun, { id, fullName }: Repository): Readonly<Record<string, unknown>> {
  return {
    id: run.id,
    name: run.workflow.replace(/\.ya?ml$/, ''),
    path: `.github/workflows/${run.workflow}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: statusOf(run),
    conclusion: run.conclusion,
    created_at: isoSeconds(run.createdAt),
    run_started_at: isoSeconds(run.startedAt),
    updated_at: isoSeconds(run.startedAt),
    repository: { id, full_name: fullName },
    head_repository: { id: run.headRepositoryId },
  };
}
