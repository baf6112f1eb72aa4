import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { type Answer, BodyTooLargeError, type Exchange, type exchange } from '../../../src/runtime/http-client.ts';
import { connect } from './connected-repository.ts';
import { json } from './scripted-api.ts';

const signal = new AbortController().signal;
const CANARY = 'canary-of-a-server-text';

describe('a question to the repository', () => {
  const empty = json({ total_count: 0, actions_caches: [] });

  for (const failure of [
    { status: 500 },
    { status: 502 },
    { body: '<html>' },
    { headers: { 'content-type': 'text/html' }, body: '<html>' },
    new TypeError('fetch failed'),
  ]) {
    it(`is repeated after ${failure instanceof Error ? failure.message : JSON.stringify(failure)}`, async () => {
      const { repository, clock } = connect((_, index) => (index < 2 ? failure : empty));
      assert.deepEqual(await repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), []);
      assert.equal(clock.slept.length, 2);
    });
    it(`is given up after a few times ${failure instanceof Error ? failure.message : JSON.stringify(failure)}`, async () => {
      const { repository, api } = connect(() => failure);
      await assert.rejects(repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), UpstreamError);
      assert.equal(api.requests.length, 4);
    });
  }

  for (const limited of [
    { status: 429 },
    { status: 403, headers: { 'retry-after': '2' } },
    { status: 403, headers: { 'x-ratelimit-remaining': '0' } },
    { status: 403, body: '{"message":"You have exceeded a secondary rate limit."}' },
  ]) {
    it(`waits for the end of a rate limit, in two minutes at most: ${JSON.stringify(limited)}`, async () => {
      const { repository, clock } = connect((_, index) => (index === 0 ? limited : empty));
      const startedAt = clock.now();
      assert.deepEqual(await repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), []);
      const waitedMs = clock.now() - startedAt;
      assert.ok(waitedMs >= 2000 && waitedMs <= 61_000, `${waitedMs} ms`);
      const never = connect(() => limited);
      const message =
        /^Listing the caches of this repository has to wait longer than 2 min \(.*(?:limit|429|a time to wait)/;
      await assert.rejects(never.repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), {
        name: 'UpstreamError',
        message,
      });
      assert.ok(never.clock.now() - startedAt <= 130_000);
    });
  }

  for (const [cause, response] of [
    ['IP allow list', { status: 403, body: '{"message":"Although you appear to have … IP allow list enabled"}' }],
    ['single sign-on', { status: 403, headers: { 'x-github-sso': 'required' }, body: '{}' }],
    ['a web page', { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' }],
    ['a web page', { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['a proxy between', { status: 407 }],
    ['wrong or has expired', { status: 401 }],
    ['it redirects', { status: 301, headers: { location: 'https://elsewhere.example/' } }],
  ] as const) {
    it(`is refused for a cause other than a permission: ${cause}, ${response.status}`, async () => {
      const { repository, api } = connect(() => response);
      for (const ask of [
        repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal),
        repository.isPublic(signal),
      ]) {
        await assert.rejects(ask, (error) => {
          assert.ok(error instanceof AccessError);
          assert.match(error.message, new RegExp(`was refused \\(HTTP ${response.status}\\): .*${cause}`));
          assert.doesNotMatch(`${error.message} ${error.hint}`, /permissions:/);
          return true;
        });
      }
      assert.equal(api.requests.length, 2);
    });
  }

  it('never advises a permission that a workflow does not have', async () => {
    for (const status of [403, 404]) {
      const error = await connect(() => ({ status }))
        .repository.isPublic(signal)
        .catch((caught: unknown) => caught);
      assert.ok(error instanceof AccessError);
      assert.match(error.message, /the token is not one of this repository/);
      assert.doesNotMatch(`${error.message} ${error.hint}`, /metadata|permissions:/);
    }
  });

  it('says how long it waited, and for what', async () => {
    const [error, waitedMs] = await (async () => {
      const { repository, clock } = connect(() => ({ status: 503, headers: { 'retry-after': '50' } }));
      const startedAt = clock.now();
      const caught: unknown = await repository
        .listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal)
        .catch((rejection: unknown) => rejection);
      return [caught, clock.now() - startedAt];
    })();
    assert.ok(error instanceof UpstreamError);
    assert.match(error.message, /has to wait longer than 2 min \(HTTP 503\)/);
    assert.equal(waitedMs, 100_000);
  });

  for (const status of [403, 404]) {
    it(`is refused for good with ${status}, and names the permission`, async () => {
      const { repository, api } = connect(() => ({ status, body: CANARY }));
      await assert.rejects(repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), (error) => {
        assert.ok(error instanceof AccessError);
        assert.match(error.message, /actions: read/);
        assert.match(error.hint, /permissions: actions: read/);
        return true;
      });
      assert.equal(api.requests.length, 1);
    });
  }

  it('waits as long as GitHub says, but not beyond its own deadline', async () => {
    const limited = connect((_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': '7' } } : empty));
    await limited.repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal);
    assert.deepEqual(limited.clock.slept, [7000]);
    const date = 'Wed, 20 May 2026 10:00:00 GMT';
    for (const headers of [
      { date, 'retry-after': 'Wed, 20 May 2026 10:00:07 GMT' },
      { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse(date) / 1000 + 6) },
    ]) {
      const dated = connect((_, index) => (index === 0 ? { status: 403, headers } : empty));
      await dated.repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal);
      assert.deepEqual(dated.clock.slept, [7000]);
    }
    const long = connect(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    await assert.rejects(long.repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal), UpstreamError);
    assert.deepEqual(long.clock.slept, []);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const { repository } = connect(() => {
      controller.abort(new Error('stop'));
      return { status: 500 };
    });
    await assert.rejects(repository.listCaches({ prefix: 'p', ref: 'refs/heads/main' }, controller.signal), /stop/);
  });

  it('quotes nothing that the server wrote', async () => {
    for (const failure of [
      { status: 500, body: CANARY },
      { status: 403, body: CANARY },
      { status: 418, body: CANARY },
      { body: CANARY },
      new Error(CANARY),
    ]) {
      const { repository, lines } = connect(() => failure);
      const error = await repository
        .listCaches({ prefix: 'p', ref: 'refs/heads/main' }, signal)
        .catch((caught: unknown) => caught);
      assert.ok(error instanceof AccessError || error instanceof UpstreamError);
      assert.ok(![error.message, error.hint, ...lines].join().includes(CANARY));
    }
  });
});

describe('downloading an artifact', () => {
  const redirect = (location: string) => () => ({ status: 302, headers: { location } });
  const storageOf = (answer: () => Answer | Error) => {
    const calls: Exchange[] = [];
    const storage: typeof exchange = async (request) => {
      calls.push(request);
      const answered = answer();
      if (answered instanceof Error) throw answered;
      return answered;
    };
    return { storage, calls };
  };
  const stored = (text: string, status = 200): Answer => ({ status, headers: {}, body: Buffer.from(text) });

  for (const location of ['https://blob.example/x?sig=1', 'http://127.0.0.1:8080/blobs/1']) {
    it(`follows the redirect to ${new URL(location).origin} without the token`, async () => {
      const { storage, calls } = storageOf(() => stored('zip'));
      const { repository, api } = connect(redirect(location), storage);
      assert.equal(Buffer.from(await repository.downloadArtifact(8, 10, signal)).toString(), 'zip');
      assert.equal(api.requests[0]?.path, '/repos/octo-org/audit/actions/artifacts/8/zip');
      assert.equal(calls[0]?.url.href, location);
      assert.deepEqual(Object.keys(calls[0]?.headers ?? {}), ['user-agent', 'accept-encoding']);
    });
  }

  for (const location of [
    'http://127.0.0.1:9999/x',
    'http://blob.example/x',
    'file:///etc/passwd',
    'https://user:pass@blob.example/x',
    '/relative',
    '',
  ]) {
    it(`does not follow one to ${JSON.stringify(location)}`, async () => {
      const { storage, calls } = storageOf(() => stored('zip'));
      await assert.rejects(
        connect(redirect(location), storage).repository.downloadArtifact(8, 10, signal),
        UpstreamError,
      );
      assert.equal(calls.length, 0);
    });
  }

  it('retries temporary failures and no others', async () => {
    let count = 0;
    const flaky = storageOf(() => stored('zip', count++ === 0 ? 503 : 200));
    await connect(redirect('https://blob.example/x'), flaky.storage).repository.downloadArtifact(8, 10, signal);
    assert.equal(flaky.calls.length, 2);
    const denied = storageOf(() => stored('no', 403));
    await assert.rejects(
      connect(redirect('https://blob.example/x'), denied.storage).repository.downloadArtifact(8, 10, signal),
      UpstreamError,
    );
    assert.equal(denied.calls.length, 1);
    const expired = connect(() => ({ status: 410 }));
    await assert.rejects(expired.repository.downloadArtifact(8, 10, signal), {
      name: 'UpstreamError',
      message: /HTTP 410/,
    });
  });

  it('stops at the largest allowed size', async () => {
    const { storage, calls } = storageOf(() => new BodyTooLargeError(10));
    await assert.rejects(
      connect(redirect('https://blob.example/x'), storage).repository.downloadArtifact(8, 10, signal),
      UpstreamError,
    );
    assert.equal(calls.length, 1);
  });
});
