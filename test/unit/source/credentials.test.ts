/** Tokens that run out in the middle of the audit log, and a runner whose clock is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedToken } from '../../../src/github/credentials.ts';
import { AccessError } from '../../../src/model/errors.ts';
import type { AuditLogDeps } from '../../../src/source/audit-log.ts';
import { NOW, openScripted, page, type Step, status } from './scripted-api.ts';

function openWithApp(steps: readonly Step[], overrides: Partial<AuditLogDeps['credentials']> = {}) {
  const calls: string[] = [];
  const credentials: AuditLogDeps['credentials'] = {
    kind: 'app',
    async prepare() {
      calls.push('prepare');
      return undefined;
    },
    freshUntil: () => 0,
    forget() {
      calls.push('discard');
      return true;
    },
    ...overrides,
  };
  return { ...openScripted(steps, { credentials }), calls };
}

test('a token is prepared before every page', async () => {
  const { read, calls } = openWithApp([page()]);
  await read();
  await read();
  assert.deepEqual(calls, ['prepare', 'prepare']);
});

test('a token of an App that is refused is replaced once, and the page read after all', async () => {
  const { read, calls, requests, auditLog, clock } = openWithApp([page(), status(401), page([1])]);
  await read();
  const answer = await read({ after: 'cursor' });
  assert.equal(answer.kind, 'page');
  assert.deepEqual(calls, ['prepare', 'prepare', 'discard', 'prepare']);
  assert.deepEqual(
    requests.map(({ query }) => query['after']),
    [undefined, 'cursor', 'cursor'],
  );
  assert.deepEqual([auditLog.usage.requests, auditLog.usage.retries, clock.slept], [3, 1, []]);
});

test('it is replaced again for another page', async () => {
  const { read, calls } = openWithApp([status(401), page([1]), status(401), page([2])]);
  await read();
  assert.equal((await read()).kind, 'page');
  assert.equal(calls.filter((call) => call === 'discard').length, 2);
});

test('a second token that is refused ends it', async () => {
  const { read, requests } = openWithApp([status(401)]);
  await assert.rejects(
    read(),
    (error) => error instanceof AccessError && /does not accept the token of the GitHub App/.test(error.message),
  );
  assert.equal(requests.length, 2);
});

test('the only token that exists is tried once', async () => {
  const { read, requests } = openScripted([status(401)]);
  await assert.rejects(read(), /wrong, expired or revoked/);
  assert.equal(requests.length, 1);
});

test('a limit that comes while a token is requested ends the page', async () => {
  const stopped = { kind: 'stopped', reason: 'max-duration' } as const;
  const { read, requests } = openWithApp([page()], { prepare: async () => stopped });
  assert.deepEqual(await read(), stopped);
  assert.equal(requests.length, 0);
});

const MINUTE = 60_000;
for (const [skewMs, said] of [
  [6 * MINUTE, /^warning The clock of the runner is 6 min behind GitHub's\. .*docs\/troubleshooting\.md#clock\.$/],
  [-7 * 60 * MINUTE, /^warning The clock of the runner is 7 h ahead of GitHub's\./],
] as const) {
  test(`a clock that is ${skewMs / MINUTE} minutes off is reported once`, async () => {
    const answer = page([1]);
    const date = new Date(NOW + skewMs).toUTCString();
    const { read, log } = openScripted([{ ...answer, headers: { ...answer.headers, date } }]);
    await read();
    await read();
    assert.equal(log.lines.length, 1);
    assert.match(log.lines[0] ?? '', said);
  });
}

test('a clock that is nearly right is not reported', async () => {
  const answer = page([1]);
  for (const skewMs of [-4 * MINUTE, 4 * MINUTE]) {
    const date = new Date(NOW + skewMs).toUTCString();
    const { read, log } = openScripted([{ ...answer, headers: { ...answer.headers, date } }]);
    await read();
    assert.deepEqual(log.lines, []);
  }
});

test('a token that is new is tried again after 1, 2 and 4 s, and uses up no try', async () => {
  const fresh = { credentials: fixedToken('token', NOW) };
  const known = openScripted([status(401), status(401), status(401), page([1])], fresh);
  assert.equal((await known.read()).kind, 'page');
  assert.deepEqual(known.clock.slept, [1000, 2000, 4000]);
  const unknown = openScripted([status(401)], fresh);
  await assert.rejects(unknown.read(), AccessError);
  assert.equal(unknown.requests.length, 4);
  assert.ok(unknown.clock.now() - NOW < 10_000);
});

test('a token that is no longer new is refused at once', async () => {
  const old = openScripted([page(), status(401)], { credentials: fixedToken('token', NOW) });
  await old.read();
  old.clock.spend(10_000);
  await assert.rejects(old.read(), AccessError);
  assert.equal(old.requests.length, 2);
});

test('a token of an App that is new is tried again before it is replaced', async () => {
  const { read, calls, clock } = openWithApp([status(401), page([1])], { freshUntil: () => NOW + 10_000 });
  assert.equal((await read()).kind, 'page');
  assert.deepEqual(calls, ['prepare']);
  assert.deepEqual(clock.slept, [1000]);
});
