/**
 * The workflow's own repository over REST. Its lists are proofs: a list counts as empty only when GitHub said so in
 * full. So each is read to its announced end, and a response that cannot be understood is an error, never an empty
 * list.
 */
import { UpstreamError } from '../model/errors.ts';
import type { Repository } from './repository.ts';
import {
  parseArtifactRow,
  parseArtifactRows,
  parseCacheRows,
  parseComparison,
  parseRepository,
  parseRunRow,
  parseRunRows,
  type Rows,
} from './repository-rows.ts';
import { type QuestionDeps, RestQuestions } from './rest-questions.ts';

export interface RepositorySettings extends QuestionDeps {
  readonly owner: string;
  readonly repo: string;
  /** `GITHUB_WORKFLOW_REF`: `octo-org/audit/.github/workflows/collect.yml@refs/heads/main`. */
  readonly workflowRef: string;
  /** `GITHUB_RUN_ID`: this run does not count as an earlier one. */
  readonly runId: string;
}

const PER_PAGE = 100;

interface List<Row> {
  readonly what: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly parse: (body: unknown) => Rows<Row> | undefined;
}

/** Needs `actions: read`, and `actions: write` to delete caches. No connection is made yet. */
export function connectRepository(settings: RepositorySettings): Repository {
  const questions = new RestQuestions(settings);
  const root = `/repos/${encodeURIComponent(settings.owner)}/${encodeURIComponent(settings.repo)}`;
  const permission = 'actions: read' as const;

  async function* walk<Row>(
    { what, path, query, parse }: List<Row>,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Row[]> {
    let seen = 0;
    for (let page = 1; ; page += 1) {
      const question = { what, path: root + path, query: { ...query, per_page: `${PER_PAGE}`, page: `${page}` } };
      const { rows, total } = await questions.ask({ ...question, permission, parse }, signal);
      seen += rows.length;
      if (rows.length > 0) yield rows;
      if (seen >= total) return;
      if (rows.length === 0) throw endedEarly(what, seen, total);
    }
  }

  const describe = memoize((signal: AbortSignal) => {
    const what = 'Reading the visibility of this repository';
    return questions.ask({ what, path: root, query: {}, permission: undefined, parse: parseRepository }, signal);
  });

  const defaultBranch = async (signal: AbortSignal) => (await describe(signal)).defaultBranch;

  return {
    isPublic: async (signal) => (await describe(signal)).isPublic,
    defaultBranch,

    async listCaches({ prefix, ref }, signal) {
      const what = 'Listing the caches of this repository';
      const query = { key: prefix, ref, sort: 'created_at', direction: 'desc' };
      const pages = await Array.fromAsync(
        walk({ what, path: '/actions/caches', query, parse: parseCacheRows }, signal),
      );
      return pages
        .flat()
        .filter((row) => row.key.startsWith(prefix) && row.ref === ref)
        .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    },

    deleteCache(id, signal) {
      const what = 'Deleting an old cache entry';
      return questions.delete({ what, path: `${root}/actions/caches/${id}`, permission: 'actions: write' }, signal);
    },

    listArtifacts(signal) {
      const what = 'Listing the artifacts of this repository';
      return walk({ what, path: '/actions/artifacts', query: {}, parse: parseArtifactRows }, signal);
    },

    findArtifact(id, signal) {
      const what = 'Looking for an artifact of this repository';
      const path = `${root}/actions/artifacts/${id}`;
      return questions.find({ what, path, query: {}, permission, parse: parseArtifactRow }, NOT_THERE, signal);
    },

    downloadArtifact(id, bytesMax, signal) {
      const what = 'Downloading an artifact of this repository';
      return questions.download({ what, path: `${root}/actions/artifacts/${id}/zip`, permission, bytesMax }, signal);
    },

    ...requestsAboutRuns(questions, { root, defaultBranch }),

    async *listSuccesses(event, signal) {
      const what = 'Looking for an earlier success of this workflow';
      const path = `/actions/workflows/${encodeURIComponent(workflowFile(settings.workflowRef))}/runs`;
      const query = { status: 'success', exclude_pull_requests: 'true', ...(event === undefined ? {} : { event }) };
      const list = { what, path, query, parse: parseRunRows };
      for await (const rows of walk(list, signal)) yield rows.filter(({ id }) => String(id) !== settings.runId);
    },
  };
}

/** Who uploaded an artifact, and whether that was the default branch's code. */
function requestsAboutRuns(
  questions: RestQuestions,
  { root, defaultBranch }: { readonly root: string; readonly defaultBranch: Repository['defaultBranch'] },
): Pick<Repository, 'findRun' | 'hasRunOf' | 'isInDefaultHistory'> {
  const permission = 'actions: read' as const;
  return {
    findRun(id, signal) {
      const what = 'Looking for the run that uploaded an artifact';
      const path = `${root}/actions/runs/${id}`;
      return questions.find({ what, path, query: {}, permission, parse: parseRunRow }, NOT_THERE, signal);
    },

    async hasRunOf(event, sha, signal) {
      const what = 'Looking for other runs of a commit';
      const query = { event, head_sha: sha, per_page: '1' };
      const question = { what, path: `${root}/actions/runs`, query, permission, parse: parseRunRows };
      return (await questions.ask(question, signal)).rows.some(
        (run) => run.event === event && run.headSha === sha && run.home === 'own',
      );
    },

    async isInDefaultHistory(sha, signal) {
      const what = 'Looking for a commit in the default branch';
      const branch = encodeURIComponent(await defaultBranch(signal));
      const path = `${root}/compare/${branch}...${encodeURIComponent(sha)}`;
      const question = {
        what,
        path,
        query: { per_page: '1' },
        permission: 'contents: read' as const,
        parse: parseComparison,
      };
      const status = await questions.find(question, NOT_SHOWN, signal);
      return status === undefined ? undefined : status === 'behind' || status === 'identical';
    },
  };
}

const NOT_THERE = [404] as const;
/** GitHub hides what a token cannot see either way. */
const NOT_SHOWN = [403, 404] as const;

/** Requested once; a failure is requested again. */
function memoize<Value>(ask: (signal: AbortSignal) => Promise<Value>): (signal: AbortSignal) => Promise<Value> {
  let known: Promise<Value> | undefined;
  return (signal) => {
    const answer = known ?? ask(signal);
    known = answer;
    answer.catch(() => {
      known = undefined;
    });
    return answer;
  };
}

/** GitHub announced more rows than it shows: the rest is unknown. */
function endedEarly(what: string, seen: number, total: number): UpstreamError {
  return new UpstreamError(`${what} ended after ${seen} of ${total} rows`, {
    hint: 'Run it again; if it persists, see https://www.githubstatus.com.',
  });
}

function workflowFile(workflowRef: string): string {
  const file = /\/\.github\/workflows\/([^/@]+)@/.exec(workflowRef)?.[1];
  if (file !== undefined) return file;
  throw new UpstreamError('GITHUB_WORKFLOW_REF does not name the workflow of this run', {
    hint: 'Run it as a step of a workflow, or keep the position in a `state-dir`.',
  });
}
