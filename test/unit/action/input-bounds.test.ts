import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { type GivenInputs, parse, problemsOf } from './input-values.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KEY = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const APP: GivenInputs = { token: '', 'app-id': 'Iv23liabcdefgh1234', 'app-private-key': KEY };

/** An input, a value that it refuses, and what the problem has to say. */
const REFUSED: readonly (readonly [GivenInputs, RegExp])[] = [
  [{ enterprise: 'octo' }, /^organization: got both/],
  [{ organization: '@acme' }, /has an @ in front/],
  [{ organization: 'https://github.com/acme' }, /is a URL or an email address/],
  [{ organization: 'github.com/acme' }, /is a URL or an email address/],
  [{ organization: 'acme/repo' }, /names something inside an account/],
  [{ organization: 'Acme Corporation' }, /display name/],
  [{ organization: '-acme' }, /it accepts the login of one organization/],
  [{ organization: '', enterprise: 'Octo Corp' }, /^enterprise: .*github\.com\/enterprises\/SLUG/],
  [{ token: '' }, /^token: is empty; .*pull requests from forks/],
  [{ token: 'two words' }, /white space/],
  [{ token: 'Bearer ghp_abcdefghijklmnop' }, /without the word in front/],
  [{ token: 'abc' }, /too short/],
  [{ token: '***' }, /mask of a secret/],
  [{ token: 'tökentökentöken' }, /^token: got a value that is not shown; it accepts a token/],
  [{ token: 'ghs_workflowworkflowworkflow' }, /token of this workflow/],
  [{ token: KEY }, /which is a key; the private key of a GitHub App belongs in `app-private-key`/],
  [{ ...APP, token: 'ghp_0123456789abcdefghij' }, /^token: got both `token` and a GitHub App/],
  [
    { ...APP, 'app-private-key': '' },
    /^app-private-key: is empty; it accepts the private key of the GitHub App in `app-id`/,
  ],
  [
    { ...APP, 'app-private-key': 'x' },
    /^app-private-key: got a value that is not shown; it accepts the complete \.pem file/,
  ],
  [{ ...APP, 'app-private-key': 'ghp_0123456789abcdefghij' }, /which is a token; it belongs in `token`/],
  [{ ...APP, 'app-private-key': '***' }, /mask of a secret/],
  [{ ...APP, 'app-id': '' }, /^app-id: is empty; it accepts the client id or the app id/],
  [{ token: '', 'app-installation-id': '1', 'app-private-key': KEY }, /^app-id: is empty/],
  [{ ...APP, 'app-id': 'my-app' }, /^app-id: got "my-app"; it accepts the client id \(`Iv…`\) or the app id/],
  [{ ...APP, 'app-id': KEY }, /^app-id: got a value that is not shown.* belongs in `app-private-key`/],
  [{ ...APP, 'app-installation-id': 'acme' }, /^app-installation-id: got "acme"; it accepts a whole number/],
  [
    { ...APP, organization: '', enterprise: 'octo' },
    /^app-id: no GitHub App can read the audit log of an `enterprise`/,
  ],
  [{ organization: 'ghp_0123456789abcdefghij' }, /^organization: got a value that is not shown.* belongs in `token`/],
  [{ 'state-key': 'github_pat_11ABCDEFG0abcdefghij' }, /^state-key: .* belongs in `token`/],
  [{ sink: 'http', 'sink-url': 'https://x.example/?t=ghs_0123456789abcdefghij' }, /^sink-url: .* belongs in `token`/],
  [{ 'github-token': 'two words' }, /^github-token: got a value that is not shown; it accepts/],
  [{ 'api-url': 'https://github.com' }, /it accepts `https:\/\/api\.github\.com`/],
  [{ 'api-url': 'https://api.github.com/api/v3' }, /it accepts `https:\/\/api\.github\.com`/],
  [{ 'api-url': 'https://octo.ghe.com' }, /`https:\/\/api\.NAME\.ghe\.com`/],
  [{ 'api-url': 'https://octo.ghe.com/api/v3' }, /`https:\/\/api\.NAME\.ghe\.com`/],
  [{ 'api-url': 'https://ghes.example.com' }, /`https:\/\/HOST\/api\/v3`/],
  [{ 'api-url': 'https://ghes.example.com/api/graphql' }, /`https:\/\/HOST\/api\/v3`/],
  [{ 'api-url': 'http://ghes.example.com/api/v3' }, /over plain http/],
  [{ 'api-url': 'http://localhost.example.com/api/v3' }, /over plain http/],
  [{ 'api-url': 'https://user@ghes.example.com/api/v3' }, /no user and no password/],
  [{ 'api-url': 'https://api.github.com?a=b' }, /neither/],
  [{ 'api-url': 'api.github.com' }, /with `https:\/\/` in front/],
  [{ 'api-url': 'ftp://api.github.com' }, /begins with `https:\/\/`/],
  [{ 'api-version': 'latest' }, /^api-version: got "latest"; it accepts a version/],
  [{ 'user-agent': 'nåme' }, /printable ASCII/],
  [{ since: 'yesterday' }, /^since: got "yesterday"; it accepts an ISO 8601/],
  [{ since: '2026-02-31' }, /^since: /],
  [{ since: '1969-12-31' }, /^since: /],
  [{ since: '3651d' }, /^since: /],
  [{ phrase: 'created:<2026-01-01' }, /^phrase: got "created:<2026-01-01".* created: qualifier/],
  [{ phrase: 'created:>=2026-01-01', since: '30d' }, /`created:` and `since` both/],
  [{ 'per-page': '101' }, /from 1 to 100/],
  [{ 'per-page': 'abc' }, /got "abc"/],
  [{ 'max-pages': '1' }, /from 2 to 100000/],
  [{ 'max-pages': '100001' }, /from 2 to 100000/],
  [{ 'max-duration': '0s' }, /from 1s to 5d/],
  [{ jitter: '1h' }, /^jitter: it is not shorter than `max-duration`/],
  [{ 'retry-attempts': '0' }, /from 1 to 20/],
  [{ 'retry-max-backoff': '1s' }, /^retry-max-backoff: it is shorter than `retry-initial-backoff`/],
  [{ 'retry-multiplier': '0.5' }, /a number from 1 to 10/],
  [{ 'breaker-failures': '0' }, /from 1 to 100/],
  [{ 'state-key': 'a b' }, /letters, digits/],
  [{ 'state-dir': '~/state' }, /only a shell would expand/],
  [{ 'output-dir': '$RUNNER_TEMP/x' }, /only a shell would expand/],
  [{ 'output-dir': '%TEMP%\\x' }, /only a shell would expand/],
  [{ overlap: '0s' }, /^overlap: got "0s"/],
  [{ 'reconcile-window': '10m' }, /^reconcile-window: it is shorter than `overlap`/],
  [{ 'reconcile-window': '6d' }, /^reconcile-window: together with `reconcile-every` it is 7d, and must be 6d at most/],
  [{ 'dedupe-id': 'a..b' }, /path of a field/],
  [{ 'dedupe-capacity': '999' }, /from 1000 to 5000000/],
  [{ 'dedupe-capacity': '5000001' }, /from 1000 to 5000000/],
  [{ 'on-gap': 'ignore' }, /`fail` or `warn`/],
  [{ 'max-lag': '0s' }, /^max-lag: /],
  [{ artifact: '1' }, /`true` or `false`/],
  [{ 'artifact-name': 'a/b' }, /letters, digits/],
  [{ 'artifact-name': 'x'.repeat(101) }, /letters, digits/],
  [{ 'retention-days': '401' }, /from 1 to 400/],
  [{ 'retention-days': '0' }, /from 1 to 400/],
  [{ 'allow-public-repository': 'yes please' }, /`true` or `false`/],
];

for (const [given, expected] of REFUSED) {
  test(`refused, alone: ${JSON.stringify(given).slice(0, 80)}`, () => {
    const [problem, ...others] = problemsOf(given);
    assert.deepEqual(others, []);
    assert.match(problem ?? 'no problem at all', expected);
  });
}

const ACCEPTED: readonly GivenInputs[] = [
  { organization: 'a' },
  { organization: '', enterprise: '13827' },
  { 'api-url': 'http://127.0.0.1:8080' },
  { 'api-url': 'http://localhost:8080/api/v3' },
  { 'api-url': 'http://[::1]:1' },
  { 'api-url': 'https://api.octo.ghe.com/' },
  { since: '0s' },
  { since: '1970-01-01' },
  { phrase: 'actor:octocat -action:"repo.create"' },
  { phrase: 'created:>=2026-01-01' },
  { 'max-pages': '2' },
  { 'max-pages': '100000' },
  { 'retry-initial-backoff': '0s', 'retry-max-backoff': '0s' },
  { 'reconcile-window': '5d' },
  { include: 'web', 'reconcile-window': '30d' },
  { 'api-url': 'https://ghes.example.com/api/v3', 'reconcile-window': '30d' },
  { 'github-token': '' },
  { 'artifact-name': 'x'.repeat(100) },
  { 'output-dir': 'C$/audit' },
];

test('a GitHub App instead of a token', () => {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const app = { kind: 'app', appId: 'Iv23liabcdefgh1234', privateKey: key, installationId: undefined };
  assert.deepEqual(parse(APP).credentials, app);
  const escaped = { ...APP, 'app-private-key': KEY.replaceAll('\n', '\\n') };
  assert.deepEqual(parse({ ...escaped, 'app-installation-id': '42' }).credentials, { ...app, installationId: 42 });
  assert.deepEqual(parse({ ...APP, 'app-id': '7' }).credentials, { ...app, appId: '7' });
});

for (const given of ACCEPTED) {
  test(`accepted: ${JSON.stringify(given).slice(0, 80)}`, () => assert.deepEqual(problemsOf(given), []));
}
