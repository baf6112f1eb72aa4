/** The Actions services and the repository's REST API, call by call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from './clock.ts';
import { type GitHub, startGitHub } from './github.ts';
import type { NewRun } from './workflow-run.ts';

type Body = Readonly<Record<string, unknown>>;

/** A job that talks to the services. */
class Job {
  readonly #github: GitHub;
  readonly #token: string;
  readonly runId: number;

  constructor(github: GitHub, start: NewRun = {}) {
    const { run, runtimeToken } = github.repositories.openRun(start);
    this.#github = github;
    this.#token = runtimeToken;
    this.runId = run.id;
  }

  async call(service: 'Cache' | 'Artifact', method: string, body: Body): Promise<Body & { readonly status: number }> {
    const response = await fetch(
      `${this.#github.apiUrl}/twirp/github.actions.results.api.v1.${service}Service/${method}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    return { status: response.status, ...((await response.json()) as Body) };
  }

  async save(key: string, content = 'x', version = 'v'): Promise<Body> {
    const { signed_upload_url: url } = await this.call('Cache', 'CreateCacheEntry', { key, version });
    await fetch(String(url), { method: 'PUT', body: content });
    return this.call('Cache', 'FinalizeCacheEntryUpload', { key, version, size_bytes: String(content.length) });
  }

  async find(key: string, restoreKeys: readonly string[] = [], version = 'v'): Promise<unknown> {
    const found = await this.call('Cache', 'GetCacheEntryDownloadURL', { key, restore_keys: restoreKeys, version });
    return found['matched_key'];
  }

  async upload(name: string, content = 'x', more: Body = {}): Promise<Body> {
    const { signed_upload_url: url } = await this.call('Artifact', 'CreateArtifact', {
      name,
      version: 7,
      mime_type: 'application/zip',
      ...more,
    });
    await fetch(String(url), { method: 'PUT', body: content });
    return this.call('Artifact', 'FinalizeArtifact', { name, size: String(content.length), hash: 'sha256:00' });
  }
}

function rest(github: GitHub, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${github.githubToken}` };
  return fetch(`${github.apiUrl}/repos/octo-org/audit${path}`, { headers, redirect: 'manual', ...init });
}

async function names(github: GitHub, path: string, list: string, field: string): Promise<readonly unknown[]> {
  const body = (await (await rest(github, path)).json()) as Readonly<Record<string, readonly Body[]>>;
  return (body[list] ?? []).map((row) => row[field]);
}

test('cache look-up: exact, then prefixes, the newest created first; versions and scopes apart', async () => {
  await using github = await startGitHub();
  const main = new Job(github);
  for (const key of ['s-10', 's-2', 's-1', 't-1']) {
    await main.save(key);
    github.clock.advance(1000);
  }
  assert.equal(await main.find('s-2'), 's-2');
  assert.equal(await main.find('s-'), 's-1');
  assert.equal(await main.find('none', ['x-', 't-', 's-']), 't-1');
  assert.equal(await main.find('s-2', [], 'other version'), undefined);
  const topic = new Job(github, { ref: 'refs/heads/topic' });
  assert.equal(await topic.find('s-2'), 's-2');
  await topic.save('s-0');
  assert.equal(await topic.find('s-2', ['s-']), 's-0', 'the own scope comes first, even by prefix');
  assert.equal(await main.find('s-0'), undefined);
});

test('cache keys are immutable, and a reservation that was never finalized keeps its key', async () => {
  await using github = await startGitHub();
  const job = new Job(github);
  await job.save('k');
  assert.equal((await job.call('Cache', 'CreateCacheEntry', { key: 'k', version: 'v' })).status, 409);
  assert.equal((await job.call('Cache', 'CreateCacheEntry', { key: 'stuck', version: 'v' })).status, 200);
  assert.equal((await job.call('Cache', 'CreateCacheEntry', { key: 'stuck', version: 'v' })).status, 409);
  assert.equal(await job.find('stuck'), undefined);
  assert.equal((await job.call('Cache', 'FinalizeCacheEntryUpload', { key: 'none', version: 'v' })).status, 404);
  assert.equal(
    (await job.call('Cache', 'FinalizeCacheEntryUpload', { key: 'stuck', version: 'v', size_bytes: '1' }))['ok'],
    false,
  );
});

test('cache scopes without read or write access', async () => {
  await using github = await startGitHub();
  const none = new Job(github, { scopes: [{ scope: 'refs/heads/main', access: 'none' }] });
  assert.match(
    String((await none.call('Cache', 'GetCacheEntryDownloadURL', { key: 'k', version: 'v' }))['msg']),
    /^cache read denied: /,
  );
  assert.match(
    String((await none.call('Cache', 'CreateCacheEntry', { key: 'k', version: 'v' }))['message']),
    /^cache write denied: /,
  );
  const response = await fetch(`${github.apiUrl}/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`, {
    method: 'POST',
    body: '{}',
  });
  assert.equal(response.status, 401);
});

test('the list of caches: prefix, ref, order, pages, lag, eviction, deletion', async () => {
  await using github = await startGitHub();
  const job = new Job(github);
  for (const key of ['a-1', 'a-2', 'b-1']) {
    await job.save(key);
    github.clock.advance(MINUTE);
  }
  await new Job(github, { ref: 'refs/heads/topic' }).save('a-3');
  const keys = (query: string): Promise<readonly unknown[]> =>
    names(github, `/actions/caches?${query}`, 'actions_caches', 'key');
  assert.deepEqual(await keys('key=a-&sort=created_at'), ['a-3', 'a-2', 'a-1']);
  assert.deepEqual(await keys('key=a-&sort=created_at&direction=asc&ref=refs/heads/main'), ['a-1', 'a-2']);
  assert.deepEqual(await keys('per_page=1&page=2&sort=created_at'), ['b-1']);
  assert.match((await rest(github, '/actions/caches?per_page=1')).headers.get('link') ?? '', /page=2>; rel="next"/);
  assert.equal((await rest(github, '/actions/caches/101', { method: 'DELETE' })).status, 403);
  github.setPermissions({ actions: 'write' });
  assert.equal((await rest(github, '/actions/caches/101', { method: 'DELETE' })).status, 204);
  assert.equal(await job.find('a-1'), undefined);
  github.clock.advance(6 * DAY);
  await job.find('a-2');
  github.clock.advance(2 * DAY);
  assert.equal(github.caches.evictUnused(), 2);
  assert.deepEqual(await keys(''), ['a-2']);
  github.caches.visibilityLagMs = MINUTE;
  await job.save('late');
  assert.equal(await job.find('late'), undefined);
  github.clock.advance(MINUTE);
  assert.equal(await job.find('late'), 'late');
});

test('artifacts: names, the lists, expiry, removal, the zip', async () => {
  await using github = await startGitHub();
  const job = new Job(github);
  assert.deepEqual(await job.upload('a', 'one'), { status: 200, ok: true, artifact_id: '1001' });
  github.clock.advance(MINUTE);
  await new Job(github).upload('a', 'two');
  await new Job(github).upload('b', 'three', { expires_at: new Date(Date.now() + 3 * DAY).toISOString() });
  assert.equal((await job.call('Artifact', 'CreateArtifact', { name: 'a' })).status, 409);
  assert.equal((await job.call('Artifact', 'CreateArtifact', { name: 'a/b' })).status, 400);
  const ids = (query: string): Promise<readonly unknown[]> =>
    names(github, `/actions/artifacts?${query}`, 'artifacts', 'id');
  assert.deepEqual(await ids(''), [1003, 1002, 1001]);
  assert.deepEqual(await ids('name=a'), [1002, 1001]);
  assert.deepEqual(await ids('per_page=2&page=2'), [1001]);
  assert.deepEqual(await names(github, `/actions/runs/${job.runId}/artifacts`, 'artifacts', 'name'), ['a']);
  const zip = await rest(github, '/actions/artifacts/1001/zip');
  assert.equal(zip.status, 302);
  const address = zip.headers.get('location') ?? '';
  assert.equal(await (await fetch(address)).text(), 'one');
  assert.equal((await fetch(address.replace('sig=', 'sig=x'))).status, 403);
  github.clock.advance(2 * HOUR);
  assert.equal((await fetch(address)).status, 403, 'a signature lives for an hour');
  github.clock.advance(3 * DAY);
  assert.equal((await rest(github, '/actions/artifacts/1003/zip')).status, 410);
  github.artifacts.expire(({ id }) => id === 1002);
  assert.deepEqual(await names(github, '/actions/artifacts', 'artifacts', 'expired'), [true, true, false]);
  github.artifacts.remove(({ id }) => id === 1002);
  assert.deepEqual(await ids(''), [1003, 1001]);
  assert.equal((await rest(github, '/actions/artifacts/1002')).status, 404);
  assert.equal(github.artifacts.delivered.length, 3);
});

test('blobs: blocks, ranges, length, and the error of the storage', async () => {
  await using github = await startGitHub();
  const put = github.blobs.signUpload(github.apiUrl, 'caches/1');
  for (const [id, body] of [
    ['QQ==', 'hello '],
    ['Qg==', 'world'],
  ] as const) {
    const block = `${put}&comp=block&blockid=${encodeURIComponent(id)}`;
    assert.equal((await fetch(block, { method: 'PUT', body })).status, 201);
  }
  const list = '<?xml version="1.0"?><BlockList><Latest>QQ==</Latest><Latest>Qg==</Latest></BlockList>';
  assert.equal((await fetch(`${put}&comp=blocklist`, { method: 'PUT', body: list })).status, 201);
  const url = github.blobs.signDownload(github.apiUrl, 'caches/1');
  const whole = await fetch(url);
  assert.equal(whole.headers.get('content-length'), '11');
  assert.equal(await whole.text(), 'hello world');
  const part = await fetch(url, { headers: { 'x-ms-range': 'bytes=6-8' } });
  assert.deepEqual([part.status, part.headers.get('content-range'), await part.text()], [206, 'bytes 6-8/11', 'wor']);
  assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('content-length'), '11');
  const refused = await fetch(url, { method: 'PUT', body: 'x' });
  assert.equal(refused.headers.get('x-ms-error-code'), 'AuthenticationFailed');
  assert.deepEqual(
    github.requests.map(({ label }) => label),
    ['blob.put.block', 'blob.put.block', 'blob.put.list', 'blob.get', 'blob.get', 'blob.get', 'blob.put'],
  );
});

test('the repository and its runs, by permission', async () => {
  await using github = await startGitHub({ visibility: 'internal' });
  const first = github.repositories.openRun({ conclusion: 'success' }).run;
  github.clock.advance(HOUR);
  github.repositories.openRun({ conclusion: 'failure' });
  github.repositories.openRun({ workflow: 'other.yml', conclusion: 'success' });
  github.repositories.openRun({ id: first.id, conclusion: 'success' });
  assert.equal(first.attempt, 2);
  const repository = (await (await rest(github, '')).json()) as Body;
  assert.deepEqual([repository['private'], repository['visibility']], [true, 'internal']);
  const ids = (path: string): Promise<readonly unknown[]> => names(github, path, 'workflow_runs', 'id');
  assert.deepEqual(await ids('/actions/workflows/collect.yml/runs?status=success&per_page=1'), [first.id]);
  assert.equal((await ids('/actions/runs')).length, 3);
  github.setPermissions({ actions: 'none', metadata: 'none' });
  for (const path of ['', '/actions/runs', '/actions/caches', '/actions/artifacts']) {
    const response = await rest(github, path);
    assert.equal(response.status, 403);
    assert.equal(((await response.json()) as Body)['message'], 'Resource not accessible by integration');
  }
});
