import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApiResponse } from '../../../src/github/api.ts';
import { AccessError } from '../../../src/model/errors.ts';
import { classifyResponse, type RequestFacts } from '../../../src/source/classify-response.ts';

const SERVER_NOW = Date.parse('2026-11-22T09:40:00Z');
const date = new Date(SERVER_NOW).toUTCString();

const facts: RequestFacts = {
  target: { kind: 'organization', name: 'acme' },
  apiUrl: 'https://api.github.com',
  asker: 'token',
  cursorSent: false,
  unstatedWaits: 0,
  // A runner whose clock is far off: only the server's Date may count.
  now: SERVER_NOW + 86_400_000,
};

function answer(status: number, message = '', headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', date, ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

const resetIn = (seconds: number, remaining = 0) => ({
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(SERVER_NOW / 1000 + seconds),
});

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const PRIMARY = 'API rate limit exceeded for user ID 583231.';

test('status 200 is looked at further, every other success is tried again', () => {
  assert.deepEqual(classifyResponse(answer(200), facts), { kind: 'answered' });
  for (const status of [201, 202, 204, 206, 304, 408, 409, 500, 502, 503, 504]) {
    const classified = classifyResponse(answer(status), facts);
    assert.equal(classified.kind, 'retry', String(status));
    assert.equal(classified.kind === 'retry' && classified.failure, `HTTP ${status}`);
  }
});

test('with a cursor, only an answer about something else is not about the cursor', () => {
  const sent = { ...facts, cursorSent: true };
  for (let status = 400; status < 500; status += 1) {
    const { kind } = classifyResponse(answer(status), sent);
    const expected = { 401: 'fail', 403: 'fail', 407: 'fail', 408: 'retry', 409: 'retry', 429: 'wait' }[status];
    assert.equal(kind, expected ?? 'cursor-refused', String(status));
  }
  for (const status of [301, 500]) assert.notEqual(classifyResponse(answer(status), sent).kind, 'cursor-refused');
});

test('without a cursor a 4xx is a refusal', () => {
  for (const status of [400, 401, 403, 404, 407, 410, 422, 451]) {
    const classified = classifyResponse(answer(status), facts);
    assert.ok(classified.kind === 'fail' && classified.error instanceof AccessError, String(status));
  }
});

test('a redirect is refused', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const classified = classifyResponse(answer(status, '', { location: 'https://evil.example/' }), facts);
    assert.ok(classified.kind === 'fail' && /redirects/.test(classified.error.message));
    assert.match(classified.error.hint, /api-url/);
    assert.doesNotMatch(classified.error.message + classified.error.hint, /evil/);
  }
});

test('the primary limit waits for the reset by the clock of the server', () => {
  for (const status of [403, 429]) {
    assert.deepEqual(classifyResponse(answer(status, PRIMARY, resetIn(600)), facts), {
      kind: 'wait',
      failure: 'the hourly rate limit is used up',
      waitMs: 601_000,
    });
  }
});

test('Retry-After wins over the reset, in both of its forms', () => {
  const at = new Date(SERVER_NOW + 90_000).toUTCString();
  for (const [retryAfter, waitMs] of [
    ['7', 7000],
    [at, 90_000],
  ] as const) {
    const headers = { ...resetIn(600), 'retry-after': retryAfter };
    const classified = classifyResponse(answer(429, PRIMARY, headers), facts);
    assert.equal(classified.kind === 'wait' && classified.waitMs, waitMs);
  }
});

test('a secondary limit waits as long as the answer says, else a minute, doubled each time', () => {
  const classified = classifyResponse(answer(403, SECONDARY, { ...resetIn(900, 1200), 'retry-after': '17' }), facts);
  assert.deepEqual(classified, { kind: 'wait', failure: 'secondary rate limit', waitMs: 17_000 });
  for (const [unstatedWaits, waitMs] of [
    [0, 60_000],
    [1, 120_000],
    [3, 480_000],
  ] as const) {
    const classified = classifyResponse(answer(403, SECONDARY, resetIn(900, 1200)), { ...facts, unstatedWaits });
    assert.deepEqual(classified, { kind: 'wait', failure: 'secondary rate limit', waitMs });
  }
});

test('a bare 429, and a limit known by its text only, wait a minute', () => {
  assert.deepEqual(classifyResponse(answer(429), facts), {
    kind: 'wait',
    failure: 'HTTP 429, too many requests',
    waitMs: 60_000,
  });
  assert.deepEqual(classifyResponse(answer(403, PRIMARY), facts), {
    kind: 'wait',
    failure: 'rate limit',
    waitMs: 60_000,
  });
});

test('a refusal that came with the last request of the hour is a refusal', () => {
  for (const message of ['Resource not accessible by integration', 'Must have admin rights to Repository.']) {
    assert.equal(classifyResponse(answer(403, message, resetIn(600)), facts).kind, 'fail', message);
  }
  const sso = { ...resetIn(600), 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso' };
  assert.equal(classifyResponse(answer(403, '', sso), facts).kind, 'fail');
});

test('a server error can say when to come back, and still uses up a try', () => {
  const classified = classifyResponse(answer(503, '', { 'retry-after': '120' }), facts);
  assert.equal(classified.kind === 'retry' && classified.waitMs, 120_000);
  const silent = classifyResponse(answer(503, '', resetIn(600)), facts);
  assert.equal(silent.kind === 'retry' && silent.waitMs, undefined);
});

test('no answer but 200 is ever a page, and nothing of an answer is ever quoted', () => {
  const canary = 'ghp_canary0123456789';
  const texts = fc.constantFrom(
    SECONDARY,
    PRIMARY,
    'SAML enforcement',
    'IP allow list',
    'forbids access via a',
    'administrative rules',
    'version',
    '<html>',
    '',
  );
  const headers = fc.dictionary(
    fc.constantFrom('x-github-sso', 'x-oauth-scopes', 'retry-after', 'location', 'x-ratelimit-remaining', 'link'),
    fc.constantFrom(canary, `required; url=https://evil.example/${canary}`, '0', '5'),
  );
  const html = fc.constantFrom('text/html', 'application/json', 'text/plain');
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      texts,
      headers,
      fc.tuple(html, fc.boolean()),
      (status, text, extra, [type, cursorSent]) => {
        const response = answer(status, `${canary} ${text}`, { ...extra, 'content-type': type });
        const classified = classifyResponse(response, { ...facts, cursorSent });
        assert.equal(classified.kind === 'answered', status === 200);
        const said =
          classified.kind === 'fail' ? classified.error.message + classified.error.hint : JSON.stringify(classified);
        assert.ok(!said.includes('canary') && !said.includes('evil'), said);
      },
    ),
    { numRuns: 3000 },
  );
});
