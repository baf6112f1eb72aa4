/** The vocabulary of faults, as a client sees each of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sabotage } from './faults.ts';
import { startForeignHost } from './foreign-host.ts';
import { type GitHub, startGitHub } from './github.ts';
import * as sabotage from './sabotage.ts';

async function startWithEvents(): Promise<GitHub> {
  const github = await startGitHub();
  const ts = github.clock.now() - 1000;
  github.log.append({ raw: `{"a":"${'x'.repeat(5000)}"}`, ts, id: 'a', feed: 'web' });
  return github;
}

/** Longer than a busy machine takes for an answer that comes. */
const PATIENCE_MS = 20_000;

/** What a client gets: status, kind of body, or the code of the error. */
async function get(github: GitHub, timeoutMs = PATIENCE_MS): Promise<string> {
  try {
    const headers = { authorization: `Bearer ${github.token}` };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${github.apiUrl}/orgs/octo-org/audit-log`, { headers, signal, redirect: 'manual' });
    const text = await response.text();
    return `${response.status} ${kindOf(text)}`;
  } catch (error) {
    const { name, cause } = error as { readonly name: string; readonly cause?: { readonly code?: string } };
    return cause?.code ?? name;
  }
}

function kindOf(text: string): string {
  if (text === '') return 'empty';
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? 'array' : 'object';
  } catch {
    return text.startsWith('<') ? 'markup' : 'broken';
  }
}

const SEEN: readonly (readonly [string, Sabotage, string])[] = [
  ['respond', sabotage.answer(404, { message: 'Not Found' }), '404 object'],
  ['reset before', sabotage.reset(), 'ECONNRESET'],
  ['drop the answer', sabotage.dropAnswer(), 'ECONNRESET'],
  ['hang', sabotage.hang(), 'TimeoutError'],
  ['hang in the body', sabotage.hangInBody(), 'TimeoutError'],
  ['drip', sabotage.drip(1, 50), 'TimeoutError'],
  ['cut body', sabotage.cutBody(), 'UND_ERR_SOCKET'],
  ['delay', sabotage.delay(50), '200 array'],
  ['empty 200', sabotage.emptyOk(), '200 empty'],
  ['HTML with 200', sabotage.html(), '200 markup'],
  ['object instead of array', sabotage.objectInsteadOfArray(), '200 object'],
  ['truncated JSON', sabotage.truncatedJson(), '200 broken'],
  ['mutated body', sabotage.mutateBody(() => '[]'), '200 array'],
  ['502', sabotage.badGateway(), '502 markup'],
  ['500', sabotage.serverError(), '500 object'],
  ['409', sabotage.conflict(), '409 object'],
  ['primary limit', sabotage.primaryRateLimit(1), '403 object'],
  ['secondary limit', sabotage.secondaryRateLimit(60, 429), '429 object'],
  ['redirect', sabotage.redirect('http://127.0.0.1:1/'), '302 empty'],
];

test('each fault as a client sees it, once, and then none', async () => {
  await using github = await startWithEvents();
  for (const [name, fault, seen] of SEEN) {
    const planned = github.faults.on('audit-log', fault, { nth: 1 });
    assert.equal(await get(github, seen === 'TimeoutError' ? 300 : undefined), seen, name);
    assert.equal(await get(github), '200 array', `after ${name}`);
    assert.equal(planned.hits, 1);
    planned.remove();
  }
});

test('which requests are hit: nth, times, from, where, groups, nesting', async () => {
  await using github = await startWithEvents();
  const statuses = async (count: number): Promise<string> => {
    const seen: string[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await get(github)).slice(0, 3));
    github.faults.clear();
    return seen.join(' ');
  };
  github.faults.on('audit-log', sabotage.answer(500), { nth: [2, 4] });
  assert.equal(await statuses(5), '200 500 200 500 200');
  github.faults.on('*', sabotage.answer(500), { times: 2 });
  assert.equal(await statuses(3), '500 500 200');
  github.faults.on('audit-log', sabotage.answer(500), { from: 2, times: 1 });
  assert.equal(await statuses(3), '200 500 200');
  github.faults.on('audit-log', sabotage.answer(500), { where: ({ query }) => query.has('after') });
  github.faults.on('cache', sabotage.answer(500));
  assert.equal(await statuses(1), '200');
  github.faults.on('audit-log', sabotage.answer(500));
  github.faults.on(
    'audit-log',
    sabotage.mutate((reply) => ({ ...reply, status: 503 })),
  );
  assert.equal(await statuses(1), '503');
});

test('a request that failed after its effect did have it', async () => {
  await using github = await startGitHub();
  const { runtimeToken } = github.repositories.openRun();
  const create = (): Promise<Response> =>
    fetch(`${github.apiUrl}/twirp/github.actions.results.api.v1.CacheService/CreateCacheEntry`, {
      method: 'POST',
      headers: { authorization: `Bearer ${runtimeToken}` },
      body: '{"key":"k","version":"v"}',
    });
  github.faults.on('cache.create', sabotage.reset(), { nth: 1 });
  await assert.rejects(create());
  assert.equal(github.caches.entries.length, 0);
  github.faults.clear();
  github.faults.on('cache.create', sabotage.dropAnswer(), { nth: 1 });
  await assert.rejects(create());
  assert.equal(github.caches.entries.length, 1);
  assert.equal((await create()).status, 409);
  assert.deepEqual(
    github.requests.map(({ status }) => status),
    [undefined, undefined, 409],
  );
});

test('a foreign host counts what reaches it', async () => {
  await using foreign = await startForeignHost('[{"forged":true}]');
  await using github = await startWithEvents();
  github.faults.on('audit-log', sabotage.redirect(`${foreign.origin}/orgs/octo-org/audit-log`), { nth: 1 });
  assert.equal(await get(github), '302 empty');
  assert.equal(foreign.requests.length, 0);
  await fetch(foreign.origin, { headers: { authorization: 'Bearer leaked' } });
  assert.deepEqual(
    foreign.requests.map(({ headers }) => headers['authorization']),
    ['Bearer leaked'],
  );
});

test('answers are compressed on request, and cut bodies then break the stream', async () => {
  await using github = await startGitHub({ gzip: true });
  github.log.append({ raw: `{"a":"${'x'.repeat(5000)}"}`, ts: github.clock.now() - 1, id: 'a', feed: 'web' });
  assert.equal(await get(github), '200 array');
  github.faults.on('audit-log', sabotage.cutBody(), { nth: 1 });
  assert.notEqual(await get(github), '200 array');
});
