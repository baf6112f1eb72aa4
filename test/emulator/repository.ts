/**
 * The repositories whose workflows run here: their visibility, their list of workflow runs, and which job a runtime token
 * belongs to. The runner adds the runs; the REST API shows them to a job token that has the permission.
 */
import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { Commits } from './commits.ts';
import { json, type Reply, type Request } from './exchange.ts';
import { paginate } from './pagination.ts';
import type { Route } from './router.ts';
import { encodeRuntimeToken, scopesOf } from './runtime-token.ts';
import { type JobPermissions, notFound, type Tokens } from './tokens.ts';
import { headOf, type NewRun, row, statusOf, type WorkflowRun } from './workflow-run.ts';

/** A repository. Visibility may be changed while the emulator runs. */
export interface Repository {
  /** `owner/name`. */
  readonly fullName: string;
  readonly id: number;
  /** Change it with {@link Repositories.renameDefaultBranch}. */
  defaultBranch: string;
  readonly commits: Commits;
  visibility: 'private' | 'internal' | 'public';
}

/** A run with the token that its job gets. */
export interface OpenedRun {
  readonly run: WorkflowRun;
  readonly runtimeToken: string;
}

/** The repositories of one emulator. */
export class Repositories {
  readonly #clock: Clock;
  readonly #tokens: Tokens;
  readonly #repositories: Repository[] = [];
  readonly #runs: WorkflowRun[] = [];
  readonly #byBackendId = new Map<string, WorkflowRun>();

  constructor(clock: Clock, tokens: Tokens) {
    this.#clock = clock;
    this.#tokens = tokens;
  }

  add(fullName: string, visibility: Repository['visibility'] = 'private', defaultBranch = 'main'): Repository {
    const id = 300003 + this.#repositories.length;
    const commits = new Commits(`refs/heads/${defaultBranch}`);
    const repository: Repository = { fullName, id, defaultBranch, commits, visibility };
    this.#repositories.push(repository);
    return repository;
  }

  /** Finds a repository by `owner/name`, or the first one. */
  get(fullName?: string): Repository {
    const found = this.#repositories.find((repository) => same(repository.fullName, fullName ?? repository.fullName));
    if (found === undefined) throw new Error(`the emulator has no repository ${fullName}`);
    return found;
  }

  /** As in the settings of a repository: refs, runs and cache entries of before keep the old name. */
  renameDefaultBranch(name: string, fullName?: string): void {
    const repository = this.get(fullName);
    repository.commits.rename(`refs/heads/${name}`);
    repository.defaultBranch = name;
  }

  /** Removes runs from the list, as somebody with `actions: write` can. */
  deleteRuns(predicate: (run: WorkflowRun) => boolean = () => true): void {
    for (const run of this.#runs.filter(predicate)) this.#runs.splice(this.#runs.indexOf(run), 1);
  }

  /** All runs, oldest first. */
  get runs(): readonly WorkflowRun[] {
    return this.#runs;
  }

  /** Adds a run, or another attempt of one, and gives the token of its job. */
  openRun(start: NewRun = {}): OpenedRun {
    const repository = this.get(start.repository);
    const known = this.#runs.find(({ id }) => id === start.id);
    const startedAt = start.startedAt ?? this.#clock.now();
    const ref = start.ref ?? known?.ref ?? `refs/heads/${repository.defaultBranch}`;
    const run: WorkflowRun = known ?? {
      id: start.id ?? Math.max(9_000_000_000, ...this.#runs.map(({ id }) => id)) + 1,
      repository: repository.fullName,
      number: this.#runs.length + 1,
      workflow: start.workflow ?? 'collect.yml',
      event: start.event ?? 'schedule',
      ref,
      ...headOf(start, ref, repository),
      createdAt: startedAt,
      attempt: 0,
      startedAt,
      conclusion: null,
      jobs: [],
    };
    if (known === undefined) this.#runs.push(run);
    run.attempt = start.attempt ?? run.attempt + 1;
    run.startedAt = startedAt;
    run.conclusion = start.conclusion ?? null;
    const runBackendId = randomUUID();
    this.#byBackendId.set(runBackendId, run);
    const scopes = start.scopes ?? scopesOf(ref, `refs/heads/${repository.defaultBranch}`);
    return { run, runtimeToken: encodeRuntimeToken({ runBackendId, jobBackendId: randomUUID(), scopes }) };
  }

  /** The run that a runtime token belongs to. */
  runOf(runBackendId: string): WorkflowRun | undefined {
    return this.#byBackendId.get(runBackendId);
  }

  /** The repository that a runtime token belongs to. */
  ofRun(runBackendId: string): string | undefined {
    return this.runOf(runBackendId)?.repository;
  }

  /** `owner/name` of the repository in the path, in its own spelling. */
  nameOf({ params }: Request): string | undefined {
    const name = `${params['owner']}/${params['name']}`;
    return this.#repositories.find(({ fullName }) => same(fullName, name))?.fullName;
  }

  /** Why a request about a repository is refused; `undefined` when it may go on. */
  refuse(request: Request, need: keyof JobPermissions, level: 'read' | 'write'): Reply | undefined {
    return this.#tokens.refuseRepository(request, need, level) ?? (this.nameOf(request) ? undefined : notFound());
  }

  get routes(): readonly Route[] {
    const get = (path: string, label: Route['label'], need: keyof JobPermissions, answer: Route['answer']): Route => ({
      method: 'GET',
      path: `/repos/:owner/:name${path}`,
      label,
      answer: (request) => this.refuse(request, need, 'read') ?? answer(request),
    });
    return [
      get('', 'rest.repo', 'metadata', (request) => this.#show(request)),
      get('/actions/runs', 'rest.runs', 'actions', (request) => this.#list(request)),
      get('/actions/runs/:runId', 'rest.run', 'actions', (request) => this.#showRun(request)),
      get('/compare/:range', 'rest.compare', 'contents', (request) => this.#compare(request)),
      get('/actions/runs/:run/attempts/:attempt/jobs', 'rest.jobs', 'actions', (request) => this.#listJobs(request)),
      get('/actions/workflows/:workflow/runs', 'rest.runs', 'actions', (request) => this.#list(request)),
    ];
  }

  #show(request: Request): Reply {
    const { id, fullName, visibility, defaultBranch } = this.get(this.nameOf(request));
    const [owner = '', name = ''] = fullName.split('/');
    return json(200, {
      id,
      name,
      full_name: fullName,
      private: visibility !== 'public',
      visibility,
      owner: { login: owner, id: 200002, type: 'Organization' },
      default_branch: defaultBranch,
    });
  }

  #showRun(request: Request): Reply {
    const name = this.nameOf(request);
    const run = this.#runs.find(({ id, repository }) => repository === name && String(id) === request.params['runId']);
    return run === undefined ? notFound() : json(200, row(run, this.get(name)));
  }

  #compare(request: Request): Reply {
    const [base = '', head = ''] = (request.params['range'] ?? '').split('...');
    const status = this.get(this.nameOf(request)).commits.compare(base, head);
    return status === undefined ? notFound() : json(200, { status, total_commits: 0, commits: [], files: [] });
  }

  /** https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt */
  #listJobs(request: Request): Reply {
    const run = this.#runs.find(({ id }) => String(id) === request.params['run']);
    if (run === undefined || String(run.attempt) !== request.params['attempt']) return notFound();
    const rows = run.jobs.map(({ name, conclusion }, index) => ({
      id: run.id * 1000 + index,
      run_id: run.id,
      run_attempt: run.attempt,
      name,
      status: conclusion === null ? 'in_progress' : 'completed',
      conclusion,
      html_url: `https://github.com/${run.repository}/actions/runs/${run.id}/job/${run.id * 1000 + index}`,
    }));
    return paginate(request, 'jobs', rows);
  }

  #list(request: Request): Reply {
    const { query, params } = request;
    const status = query.get('status');
    const branch = query.get('branch');
    const found = this.#runs
      .filter((run) => run.repository === this.nameOf(request))
      .filter((run) => params['workflow'] === undefined || run.workflow === params['workflow'])
      .filter((run) => status === null || run.conclusion === status || statusOf(run) === status)
      .filter((run) => branch === null || run.headBranch === branch)
      .filter((run) => run.headSha === (query.get('head_sha') ?? run.headSha))
      .filter((run) => run.event === (query.get('event') ?? run.event))
      .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    const repository = this.get(this.nameOf(request));
    return paginate(
      request,
      'workflow_runs',
      found.map((run) => row(run, repository)),
    );
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
