import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiResponse } from '../../../src/github/api.ts';
import type { Target } from '../../../src/model/target.ts';
import { diagnose } from '../../../src/source/diagnose.ts';
import { ANCHORS } from '../../../src/source/finding.ts';

const organization: Target = { kind: 'organization', name: 'acme' };
const enterprise: Target = { kind: 'enterprise', name: 'acme-corp' };
const CLOUD = 'https://api.github.com';

interface Case {
  readonly name: string;
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly target?: Target;
  readonly apiUrl?: string;
  readonly anchor: string;
  readonly message: RegExp;
  readonly hint: RegExp;
}

const html = { 'content-type': 'text/html; charset=utf-8' };

/** Texts as GitHub is known to send them, shortened where nothing depends on the rest. */
const CASES: readonly Case[] = [
  {
    name: 'bad token',
    status: 401,
    body: 'Bad credentials',
    anchor: 'bad-credentials',
    message: /wrong, expired or revoked/,
    hint: /`token`/,
  },
  {
    name: 'SAML by text',
    status: 403,
    body: 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    anchor: 'saml-sso',
    message: /single sign-on/,
    hint: /Configure SSO/,
  },
  {
    name: 'SAML with a page to open',
    status: 403,
    headers: { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4U8yX' },
    anchor: 'saml-sso',
    message: /single sign-on/,
    hint: /https:\/\/github\.com\/orgs\/acme\/sso\?authorization_request=AZSCKtL4U8yX in a browser/,
  },
  {
    name: 'no user agent',
    status: 403,
    body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
    anchor: 'user-agent',
    message: /user agent/,
    hint: /`user-agent`/,
  },
  {
    name: 'classic token forbidden',
    status: 403,
    body: '`acme` forbids access via a personal access token (classic). Please use a GitHub App',
    anchor: 'classic-token-forbidden',
    message: /classic/,
    hint: /fine-grained|GitHub App/,
  },
  {
    name: 'lifetime of a token',
    status: 403,
    body: "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
    anchor: 'token-policy',
    message: /policy/,
    hint: /owner/,
  },
  {
    name: 'IP allow list',
    status: 403,
    body: 'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted',
    anchor: 'ip-allow-list',
    message: /IP allow list/,
    hint: /runner/,
  },
  {
    name: 'GITHUB_TOKEN',
    status: 403,
    body: 'Resource not accessible by integration',
    anchor: 'github-token',
    message: /GITHUB_TOKEN/,
    hint: /Administration/,
  },
  {
    name: 'fine-grained token',
    status: 403,
    body: 'Resource not accessible by personal access token',
    anchor: 'fine-grained-token',
    message: /fine-grained/,
    hint: /Administration/,
  },
  {
    name: 'not an owner',
    status: 403,
    body: 'Must have admin rights to Repository.',
    target: enterprise,
    anchor: 'not-an-owner',
    message: /enterprise "acme-corp"/,
    hint: /enterprise owner/,
  },
  {
    name: 'scope',
    status: 403,
    headers: { 'x-oauth-scopes': 'repo, workflow' },
    anchor: 'missing-scope',
    message: /scope/,
    hint: /read:audit_log/,
  },
  {
    name: 'no scopes at all',
    status: 403,
    headers: { 'x-oauth-scopes': '' },
    anchor: 'missing-scope',
    message: /scope/,
    hint: /read:audit_log/,
  },
  {
    name: 'scope is there',
    status: 403,
    headers: { 'x-oauth-scopes': 'repo, read:audit_log' },
    anchor: 'forbidden',
    message: /no permission to read/,
    hint: /owner/,
  },
  {
    name: '403 from a proxy',
    status: 403,
    body: '<html>blocked</html>',
    headers: html,
    anchor: 'not-github',
    message: /web page/,
    hint: /api-url/,
  },
  {
    name: 'organization not found',
    status: 404,
    body: 'Not Found',
    anchor: 'not-found',
    message: /Enterprise Cloud/,
    hint: /`enterprise`/,
  },
  {
    name: 'enterprise not found',
    status: 404,
    target: enterprise,
    anchor: 'not-found',
    message: /the enterprise does not exist/,
    hint: /enterprises\/SLUG.*read:audit_log/,
  },
  {
    name: 'on data residency',
    status: 404,
    target: enterprise,
    apiUrl: 'https://api.octo.ghe.com',
    anchor: 'not-found',
    message: /the enterprise does not exist/,
    hint: /NAME\.ghe\.com.*read:audit_log/,
  },
  {
    name: 'on a server',
    status: 404,
    target: enterprise,
    apiUrl: 'https://git.example/api/v3',
    anchor: 'not-found',
    message: /the enterprise does not exist/,
    hint: /almost always "github".*admin:enterprise/,
  },
  {
    name: 'on a server, organization',
    status: 404,
    apiUrl: 'https://git.example/api/v3',
    anchor: 'not-found',
    message: /the organization does not exist, or/,
    hint: /login/,
  },
  {
    name: 'server without /api/v3',
    status: 404,
    headers: html,
    apiUrl: 'https://git.example',
    anchor: 'not-found',
    message: /API root/,
    hint: /\/api\/v3/,
  },
  {
    name: '404 from the web site',
    status: 404,
    headers: html,
    anchor: 'not-github',
    message: /web page/,
    hint: /api-url/,
  },
  { name: 'redirect', status: 301, anchor: 'redirect', message: /redirects/, hint: /api-url/ },
  {
    name: 'API version',
    status: 400,
    body: 'API version "2011-01-01" is not supported',
    anchor: 'api-version',
    message: /version/,
    hint: /`api-version`/,
  },
  { name: 'proxy', status: 407, headers: html, anchor: 'proxy', message: /proxy/, hint: /proxy/ },
  {
    name: 'phrase',
    status: 422,
    body: 'Validation Failed',
    anchor: 'query-refused',
    message: /query/,
    hint: /`phrase`/,
  },
];

for (const each of CASES) {
  test(`${each.name}: cause, remedy and a link`, () => {
    const response: ApiResponse = {
      status: each.status,
      headers: each.headers ?? {},
      body: Buffer.from(each.body ?? ''),
    };
    const error = diagnose(response, {
      target: each.target ?? organization,
      apiUrl: each.apiUrl ?? CLOUD,
      asker: 'token',
    });
    assert.match(error.message, each.message);
    assert.match(error.message, new RegExp(`^GitHub answered ${each.status} for `));
    assert.match(error.hint, each.hint);
    assert.ok(error.hint.endsWith(`See docs/troubleshooting.md#${each.anchor}`), error.hint);
  });
}

test('every anchor is well-formed and listed once', () => {
  assert.equal(new Set(ANCHORS).size, ANCHORS.length);
  for (const anchor of ANCHORS) assert.match(anchor, /^[a-z]+(?:-[a-z]+)*$/);
});
