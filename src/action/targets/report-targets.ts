/**
 * One table of all targets of a run of the reusable workflow, those that failed first. A matrix has no outputs of its single jobs,
 * so what became of each is read from the list of the run's jobs.
 * https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt
 */
import { UpstreamError } from '../../model/errors.ts';
import type { Http } from '../../runtime/http.ts';
import { escapeText, renderCount, renderTable } from '../report/markdown.ts';

export interface JobRow {
  readonly name: string;
  /** `null` while it runs. */
  readonly conclusion: string | null;
  readonly url: string;
}

export interface RunAddress {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly runId: string;
  readonly attempt: string;
  readonly token: string;
}

const PAGES_MAX = 20;

/** Needs `actions: read`. Rejects with `UpstreamError` when the list cannot be read. */
export async function listJobs(run: RunAddress, http: Http, signal: AbortSignal): Promise<readonly JobRow[]> {
  const rows: JobRow[] = [];
  const root = `${run.apiUrl}/repos/${run.repository}/actions/runs/${run.runId}/attempts/${run.attempt}/jobs`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${run.token}`,
    'user-agent': 'collect-audit-log',
  };
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const request = { method: 'GET', url: `${root}?per_page=100&page=${page}`, headers } as const;
    const answer = await http.send(request, signal).catch((cause: unknown) => {
      throw new UpstreamError('the jobs of this run could not be listed: no response', { cause, hint: HINT });
    });
    const jobs = answer.status === 200 ? parseJobs(answer.body) : undefined;
    if (jobs === undefined) {
      throw new UpstreamError(`the jobs of this run could not be listed: HTTP ${answer.status}`, { hint: HINT });
    }
    rows.push(...jobs);
    if (jobs.length < 100) return rows;
  }
  return rows;
}

const HINT =
  'The targets are collected all the same. Check the jobs of this run, and grant `actions: read` to the caller.';

function parseJobs(body: string): readonly JobRow[] | undefined {
  try {
    const { jobs } = JSON.parse(body) as { readonly jobs?: unknown };
    if (!Array.isArray(jobs)) return undefined;
    return jobs.map(({ name, conclusion, html_url: url }) => ({
      name: String(name),
      conclusion: typeof conclusion === 'string' ? conclusion : null,
      url: String(url),
    }));
  } catch {
    return undefined;
  }
}

interface TargetRow extends JobRow {
  readonly target: string;
}

export interface TargetReport {
  /** Markdown. */
  readonly summary: string;
  /** Names of the targets whose job did not succeed. */
  readonly failed: readonly string[];
}

/** `Organization acme` is the end of a job's name; the caller's job stands in front of it. */
export function reportTargets(jobs: readonly JobRow[]): TargetReport {
  const rows = jobs.flatMap((job): readonly TargetRow[] => {
    const target = /(?:^| \/ )((?:Organization|Enterprise) [A-Za-z0-9_-]+)$/.exec(job.name)?.[1];
    return target === undefined ? [] : [{ ...job, target }];
  });
  const failed = rows.filter(({ conclusion }) => conclusion !== 'success');
  const sorted = [...failed, ...rows.filter(({ conclusion }) => conclusion === 'success')];
  const headline =
    failed.length === 0
      ? `## ✅ ${renderCount(rows.length, 'target')} collected`
      : `## ❌ ${failed.length} of ${renderCount(rows.length, 'target')} failed`;
  const table = renderTable(['Target', 'Result'], sorted, ({ target, conclusion, url }) => [
    /^https:\/\/[^\s()<>|]+$/.test(url) ? `[${escapeText(target)}](${url})` : escapeText(target),
    conclusion === 'success' ? 'collected' : escapeText(conclusion ?? 'not finished'),
  ]);
  return { summary: `${headline}\n\n${table}\n`, failed: failed.map(({ target }) => target) };
}
