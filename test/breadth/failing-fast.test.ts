/**
 * Where waiting cannot help, a run does not wait, and says what it met: a certificate, a host that does not exist, a proxy that is
 * not there, a refusal of the job's own token. The time is part of each promise.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { selfSigned } from '../emulator/certificate.ts';
import { HOUR } from '../emulator/clock.ts';
import { answer, html, secondaryRateLimit, twirpError } from '../emulator/sabotage.ts';
import { startTlsFront } from '../emulator/tls-front.ts';
import { expectFailure, expectSuccess, openStage, type Stage } from '../scenario/stage.ts';

/** A start on a busy machine, and the few seconds in which the list of artifacts may still show an upload. */
const SOON_MS = 25_000;

async function assertRecovers(stage: Stage): Promise<void> {
  stage.github.faults.clear();
  stage.pass(HOUR);
  expectSuccess(await stage.collect());
  stage.assertComplete();
}

describe('a run that cannot work', { concurrency: 4 }, () => {
  test('the certificate of the Actions service is not trusted', async () => {
    await using stage = await openStage();
    await using front = await startTlsFront(stage.github.apiUrl, selfSigned());
    stage.happen(20);
    const env = { ACTIONS_RESULTS_URL: `${front.url}/` };
    const run = expectFailure(
      await stage.collect({}, { env }),
      /CreateArtifact: the certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    assert.match(run.stdout, /ca-certificates/);
    assert.doesNotMatch(run.stdout, /githubstatus/);
    assert.ok(run.durationMs < SOON_MS, `${run.durationMs} ms`);
    await assertRecovers(stage);
  });

  test('the host of the Actions service does not exist, and the proxy does not either', async () => {
    await using stage = await openStage();
    stage.happen(20);
    for (const [env, cause] of [
      [{ ACTIONS_RESULTS_URL: 'https://results.invalid/' }, /CreateArtifact: the host name is not found \(ENOTFOUND\)/],
      [
        { ACTIONS_RESULTS_URL: 'https://results.invalid/', HTTPS_PROXY: 'http://127.0.0.1:1' },
        /the proxy refuses the connection \(ECONNREFUSED\)/,
      ],
    ] as const) {
      const run = expectFailure(await stage.collect({}, { env }), cause);
      assert.ok(run.durationMs < SOON_MS, `${run.durationMs} ms`);
      stage.pass(HOUR);
    }
    await assertRecovers(stage);
  });

  test('the API does not exist', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const run = expectFailure(
      await stage.collect({ 'api-url': 'https://github.invalid/api/v3' }),
      /No connection to the API: host name not found/,
    );
    assert.ok(run.durationMs < SOON_MS, `${run.durationMs} ms`);
    await assertRecovers(stage);
  });

  test('the sink does not exist', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const inputs = { artifact: 'false', sink: 'http', 'sink-url': 'https://sink.invalid/in' };
    const run = expectFailure(await stage.collect(inputs), /the sink cannot be reached \(ENOTFOUND\)/i);
    assert.ok(run.durationMs < SOON_MS, `${run.durationMs} ms`);
    await assertRecovers(stage);
  });

  test('a refusal of the artifact service is reported with its step and status', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const azure = { 'x-ms-error-code': 'AuthenticationFailed' };
    for (const [label, fault, cause] of [
      ['artifact.create', twirpError(403, 'permission_denied'), /could not be uploaded \(CreateArtifact: HTTP 403\)/],
      ['artifact.finalize', twirpError(400, 'malformed'), /could not be uploaded \(FinalizeArtifact: HTTP 400\)/],
      ['blob.put.block', answer(403, 'canary', azure), /\(the upload to the storage: HTTP 403 AuthenticationFailed\)/],
    ] as const) {
      const planned = stage.github.faults.on(label, fault);
      const run = expectFailure(await stage.collect(), cause);
      assert.doesNotMatch(run.annotations.map(({ message }) => message).join(), /githubstatus|canary|RestError/);
      planned.remove();
      stage.pass(HOUR);
    }
    await assertRecovers(stage);
  });

  test('a refusal of the cache is named, and a missing `tar` is not called a refusal', async () => {
    await using stage = await openStage();
    const inputs = { artifact: 'false' };
    for (const [act, cause] of [
      [
        () => stage.github.faults.on('cache.create', twirpError(429, 'resource_exhausted')),
        /CreateCacheEntry: HTTP 429/,
      ],
      [() => stage.github.faults.on('cache.create', answer(200, { ok: false })), /CreateCacheEntry: refused/],
    ] as const) {
      stage.happen(5);
      const fault = act();
      const run = expectSuccess(await stage.collect(inputs));
      assert.match(run.stdout, cause);
      fault.remove();
      stage.pass(HOUR);
    }
    stage.happen(5);
    const without = expectSuccess(await stage.collect(inputs, { env: { PATH: '/nowhere' } }));
    assert.match(without.stdout, /packing it with `tar` failed/);
  });

  test('the token of the job is refused, for each cause by its name', async () => {
    await using stage = await openStage();
    const allowList =
      'Although you appear to have the correct authorization credentials, the `octo-org` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.';
    for (const [fault, cause] of [
      [answer(403, { message: allowList }), /refused \(HTTP 403\): its IP allow list/],
      [
        answer(
          403,
          { message: 'Resource protected by organization SAML enforcement.' },
          { 'x-github-sso': 'required' },
        ),
        /single sign-on/,
      ],
      [html(403), /refused \(HTTP 403\): the response is a web page/],
      [
        answer(401, { message: 'Bad credentials' }),
        /refused \(HTTP 401\): the token of the job is wrong or has expired/,
      ],
      [answer(404, { message: 'Not Found' }), /refused \(HTTP 404\): the token is not one of this repository/],
      [secondaryRateLimit(600), /has to wait longer than .* \(secondary rate limit\)/],
      [secondaryRateLimit(), /has to wait longer than .* \(secondary rate limit\)/],
    ] as const) {
      const planned = stage.github.faults.on('rest.repo', fault);
      const run = expectFailure(await stage.collect({ 'max-duration': '10s' }), cause);
      assert.ok(run.durationMs < SOON_MS, `${run.durationMs} ms`);
      assert.doesNotMatch(run.stdout, /metadata|received no response within/);
      planned.remove();
    }
  });
});
