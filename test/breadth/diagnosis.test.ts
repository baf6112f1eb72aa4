/**
 * GitHub refuses, as github.com does it under its own name: each symptom has one annotation with the likeliest cause, the remedy
 * and a link, and when the remedy is applied the next run delivers everything.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ApiHost, startApiHost } from '../emulator/api-host.ts';
import { HOUR } from '../emulator/clock.ts';
import type { Sabotage } from '../emulator/faults.ts';
import { answer, primaryRateLimit, secondaryRateLimit } from '../emulator/sabotage.ts';
import type { AuditLogAccess } from '../emulator/tokens.ts';
import { expectSuccess, openStage, type Stage } from '../scenario/stage.ts';
import { assertSymptom, type Symptom } from './symptom.ts';

interface Refusal extends Symptom {
  readonly inputs?: Readonly<Record<string, string>>;
  /** What the token of the run is to GitHub. */
  readonly access?: AuditLogAccess;
  readonly sabotage?: (stage: Stage) => Sabotage;
  /** The first request that meets the sabotage; the run asks no more than that one. */
  readonly from?: number;
}

const message = (status: number, text: string) => answer(status, { message: text, status: String(status) });

const REFUSALS: Readonly<Record<string, Refusal>> = {
  '401': {
    access: 'bad-credentials',
    cause: /^GitHub answered 401 for organization "octo-org": the token is wrong, expired or revoked\.\n/,
    remedy: /Set a valid token in the secret behind the `token` input/,
    anchor: 'bad-credentials',
  },
  '403 scope': {
    sabotage: () => answer(403, { message: 'Forbidden' }, { 'x-oauth-scopes': 'repo, read:org' }),
    cause: /403 .*the classic token lacks the scope/,
    remedy: /classic token with the scope read:audit_log/,
    anchor: 'missing-scope',
  },
  '403 not owner': {
    access: 'no-scope',
    cause: /403 .*the user of the token is not an owner/,
    remedy: /Use a token of an organization owner/,
    anchor: 'not-an-owner',
  },
  '403 SAML': {
    access: 'saml',
    cause: /403 .*the token is not authorized for single sign-on/,
    remedy:
      /"Configure SSO".* Or open https:\/\/github\.com\/orgs\/octo-org\/sso\?authorization_request=A1B2C3D4 in a browser/,
    anchor: 'saml-sso',
  },
  '403 User-Agent': {
    sabotage: () =>
      answer(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\n',
        { 'content-type': 'text/plain; charset=utf-8' },
      ),
    cause: /403 .*without a user agent that it accepts/,
    remedy: /Check the `user-agent` input, and whether a proxy .*removes the header/,
    anchor: 'user-agent',
  },
  '403 forbidden kind of token': {
    access: 'classic-forbidden',
    cause: /403 .*its owners forbid classic personal access tokens/,
    remedy: /fine-grained token or a GitHub App with the organization permission "Administration" \(read\)/,
    anchor: 'classic-token-forbidden',
  },
  '403 fine-grained token without the permission': {
    access: 'fine-grained',
    cause: /403 .*the fine-grained token lacks the permission/,
    remedy: /organization permission "Administration" \(read\), with the organization as resource owner/,
    anchor: 'fine-grained-token',
  },
  '403 GITHUB_TOKEN': {
    access: 'integration',
    cause: /403 .*the token is the GITHUB_TOKEN of a workflow/,
    remedy: /GITHUB_TOKEN can never read an audit log/,
    anchor: 'github-token',
  },
  '403 lifetime of the token': {
    sabotage: () =>
      message(
        403,
        "The 'octo-org' organization forbids access via a fine-grained personal access token if the token's lifetime is greater than 366 days.",
      ),
    cause: /403 .*does not allow this kind of token or its lifetime/,
    remedy: /Have an owner check the policies/,
    anchor: 'token-policy',
  },
  '403 IP allow list': {
    access: 'ip-allow-list',
    cause: /403 .*its IP allow list does not contain the address of this runner/,
    remedy: /runner with an allowed address/,
    anchor: 'ip-allow-list',
  },
  '404 organization not on Enterprise Cloud': {
    access: 'not-found',
    cause:
      /404 .*the organization does not exist, is not on GitHub Enterprise Cloud, or the token has no permission to read/,
    remedy: /belongs in `enterprise`, which is read at \/enterprises\/SLUG\/audit-log/,
    anchor: 'not-found',
  },
  '404 wrong enterprise slug': {
    inputs: { enterprise: 'octo-entreprise' },
    cause:
      /404 for enterprise "octo-entreprise": the enterprise does not exist, or the token has no permission to read/,
    remedy: /Check the slug, as in github\.com\/enterprises\/SLUG/,
    anchor: 'not-found',
  },
  'unknown API version': {
    inputs: { 'api-version': '2020-01-01' },
    cause: /400 .*it does not support this version of its API/,
    remedy: /remove it for 2022-11-28/,
    anchor: 'api-version',
  },
  'a phrase that is refused': {
    inputs: { phrase: 'colour:blue' },
    sabotage: () => message(422, 'Validation Failed'),
    cause: /422 .*it does not accept the query/,
    remedy: /Check the `phrase` input first/,
    anchor: 'query-refused',
  },
  'a renamed organization': {
    sabotage: () =>
      answer(301, { message: 'Moved Permanently' }, { location: 'https://api.github.com/organizations/1' }),
    cause: /301 .*it redirects, which is not followed/,
    remedy: /use its current name/,
    anchor: 'redirect',
  },
  'the primary limit, before anything was read': {
    sabotage: ({ github }) => primaryRateLimit(Math.floor((github.clock.now() + HOUR) / 1000)),
    cause: /^The run was stopped \(rate-limit\) before a position could be saved\.\n/,
    remedy: /Nothing was read and nothing is lost: run it again/,
    anchor: 'rate-limit',
  },
  'the primary limit': {
    from: 3,
    sabotage: ({ github }) => primaryRateLimit(Math.floor((github.clock.now() + HOUR) / 1000)),
    level: 'warning',
    cause: /^GitHub's rate limit ends the reading of this run; the next run continues from here/,
    remedy: /its own user or GitHub App/,
    anchor: 'rate-limit',
  },
  'the secondary limit': {
    from: 3,
    sabotage: () => secondaryRateLimit(),
    level: 'warning',
    cause: /^GitHub's rate limit ends the reading of this run; the next run continues from here/,
    remedy: /its own user or GitHub App/,
    anchor: 'rate-limit',
  },
};

const LIMITED: Readonly<Record<string, RegExp>> = {
  'the primary limit': /the hourly rate limit is used up/,
  'the secondary limit': /secondary rate limit/,
};

function inputsAt(host: ApiHost): Readonly<Record<string, string>> {
  return { 'api-url': 'https://api.github.com', 'ca-certificates': host.cert, include: 'web', 'max-duration': '30s' };
}

describe('a refusal by github.com', { concurrency: 3 }, () => {
  for (const [name, refusal] of Object.entries(REFUSALS)) {
    test(name, async () => {
      await using stage = await openStage();
      const { github } = stage;
      await using host = await startApiHost(github);
      stage.happen(130, { gitShare: 0 });
      const { from = 1 } = refusal;
      if (refusal.access !== undefined) github.tokens.set(github.token, refusal.access);
      const fault = refusal.sabotage && github.faults.on('audit-log', refusal.sabotage(stage), { from });
      const run = await stage.collect({ ...inputsAt(host), ...refusal.inputs }, { env: host.env });
      assertSymptom(run, refusal);
      // Three times more with a token that may be so new that not every server knows it.
      const expected = name === '401' ? from + 3 : from;
      assert.equal(github.requestsTo('audit-log').length, expected, 'another request would change nothing');
      assert.equal(run.outputs['caught-up'], 'false');
      const because = LIMITED[name];
      if (because !== undefined) {
        assert.equal(run.outputs['stop-reason'], 'rate-limit');
        assert.match(run.stdout, because);
      }

      fault?.remove();
      github.tokens.set(github.token, 'ok');
      expectSuccess(await stage.collect(inputsAt(host), { env: host.env }));
      stage.assertComplete();
    });
  }

  test('the link leads to the version of the action that runs', async () => {
    await using stage = await openStage();
    stage.github.tokens.revoke(stage.github.token);
    const env = { GITHUB_ACTION_REPOSITORY: 'octo/collect-audit-log', GITHUB_ACTION_REF: 'v1.2.3' };
    const run = await stage.collect({}, { env });
    const link =
      /https:\/\/github\.com\/octo\/collect-audit-log\/blob\/v1\.2\.3\/docs\/troubleshooting\.md#bad-credentials$/;
    assertSymptom(run, { cause: /401/, remedy: link, anchor: 'bad-credentials' });
  });
});
