/**
 * What lies around the audit log is not as it should be: the host, the way to it, the place of the position, the clock, or a log
 * without events. Each symptom has one annotation with cause, remedy and link, and the remedy works.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startApiHost } from '../emulator/api-host.ts';
import { MINUTE } from '../emulator/clock.ts';
import { answer, reset } from '../emulator/sabotage.ts';
import { expectSuccess, openStage, warningsOf } from '../scenario/stage.ts';
import { assertSymptom } from './symptom.ts';

const AT_ONCE = { 'retry-attempts': '1' };
/** Where nobody listens, and nothing is that a browser would not ask: https://fetch.spec.whatwg.org/#port-blocking */
const NOBODY = 'http://127.0.0.1:2';

describe('the surroundings of a run', { concurrency: 3 }, () => {
  test('Enterprise Server without /api/v3', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(20);
    github.faults.on('audit-log', answer(404, '<html></html>', { 'content-type': 'text/html' }), {
      where: ({ prefix }) => prefix === '',
    });
    assertSymptom(await stage.collect({ 'api-url': github.apiUrl }), {
      cause: /404 .*the API root is not that of GitHub Enterprise Server/,
      remedy: /Set `api-url` to https:\/\/HOST\/api\/v3/,
      anchor: 'not-found',
    });
    expectSuccess(await stage.collect({ 'api-url': github.serverApiUrl }));
    stage.assertComplete();
  });

  test('Enterprise Server without artifacts', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const env = { GITHUB_SERVER_URL: 'https://ghes.example.com' };
    assertSymptom(await stage.collect({}, { env }), {
      cause: /Artifact is true, but GitHub Enterprise Server has no artifacts that an action can write/,
      remedy: /Set artifact: false and a state-dir/,
      anchor: 'delivery',
    });
    assert.deepEqual(stage.github.requests, []);
    const run = expectSuccess(await stage.collect({ artifact: 'false', 'state-dir': 'position' }, { env }));
    assert.equal(run.outputs['events'], '20');
  });

  test('a web page instead of the API', async () => {
    await using stage = await openStage();
    const page = answer(403, '<html>Access denied by your company</html>', { 'content-type': 'text/html' });
    stage.github.faults.on('audit-log', page);
    const shown = assertSymptom(await stage.collect(AT_ONCE), {
      cause: /403 .*the response is a web page, so it most likely came from a proxy, a firewall or the web site/,
      remedy: /Check `api-url` .* and any proxy between the runner and it/,
      anchor: 'not-github',
    });
    assert.ok(!shown.includes('Access denied'), 'what a server wrote is not quoted');
  });

  test('nothing listens at the address', async () => {
    await using stage = await openStage();
    stage.happen(20);
    assertSymptom(await stage.collect({ ...AT_ONCE, 'api-url': `${NOBODY}/api/v3` }), {
      cause: /failed once \(connection refused or host unreachable \(ECONNREFUSED\), once\)/,
      remedy: /whether a firewall lets the runner through or a proxy has to be set/,
      anchor: 'network',
    });
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });

  test('GitHub has an outage', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const fault = stage.github.faults.on('audit-log', answer(502, 'Bad Gateway'));
    assertSymptom(await stage.collect(AT_ONCE), {
      cause: /failed once \(HTTP 502, once\)/,
      remedy: /githubstatus\.com and run again later/,
      anchor: 'server-errors',
    });
    fault.remove();
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });

  test('a proxy that is down, one that wants credentials, and one that works', async () => {
    await using stage = await openStage();
    await using host = await startApiHost(stage.github);
    stage.happen(20);
    const inputs = { ...AT_ONCE, 'api-url': 'https://api.github.com', 'ca-certificates': host.cert };
    assertSymptom(await stage.collect(inputs, { env: { HTTPS_PROXY: NOBODY } }), {
      cause: /connection refused or host unreachable through the proxy 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
      remedy: /Check the address in HTTPS_PROXY/,
      anchor: 'proxy',
    });
    host.proxy.wantsCredentials = true;
    assertSymptom(await stage.collect(inputs, { env: host.env }), {
      cause: /the proxy did not connect/,
      remedy: /Check HTTPS_PROXY with user and password/,
      anchor: 'proxy',
    });
    host.proxy.wantsCredentials = false;
    expectSuccess(await stage.collect(inputs, { env: host.env }));
    stage.assertComplete();
  });

  test('a certificate that is not trusted', async () => {
    await using stage = await openStage();
    await using host = await startApiHost(stage.github);
    stage.happen(20);
    const inputs = { 'api-url': `${host.url}/api/v3` };
    assertSymptom(await stage.collect(inputs), {
      cause: /certificate of the API host is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
      remedy: /set the certificate of that authority in `ca-certificates`/,
      anchor: 'certificate',
    });
    expectSuccess(await stage.collect({ ...inputs, 'ca-certificates': host.cert }));
    stage.assertComplete();
  });

  test('https in front of a server without TLS', async () => {
    await using stage = await openStage();
    const url = `${stage.github.serverApiUrl}`.replace('http:', 'https:');
    assertSymptom(await stage.collect({ ...AT_ONCE, 'api-url': url }), {
      cause: /TLS handshake failed/,
      remedy: /Check that `api-url` names an https port/,
      anchor: 'certificate',
    });
  });

  test('the cache is out of reach: no permission to list it', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(20);
    github.setPermissions({ actions: 'none' });
    assertSymptom(await stage.collect(), {
      cause: /Listing the (?:caches|artifacts) of this repository was refused \(HTTP 403\); it needs `actions: read`/,
      remedy: /give the job `permissions: actions: read`/,
      anchor: 'own-token',
    });
    github.setPermissions();
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });

  test('the cache is out of reach: down while the position is saved', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const fault = stage.github.faults.on('cache.create', reset());
    const run = expectSuccess(await stage.collect());
    assert.match(warningsOf(run), /the next run reads the position from the artifact/);
    fault.remove();
    const next = expectSuccess(await stage.collect());
    assert.equal(next.outputs['cold-start'], 'false');
    stage.assertComplete();
  });

  test('not a step of a workflow', async () => {
    await using stage = await openStage();
    const run = await stage.collect({}, { env: { ACTIONS_RUNTIME_TOKEN: undefined } });
    assertSymptom(run, {
      cause: /The Actions cache and artifacts are not available, because this is not a step of a workflow/,
      remedy: /set artifact: false and state-dir/,
      anchor: 'delivery',
    });
  });

  test('a clock that is wrong is a warning, and costs nothing', async () => {
    await using stage = await openStage({ now: Date.now() - 7 * 60 * MINUTE });
    stage.happen(20);
    assertSymptom(await stage.collect(), {
      level: 'warning',
      cause: /^The clock of the runner is 7 h ahead of GitHub's\./,
      remedy: /No events are lost, but correct it/,
      anchor: 'clock',
    });
    stage.assertComplete();
    await using right = await openStage({ now: Date.now() });
    right.happen(20);
    assert.equal(warningsOf(expectSuccess(await right.collect())), '');
  });

  test('no events at all: a notice with the reasons, until there is one', async () => {
    await using stage = await openStage();
    const silent = {
      level: 'notice',
      cause: /^GitHub showed no event of organization octo-org, and none was ever delivered\./,
      remedy: /Nothing may have happened since 7 days before the first run/,
      anchor: 'no-events-at-all',
    } as const;
    assertSymptom(await stage.collect(), silent);
    assertSymptom(await stage.collect(), silent);
    const remedy = /Most likely `phrase` matches nothing.*`include: all`/;
    assertSymptom(await stage.collect({ phrase: 'actor:nobody', include: 'git' }), { ...silent, remedy });
    stage.happen(20);
    const run = expectSuccess(await stage.collect());
    assert.ok(!run.annotations.some(({ level }) => level === 'notice'));
    stage.assertComplete();
    stage.pass(30 * MINUTE);
    const quiet = expectSuccess(await stage.collect());
    assert.ok(!quiet.annotations.some(({ level }) => level === 'notice'), 'nothing new is no reason to worry');
  });
});
