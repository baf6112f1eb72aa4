/**
 * A GitHub App instead of a token: found where it is installed, its tokens replaced before and after they run out, whatever the
 * runner's clock says, and neither its key nor a token of it anywhere.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type AppRegistration, makeApp } from '../emulator/app.ts';
import { HOUR, MINUTE, SECOND } from '../emulator/clock.ts';
import { startForeignHost } from '../emulator/foreign-host.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { answer } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy } from '../scenario/stage.ts';
import { assertSymptom, type Symptom } from './symptom.ts';

/** Registers an App on the stage's organization, and gives the inputs that name it. */
function useApp(stage: Stage, changes: Partial<AppRegistration> = {}): Record<string, string> {
  const { app, privateKey } = makeApp(stage.github.organization);
  stage.github.apps.register({ ...app, ...changes });
  return { token: '', 'app-id': app.clientId, 'app-private-key': privateKey };
}

/** Of all that a run shows, and of all files that it leaves behind. */
function assertNoTrace(run: ActionResult, key: string): void {
  const shown = shownBy(run);
  const files = [run.temp, run.workspace].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
  );
  const lines = key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
  for (const text of [shown, ...files]) {
    assert.ok(!lines.some((line) => text.includes(line)), 'a line of the key');
    assert.ok(!text.includes('ghs_installation') && !/\beyJ[\w-]+\.eyJ/.test(text), 'a token of the App');
  }
}

describe('a GitHub App', { concurrency: 3 }, () => {
  test('collects, run after run, and leaves no trace of its key', async () => {
    await using stage = await openStage();
    const inputs = useApp(stage);
    stage.happen(250);
    const first = expectSuccess(await stage.collect(inputs));
    assert.deepEqual([first.outputs['events'], first.outputs['cold-start']], ['250', 'true']);
    assert.equal(stage.github.requestsTo('app.installation').length, 2, 'once with a wrong clock, once more');
    assert.equal(stage.github.requestsTo('app.token').length, 1);
    assertNoTrace(first, inputs['app-private-key'] ?? '');
    assert.ok(first.masks.includes('ghs_installation000000000000000000000001'), 'the token is masked');
    stage.pass(10 * MINUTE);
    stage.happen(20, { from: stage.github.clock.now() - 5 * MINUTE });
    const next = expectSuccess(await stage.collect(inputs));
    assert.deepEqual([next.outputs['events'], next.outputs['cold-start']], ['20', 'false']);
    stage.assertComplete();
  });

  test('accepts its key with \\n written out, or in base64, and its id as a number', async () => {
    await using stage = await openStage();
    const { 'app-private-key': key = '', ...inputs } = useApp(stage);
    stage.happen(20);
    const escaped = { ...inputs, 'app-id': '7', 'app-private-key': key.replaceAll('\n', '\\n') };
    assertNoTrace(expectSuccess(await stage.collect({ ...escaped, 'app-installation-id': '99' })), key);
    assert.equal(stage.github.requestsTo('app.installation').length, 0);
    const packed = { ...inputs, 'app-private-key': Buffer.from(key).toString('base64') };
    assertNoTrace(expectSuccess(await stage.collect(packed)), key);
    stage.assertComplete();
  });

  for (const skewMs of [-7 * HOUR, -40 * SECOND, 0, 7 * HOUR]) {
    test(`on a runner whose clock is off by ${-skewMs / SECOND} s`, async () => {
      await using stage = await openStage({ now: Date.now() + skewMs });
      stage.happen(20);
      expectSuccess(await stage.collect(useApp(stage)));
      stage.assertComplete();
      const [refused] = stage.github.requestsTo('app.installation');
      assert.equal(refused?.status, skewMs === 0 ? 200 : 401);
    });
  }

  test('a token is replaced before it runs out', async () => {
    await using stage = await openStage();
    const inputs = useApp(stage, { tokenLifeMs: 4 * SECOND });
    stage.happen(500, { gitShare: 0 });
    expectSuccess(await stage.collect({ ...inputs, include: 'web', 'page-delay': '1s' }));
    const refused = stage.github.requestsTo('audit-log').filter(({ status }) => status === 401);
    assert.equal(refused.length, 0, 'no token was used beyond its end');
    assert.ok(stage.github.requestsTo('app.token').length >= 3);
    stage.assertComplete();
  });

  test('a token that stops working is replaced once, and the page read after all', async () => {
    await using stage = await openStage();
    const { github } = stage;
    const inputs = useApp(stage);
    stage.happen(500, { gitShare: 0 });
    const pass = github.observe(({ label }) => {
      if (label === 'audit-log' && github.requestsTo('audit-log').length === 4) github.clock.advance(HOUR);
    });
    const run = expectSuccess(await stage.collect({ ...inputs, include: 'web' }));
    pass();
    assert.equal(run.outputs['events'], '500');
    const given = github.requestsTo('app.token').filter(({ status }) => status === 201);
    assert.equal(given.length, 2);
    stage.assertComplete();
  });

  test('when the next token is refused as well, the run fails', async () => {
    await using stage = await openStage();
    const { github } = stage;
    const inputs = useApp(stage);
    stage.happen(20, { gitShare: 0 });
    const fault = github.faults.on('audit-log', answer(401, { message: 'Bad credentials' }));
    assertSymptom(await stage.collect({ ...inputs, include: 'web' }), {
      cause: /401 .*it does not accept the token of the GitHub App that it has just issued/,
      remedy: /uninstalled or suspended/,
      anchor: 'github-app',
    });
    assert.deepEqual([github.requestsTo('audit-log').length, github.requestsTo('app.token').length], [8, 2]);
    fault.remove();
    expectSuccess(await stage.collect({ ...inputs, include: 'web' }));
    stage.assertComplete();
  });

  test('a failure while a token is requested is retried like any other', async () => {
    await using stage = await openStage();
    const inputs = useApp(stage);
    stage.happen(20);
    stage.github.faults.on('app.installation', answer(502, 'Bad Gateway'), { nth: 1 });
    stage.github.faults.on('app.token', answer(503, ''), { nth: 1 });
    expectSuccess(await stage.collect({ ...inputs, 'retry-initial-backoff': '0s' }));
    stage.assertComplete();
  });

  test('a redirect is not followed, so that no other host sees a credential of the App', async () => {
    await using stage = await openStage();
    await using foreign = await startForeignHost();
    stage.github.faults.on(
      'app.token',
      answer(307, '', { location: `${foreign.origin}/app/installations/99/access_tokens` }),
    );
    expectFailure(await stage.collect(useApp(stage)), /307 .*it redirects, which is not followed/);
    assert.deepEqual(foreign.requests, []);
  });

  const OTHER_KEY = makeApp('x').privateKey;
  const SYMPTOMS: Readonly<
    Record<string, Symptom & { readonly app?: Partial<AppRegistration>; readonly inputs?: Record<string, string> }>
  > = {
    'a key of another App': {
      inputs: { 'app-private-key': OTHER_KEY },
      cause: /401 to the GitHub App for organization "octo-org": no App has this id, or the private key/,
      remedy: /Compare `app-id` with the client id/,
      anchor: 'github-app',
    },
    'not installed': {
      app: { account: 'somebody-else' },
      cause: /404 to the GitHub App .*the App is not installed there/,
      remedy: /Have an owner install the App on the organization/,
      anchor: 'github-app',
    },
    'an installation of another id': {
      inputs: { 'app-installation-id': '1234' },
      cause: /404 to the GitHub App .*no installation with that id/,
      remedy: /Remove `app-installation-id`/,
      anchor: 'github-app',
    },
    suspended: {
      app: { suspended: true },
      cause: /403 to the GitHub App .*its installation is suspended/,
      remedy: /lift the suspension/,
      anchor: 'github-app',
    },
    'without the permission': {
      app: { access: 'integration' },
      cause: /403 .*the GitHub App lacks the permission/,
      remedy: /organization permission "Administration" \(read\)/,
      anchor: 'github-app',
    },
    'behind an IP allow list': {
      app: { access: 'ip-allow-list' },
      cause: /403 .*IP allow list/,
      remedy: /runner with an allowed address/,
      anchor: 'ip-allow-list',
    },
  };
  for (const [name, symptom] of Object.entries(SYMPTOMS)) {
    test(`${name}: reported, and the next run succeeds once it is fixed`, async () => {
      await using stage = await openStage();
      stage.happen(20);
      const { app, privateKey } = makeApp(stage.github.organization);
      const inputs = { token: '', 'app-id': app.clientId, 'app-private-key': privateKey };
      stage.github.apps.register({ ...app, ...symptom.app });
      assertSymptom(await stage.collect({ ...inputs, ...symptom.inputs }), symptom);
      stage.github.apps.register(app);
      expectSuccess(await stage.collect(inputs));
      stage.assertComplete();
    });
  }
});

test('a new token, then an App, go on from the same position', async () => {
  await using stage = await openStage();
  const { github } = stage;
  const more = () => {
    stage.pass(10 * MINUTE);
    stage.happen(20, { from: github.clock.now() - 5 * MINUTE });
  };
  stage.happen(100);
  expectSuccess(await stage.collect());
  more();
  github.tokens.revoke(github.token);
  expectFailure(await stage.collect(), /401/);
  github.tokens.set('github_pat_11ROTATED0rotatedRotatedRotated', 'ok');
  const rotated = expectSuccess(await stage.collect({ token: 'github_pat_11ROTATED0rotatedRotatedRotated' }));
  assert.deepEqual([rotated.outputs['events'], rotated.outputs['cold-start']], ['20', 'false']);
  more();
  const app = expectSuccess(await stage.collect(useApp(stage)));
  assert.deepEqual([app.outputs['events'], app.outputs['cold-start']], ['20', 'false']);
  stage.assertComplete();
});
