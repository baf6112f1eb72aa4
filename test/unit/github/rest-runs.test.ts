/** What the repository says of runs: who uploaded an artifact, at which commit, and which runs of the workflow succeeded. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiRequest } from '../../../src/github/api.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { connect } from './connected-repository.ts';
import { json, type Scripted } from './scripted-api.ts';

const signal = new AbortController().signal;

const _cacheRow = (id: number, key = `p-${id}`) => ({
  id,
  key,
  ref: 'refs/heads/main',
  created_at: `2026-11-22T09:00:${String(id % 60).padStart(2, '0')}Z`,
});
const artifactRow = (id: number) => ({
  id,
  name: `a-${id}`,
  expired: false,
  size_in_bytes: 5,
  created_at: '2026-11-22T09:00:00Z',
});
const runRow = (id: number) => ({
  ...{ id, event: 'schedule', head_sha: 'abc', run_started_at: '2026-11-22T09:00:00Z' },
  ...{ repository: { id: 3 }, head_repository: { id: 3 } },
});
const _pageOf = ({ query }: ApiRequest) => Number(query['page']);

describe('the run that uploaded an artifact', () => {
  const uploaderOf = async (workflow_run: unknown) => {
    const { repository } = connect(() => json({ ...artifactRow(5), workflow_run, expires_at: '2026-12-01T00:00:00Z' }));
    const found = await repository.findArtifact(5, signal);
    assert.equal(found?.expiresAt, Date.UTC(2026, 11, 1));
    return found?.uploader;
  };
  it('is of this repository only where both ids are there and equal', async () => {
    const run = { id: 9, repository_id: 3, head_repository_id: 3 };
    assert.deepEqual(await uploaderOf(run), { runId: 9, home: 'own' });
    assert.deepEqual(await uploaderOf({ ...run, head_repository_id: 4 }), { runId: 9, home: 'foreign' });
    assert.deepEqual(await uploaderOf({ id: 9, repository_id: 3 }), { runId: 9, home: 'not-said' });
    assert.deepEqual(await uploaderOf({ id: 9 }), { runId: 9, home: 'not-said' });
    assert.equal(await uploaderOf(null), undefined);
    assert.equal(await uploaderOf(undefined), undefined);
  });
  it('is requested by its id, and can be gone', async () => {
    const { repository, api } = connect(({ path }) => (path.endsWith('/9') ? json(runRow(9)) : { status: 404 }));
    assert.deepEqual(await repository.findRun(9, signal), {
      ...{
        id: 9,
        event: 'schedule',
        headSha: 'abc',
        headBranch: undefined,
        home: 'own',
        startedAt: Date.UTC(2026, 10, 22, 9),
      },
    });
    assert.equal(await repository.findRun(8, signal), undefined);
    assert.equal(await repository.findArtifact(8, signal), undefined);
    assert.equal(api.requests[0]?.path, '/repos/octo-org/audit/actions/runs/9');
    await assert.rejects(connect(() => ({ status: 403 })).repository.findRun(9, signal), AccessError);
    await assert.rejects(connect(() => json({ ...runRow(9), event: 7 })).repository.findRun(9, signal), UpstreamError);
  });
  it('had a commit that other runs had, of this repository and of no other', async () => {
    const has = (row: object) =>
      connect(() => json({ total_count: 1, workflow_runs: [row] })).repository.hasRunOf('schedule', 'abc', signal);
    assert.equal(await has(runRow(9)), true);
    assert.equal(await has({ ...runRow(9), head_sha: 'def' }), false);
    assert.equal(await has({ ...runRow(9), event: 'push' }), false);
    assert.equal(await has({ ...runRow(9), head_repository: { id: 4 } }), false);
    const { repository, api } = connect(() => json({ total_count: 0, workflow_runs: [] }));
    assert.equal(await repository.hasRunOf('schedule', 'abc', signal), false);
    assert.deepEqual(api.requests[0]?.query, { event: 'schedule', head_sha: 'abc', per_page: '1' });
  });
  it('had a commit of the default branch, or not, or GitHub refuses to say', async () => {
    const isIn = (answer: Scripted) => {
      const branch = json({ private: true, default_branch: 'trunk' });
      return connect(({ path }) => (path.includes('/compare/') ? answer : branch)).repository.isInDefaultHistory(
        'a',
        signal,
      );
    };
    assert.equal(await isIn(json({ status: 'behind' })), true);
    assert.equal(await isIn(json({ status: 'identical' })), true);
    assert.equal(await isIn(json({ status: 'ahead' })), false);
    assert.equal(await isIn(json({ status: 'diverged' })), false);
    assert.equal(await isIn({ status: 403 }), undefined);
    assert.equal(await isIn({ status: 404 }), undefined);
    await assert.rejects(isIn(json({})), UpstreamError);
  });
});

describe('the successes of the workflow', () => {
  const list = async (pages: (request: ApiRequest) => Scripted, event?: string) => {
    const { repository, api } = connect(pages);
    const rows = (await Array.fromAsync(repository.listSuccesses(event, signal))).flat();
    return { ids: rows.map(({ id }) => id), requests: api.requests };
  };
  it('are all but this run, of one event or of any', async () => {
    const pages = () => json({ total_count: 3, workflow_runs: [runRow(77), runRow(76), runRow(75)] });
    const { ids, requests } = await list(pages);
    assert.deepEqual(ids, [76, 75]);
    assert.equal(requests[0]?.path, '/repos/octo-org/audit/actions/workflows/collect.yml/runs');
    assert.deepEqual([requests[0]?.query['status'], requests[0]?.query['event']], ['success', undefined]);
    assert.equal((await list(pages, 'schedule')).requests[0]?.query['event'], 'schedule');
  });
  it('are none only where the list says so', async () => {
    assert.deepEqual((await list(() => json({ total_count: 0, workflow_runs: [] }))).ids, []);
    await assert.rejects(
      list(() => json({ total_count: 5, workflow_runs: [] })),
      UpstreamError,
    );
    await assert.rejects(
      list(() => ({ status: 404 })),
      AccessError,
    );
  });
});
