/** Who is refused, how, and what every answer carries. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'node:http';
import { test } from 'node:test';
import { HOUR, MINUTE } from './clock.ts';
import { type GitHub, startGitHub } from './github.ts';
import type { AuditLogAccess } from './tokens.ts';

type Headers = Readonly<Record<string, string>>;

function get(github: GitHub, path: string, headers: Headers = {}): Promise<Response> {
  const authorization = `Bearer ${github.token}`;
  return fetch(`${github.apiUrl}${path}`, { redirect: 'manual', headers: { authorization, ...headers } });
}

test('the same log under every address', async () => {
  await using github = await startGitHub();
  github.log.append({ raw: '{"a":1}', ts: github.clock.now() - 1, id: 'a', feed: 'web' });
  for (const path of [
    '/orgs/OCTO-org',
    '/organizations/200002',
    '/api/v3/orgs/octo-org',
    '/api/v3/organizations/200002',
  ]) {
    assert.equal(await (await get(github, `${path}/audit-log`)).text(), '[{"a":1}]', path);
  }
  for (const path of ['/enterprises/octo-enterprise', '/enterprises/100001', '/api/v3/enterprises/octo-enterprise']) {
    assert.equal(await (await get(github, `${path}/audit-log`)).text(), '[]', path);
  }
  for (const path of ['/orgs/octo-org/audit-log/', '/orgs/octo-enterprise/audit-log', '/orgs/nobody/audit-log']) {
    const response = await get(github, path);
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as Headers)['message'], 'Not Found');
  }
});

test('headers of an answer', async () => {
  await using github = await startGitHub({ now: Date.parse('2031-01-01T00:00:00Z') });
  const { headers } = await get(github, '/orgs/octo-org/audit-log', { 'x-github-api-version': '2026-03-10' });
  assert.match(headers.get('date') ?? '', /^Wed, 01 Jan 2031 00:00:0\d GMT$/);
  assert.match(headers.get('x-github-request-id') ?? '', /^[0-9A-F]{4}:[0-9A-F:]+$/);
  assert.equal(headers.get('x-github-api-version-selected'), '2026-03-10');
  assert.equal(headers.get('x-github-media-type'), 'github.v3; format=json');
  assert.match(headers.get('etag') ?? '', /^W\/"[0-9a-f]{64}"$/);
});

const REFUSALS: readonly (readonly [AuditLogAccess, number, RegExp])[] = [
  ['bad-credentials', 401, /^Bad credentials$/],
  ['no-scope', 403, /^Must have admin rights to Repository\.$/],
  ['saml', 403, /SAML enforcement/],
  ['classic-forbidden', 403, /forbids access via a personal access token \(classic\)/],
  ['integration', 403, /^Resource not accessible by integration$/],
  ['fine-grained', 403, /^Resource not accessible by personal access token$/],
  ['ip-allow-list', 403, /IP allow list/],
  ['not-found', 404, /^Not Found$/],
];

test('refused tokens', async () => {
  await using github = await startGitHub();
  for (const [access, status, message] of REFUSALS) {
    github.tokens.set('ghp_other', access);
    const response = await get(github, '/orgs/octo-org/audit-log', { authorization: 'token ghp_other' });
    assert.equal(response.status, status, access);
    assert.match(((await response.json()) as Headers)['message'] ?? '', message);
    assert.equal(response.headers.has('x-github-sso'), access === 'saml');
  }
  assert.equal((await get(github, '/orgs/octo-org/audit-log', { authorization: 'Bearer nobody' })).status, 401);
  assert.equal(
    (await get(github, '/orgs/octo-org/audit-log', { authorization: `Bearer ${github.githubToken}` })).status,
    403,
  );
});

test('no User-Agent is refused in plain text, an unknown API version with 400', async () => {
  await using github = await startGitHub();
  const status = await new Promise((resolve) => {
    request(`${github.apiUrl}/orgs/octo-org/audit-log`, (response) => {
      resolve(`${response.statusCode} ${response.headers['content-type']}`);
      response.resume();
    }).end();
  });
  assert.equal(status, '403 text/plain; charset=utf-8');
  assert.equal((await get(github, '/orgs/octo-org/audit-log', { 'x-github-api-version': '2020-01-01' })).status, 400);
});

test('the budget of the hour', async () => {
  await using github = await startGitHub({ rateLimit: 2 });
  const shown = async (): Promise<string> => {
    const { status, headers } = await get(github, '/orgs/octo-org/audit-log');
    const names = ['limit', 'remaining', 'used', 'resource'];
    return [status, ...names.map((name) => headers.get(`x-ratelimit-${name}`))].join(' ');
  };
  assert.equal(await shown(), '200 2 1 1 audit_log');
  assert.equal(await shown(), '200 2 0 2 audit_log');
  assert.equal(await shown(), '403 2 0 2 audit_log');
  github.auditLog.rateLimit.refusalStatus = 429;
  assert.equal(await shown(), '429 2 0 2 audit_log');
  github.clock.advance(HOUR + 2000);
  assert.equal(await shown(), '200 2 1 1 audit_log');
});

test('an App gets tokens that live for an hour', async () => {
  await using github = await startGitHub();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  github.apps.register({ id: '7', clientId: 'Iv1.x', publicKey, installationId: 99, account: 'octo-org' });
  const jwt = (claims: object): Headers => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256' })}.${part(claims)}`;
    return {
      authorization: `Bearer ${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`,
    };
  };
  const now = Math.floor(github.clock.now() / 1000);
  const good = jwt({ iss: 'Iv1.x', iat: now - 60, exp: now + 540 });
  const found = (await (await get(github, '/orgs/octo-org/installation', good)).json()) as { readonly id: number };
  assert.equal(found.id, 99);
  const issue = (headers: Headers): Promise<Response> =>
    fetch(`${github.apiUrl}/app/installations/99/access_tokens`, { method: 'POST', headers });
  const { token } = (await (await issue(good)).json()) as { readonly token: string };
  const authorization = `Bearer ${token}`;
  assert.equal((await get(github, '/orgs/octo-org/audit-log', { authorization })).status, 200);
  github.clock.advance(HOUR + MINUTE);
  assert.equal((await get(github, '/orgs/octo-org/audit-log', { authorization })).status, 401);
  assert.equal((await issue(good)).status, 401);
  assert.equal((await issue(jwt({ iss: '7', iat: now, exp: now + 90_000 }))).status, 401);
});
