import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiRequest } from '../../../src/github/api.ts';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { connect } from './connected-repository.ts';
import { json } from './scripted-api.ts';

const signal = new AbortController().signal;

const cacheRow = (id: number, key = `p-${id}`) => ({
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
const _runRow = (id: number) => ({
  ...{ id, event: 'schedule', head_sha: 'abc', run_started_at: '2026-11-22T09:00:00Z' },
  ...{ repository: { id: 3 }, head_repository: { id: 3 } },
});
const pageOf = ({ query }: ApiRequest) => Number(query['page']);

describe('the visibility of the repository', () => {
  const cases: readonly [unknown, boolean][] = [
    [{ private: true, visibility: 'private' }, false],
    [{ private: true, visibility: 'internal' }, false],
    [{ private: true }, false],
    [{ private: false, visibility: 'public' }, true],
    [{ private: false }, true],
    [{ private: true, visibility: 'public' }, true],
  ];
  for (const [body, expected] of cases) {
    it(`${JSON.stringify(body)} is ${expected ? '' : 'not '}public`, async () => {
      const { repository, api } = connect(() => json({ ...(body as object), default_branch: 'main' }));
      assert.equal(await repository.isPublic(signal), expected);
      assert.equal(api.requests[0]?.path, '/repos/octo-org/audit');
    });
  }
  it('is requested once, and names the default branch as well; a failed request is repeated', async () => {
    let failing = true;
    const { repository, api } = connect(() =>
      failing ? { status: 404 } : json({ private: true, default_branch: 'trunk' }),
    );
    await assert.rejects(repository.defaultBranch(signal), AccessError);
    failing = false;
    assert.deepEqual([await repository.isPublic(signal), await repository.defaultBranch(signal)], [false, 'trunk']);
    assert.equal(api.requests.length, 2);
  });

  it('is never guessed', async () => {
    for (const body of [{}, [], null, 'x', { visibility: 'private' }, { private: 'true' }, { private: true }]) {
      await assert.rejects(connect(() => json(body)).repository.isPublic(signal), UpstreamError);
    }
  });
});

describe('the list of caches', () => {
  it('is read to its announced end, even over short pages, and sorted and filtered here', async () => {
    const pages = [
      [cacheRow(3), cacheRow(2)],
      [cacheRow(9, 'other'), { ...cacheRow(8), ref: 'refs/heads/topic' }],
      [cacheRow(5)],
    ];
    const { repository, api } = connect((request) =>
      json({ total_count: 5, actions_caches: pages[pageOf(request) - 1] }),
    );
    const rows = await repository.listCaches({ prefix: 'p-', ref: 'refs/heads/main' }, signal);
    assert.deepEqual(
      rows.map(({ id }) => id),
      [5, 3, 2],
    );
    assert.deepEqual(rows[0], {
      id: 5,
      key: 'p-5',
      ref: 'refs/heads/main',
      createdAt: Date.UTC(2026, 10, 22, 9, 0, 5),
    });
    assert.equal(api.requests.length, 3);
    assert.deepEqual(api.requests[1]?.query, {
      key: 'p-',
      ref: 'refs/heads/main',
      sort: 'created_at',
      direction: 'desc',
      per_page: '100',
      page: '2',
    });
  });

  it('is empty only when GitHub says that it has nothing', async () => {
    assert.deepEqual(
      await connect(() => json({ total_count: 0, actions_caches: [] })).repository.listCaches(
        { prefix: 'p', ref: 'refs/heads/main' },
        signal,
      ),
      [],
    );
    const partial = connect((request) =>
      json({ total_count: 3, actions_caches: pageOf(request) === 1 ? [cacheRow(1)] : [] }),
    );
    await assert.rejects(partial.repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), {
      name: 'UpstreamError',
      message: /ended after 1 of 3 rows/,
    });
  });

  it('is rejected when a single row is malformed', async () => {
    const wrongs = [
      { ...cacheRow(1), id: '1' },
      { ...cacheRow(1), key: 1 },
      { ...cacheRow(1), created_at: 'soon' },
      null,
      'x',
    ];
    for (const wrong of wrongs) {
      const { repository } = connect(() => json({ total_count: 2, actions_caches: [cacheRow(1), wrong] }));
      await assert.rejects(repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), UpstreamError);
    }
    for (const body of ['', '[]', '{}', '<html>', '{"total_count":0}', '{"actions_caches":[]}']) {
      await assert.rejects(
        connect(() => ({ body })).repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal),
        UpstreamError,
      );
    }
  });
});

describe('deleting a cache', () => {
  it('resolves when it is gone, also when it was gone before', async () => {
    for (const status of [204, 200, 404]) {
      const { repository, api } = connect(() => ({ status }));
      await repository.deleteCache(5, signal);
      assert.deepEqual(
        [api.requests[0]?.method, api.requests[0]?.path],
        ['DELETE', '/repos/octo-org/audit/actions/caches/5'],
      );
    }
  });
  it('names the permission that it lacks', async () => {
    await assert.rejects(connect(() => ({ status: 403 })).repository.deleteCache(5, signal), {
      name: 'AccessError',
      message: /actions: write/,
    });
  });
});

describe('the list of artifacts', () => {
  it('comes a page at a time, and no page is requested that nobody reads', async () => {
    const { repository, api } = connect((request) =>
      json({ total_count: 3, artifacts: [artifactRow(pageOf(request))] }),
    );
    for await (const rows of repository.listArtifacts(signal)) {
      assert.deepEqual(rows, [
        {
          ...{ id: 1, name: 'a-1', expired: false, sizeBytes: 5, createdAt: Date.UTC(2026, 10, 22, 9) },
          ...{ expiresAt: undefined, uploader: undefined },
        },
      ]);
      break;
    }
    assert.equal(api.requests.length, 1);
    const all = await Array.fromAsync(repository.listArtifacts(signal));
    assert.deepEqual(
      all.flat().map(({ id }) => id),
      [1, 2, 3],
    );
  });
});
