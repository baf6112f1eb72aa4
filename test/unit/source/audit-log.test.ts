import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccessError, UpstreamError } from '../../../src/model/errors.ts';
import { NOW, openScripted, page, type Step, status } from './scripted-api.ts';

test('the query holds feed, order, size, range and cursor, and nothing that was not requested', async () => {
  const { read, requests } = openScripted([page()], { phrase: 'actor:x', perPage: 7 });
  await read({ feed: 'git', order: 'desc' });
  await read({ after: 'a+b/c=', createdFrom: NOW + 999 });
  assert.deepEqual(requests, [
    { path: '/orgs/acme/audit-log', query: { include: 'git', order: 'desc', per_page: '7', phrase: 'actor:x' } },
    {
      path: '/orgs/acme/audit-log',
      query: {
        include: 'web',
        order: 'asc',
        per_page: '7',
        phrase: 'actor:x created:>=2026-11-22T09:40:00Z',
        after: 'a+b/c=',
      },
    },
  ]);
  const plain = openScripted([page()], { target: { kind: 'enterprise', name: 'a' } });
  await plain.read();
  assert.deepEqual(plain.requests, [
    { path: '/enterprises/a/audit-log', query: { include: 'web', order: 'asc', per_page: '100' } },
  ]);
});

test('a page comes with its elements, its next cursor and the time of the server', async () => {
  const { read, auditLog } = openScripted([page([1, 2], 'next=')]);
  const answer = await read();
  assert.ok(answer.kind === 'page');
  assert.deepEqual(
    answer.page.elements.map(({ raw, ts }) => [raw.toString(), ts]),
    [
      ['{"@timestamp":1}', 1],
      ['{"@timestamp":2}', 2],
    ],
  );
  assert.equal(answer.page.next, 'next=');
  assert.equal(answer.page.date, NOW);
  assert.deepEqual(auditLog.usage, { requests: 1, retries: 0, rateLimitRemaining: undefined });
});

const NO_PAGES: Readonly<Record<string, Step>> = {
  'an empty 200': { status: 200, headers: {}, body: Buffer.from('') },
  'an empty 200 that says JSON': { ...page(), body: Buffer.from('') },
  'JSON cut short': { ...page(), body: Buffer.from('[{"@timestamp":1},{"@time') },
  'a web page': {
    ...page(),
    headers: { ...page().headers, 'content-type': 'text/html' },
    body: Buffer.from('<html></html>'),
  },
  'an object': { ...page(), body: Buffer.from('{"total_count":0,"items":[]}') },
  'no Date': { ...page(), headers: { 'content-type': 'application/json' } },
  'a link that is not understood': { ...page([1]), headers: { ...page().headers, link: '<' } },
  'events against the order': page([2, 1]),
  'a 204': status(204),
  'a 304': status(304),
  'a 408': status(408),
  'a 409': status(409),
  'a 500': status(500),
  'a 502 in HTML': { status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html>') },
  'a network failure': new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }),
  'no answer at all': 'hang',
};

for (const [name, step] of Object.entries(NO_PAGES)) {
  test(`${name} is never a page: tried again, with and without a cursor`, async () => {
    for (const after of [undefined, 'here']) {
      const { read, auditLog, log } = openScripted([step, page([1])]);
      const answer = await read({ after });
      assert.ok(answer.kind === 'page' && answer.page.elements.length === 1);
      assert.deepEqual(auditLog.usage, { requests: 2, retries: 1, rateLimitRemaining: undefined });
      assert.equal(log.lines.length, 1);
    }
  });

  test(`${name} that stays ends with an error, never with the end of the list`, async () => {
    const { read, requests } = openScripted([step]);
    await assert.rejects(read(), (error) => {
      assert.ok(error instanceof UpstreamError);
      assert.match(error.message, /^Reading a page of the web feed failed 5 times \(.+, 5 times\)$/);
      assert.match(error.hint, /docs\/troubleshooting\.md#[a-z-]+$/);
      return true;
    });
    assert.equal(requests.length, 5);
  });
}

test('a refused cursor is reported at once; without a cursor the same answer is a refusal', async () => {
  for (const code of [400, 404, 410, 414, 422]) {
    const { read, requests } = openScripted([status(code)]);
    assert.deepEqual(await read({ after: 'old' }), { kind: 'cursor-refused' });
    await assert.rejects(read(), AccessError);
    assert.equal(requests.length, 2);
  }
});

test('a refused token or a redirect is an error at once, also with a cursor', async () => {
  for (const code of [301, 401, 403, 407]) {
    const { read, requests } = openScripted([status(code)]);
    await assert.rejects(read({ after: 'here' }), AccessError);
    assert.equal(requests.length, 1);
  }
});

test('a next cursor that leads back is no page', async () => {
  const self = openScripted([page([1], 'here'), page([1], 'on')]);
  const answer = await self.read({ after: 'here' });
  assert.ok(answer.kind === 'page' && answer.page.next === 'on');
  assert.equal(self.requests.length, 2);

  const circle = openScripted([page([1], 'a'), page([2], 'b'), page([3], 'a')]);
  await circle.read();
  await circle.read({ after: 'a' });
  await assert.rejects(circle.read({ after: 'b' }), /leads back/);
});

test('a second sweep over the same list is no circle', async () => {
  const { read } = openScripted([(request) => page([], request.query['after'] === 'a' ? 'b' : 'a')]);
  for (let sweep = 0; sweep < 2; sweep += 1) {
    assert.equal((await read()).kind, 'page');
    assert.equal((await read({ after: 'a' })).kind, 'page');
  }
});

test('the other feed and the other order are lists of their own', async () => {
  const { read } = openScripted([page([], 'a'), page([], 'b'), page([], 'a')]);
  await read();
  await read({ after: 'a' });
  assert.equal((await read({ after: 'b', feed: 'git' })).kind, 'page');
  assert.equal((await read({ after: 'b', order: 'desc' })).kind, 'page');
  await assert.rejects(read({ after: 'b' }), /leads back/);
});

const SLOW: readonly Step[] = [status(502), 'hang', { ...page(), body: Buffer.from('[') }, new TypeError('terminated')];

test('from the second failure that can come from the size, smaller pages are requested, until one works', async () => {
  const { read, sizes } = openScripted([...SLOW, page([1], 'x'), page([2])]);
  await read();
  await read({ after: 'x' });
  assert.deepEqual(sizes(), [100, 100, 50, 25, 12, 100]);
});

test('the size never falls below one', async () => {
  const resilience = {
    requestTimeoutMs: 1000,
    retry: { attempts: 6, initialBackoffMs: 0, maxBackoffMs: 0, multiplier: 1 },
    breaker: { failures: 100, successes: 1, cooldownMs: 0 },
  };
  const { read, sizes } = openScripted([status(502)], { perPage: 3, resilience });
  await assert.rejects(read(), UpstreamError);
  assert.deepEqual(sizes(), [3, 3, 1, 1, 1, 1]);
});

test('failures that have nothing to do with the size leave it', async () => {
  const refused = new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
  const { read, sizes } = openScripted([status(409), refused, status(409), refused, page()]);
  await read();
  assert.deepEqual(sizes(), [100, 100, 100, 100, 100]);
});

test('no server text reaches an error or the log', async () => {
  const canary = 'ghp_canary';
  const echo = (code: number) => status(code, { 'x-github-sso': canary, location: canary }, canary);
  for (const code of [301, 400, 401, 403, 404, 422]) {
    const { read, log } = openScripted([echo(500), new Error(canary), echo(code)]);
    await assert.rejects(read(), (error) => {
      assert.ok(error instanceof AccessError && !(error.message + error.hint).includes(canary));
      return true;
    });
    assert.equal(log.lines.length, 2);
    assert.ok(!log.lines.join().includes(canary));
  }
});
