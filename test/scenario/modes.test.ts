/** The modes that change nothing: `validate` asks nobody, `test` asks once, `inspect` shows what is saved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { html, reset, serverError } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy, warningsOf } from './stage.ts';

/** What a run could change: positions and artifacts. */
const kept = ({ github }: Stage) => ({
  caches: github.caches.entries.length,
  artifacts: github.artifacts.delivered.length,
});

describe('validate', { concurrency: 3 }, () => {
  test('requests nothing and says what a run would do', async () => {
    await using stage = await openStage();
    const run = expectSuccess(
      await stage.collect({
        mode: 'validate',
        sink: 'splunk-hec',
        'sink-url': 'https://splunk.example.com',
        'sink-token': 'canary-sink-token-0123456789',
      }),
    );
    assert.deepEqual(run.requests, []);
    assert.match(run.stdout, /Would read: web and git events of organization octo-org/);
    assert.match(run.stdout, /Sink: splunk-hec, each event acknowledged/);
    assert.match(run.summary, /The inputs are valid/);
    assert.ok(!shownBy(run).includes('canary'));
  });

  test('fails for wrong inputs, wrong certificates and an environment without a runner, without a request', async () => {
    await using stage = await openStage();
    const wrong = [
      [{ 'per-page': '0', 'max-pages': 'many' }, /The inputs have 2 problems/],
      [
        { 'ca-certificates': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
        /contains no certificate/,
      ],
      [{ sink: 'splunk-hec', 'sink-url': 'https://splunk.example.com' }, /sink-token/],
    ] as const;
    for (const [inputs, cause] of wrong) {
      const run = expectFailure(await stage.collect({ mode: 'validate', ...inputs }), cause);
      assert.deepEqual(run.requests, []);
    }
    const nowhere = await stage.collect({ mode: 'validate' }, { env: { ACTIONS_RUNTIME_TOKEN: undefined } });
    assert.deepEqual(expectFailure(nowhere, /not a step of a workflow/).requests, []);
  });
});

describe('test', { concurrency: 3 }, () => {
  test('requests the audit log once and says what the token can do, without an event and without a trace', async () => {
    await using stage = await openStage();
    stage.happen(40);
    stage.github.tokens.set(stage.github.token, 'ok', stage.github.clock.now() + 48 * HOUR);
    const before = kept(stage);
    const run = expectSuccess(await stage.collect({ mode: 'test' }));
    assert.deepEqual(
      run.requests.map(({ label }) => label),
      ['audit-log'],
    );
    assert.match(run.stdout, /Token: a classic personal access token/);
    assert.match(run.stdout, /Can read the audit log: yes/);
    assert.match(run.stdout, /Scopes: read:audit_log/);
    assert.match(run.stdout, /Expires: 2026-11-24T12:00:\d\d\.000Z, in (?:1 d 23 h|2 d 0 h)/);
    assert.match(run.stdout, /Requests left this hour: 1749 of 1750/);
    assert.match(run.stdout, /Newest event of the web feed: \d+ (?:s|min) old/);
    assert.equal(run.outputs['rate-limit-remaining'], '1749');
    assert.deepEqual(kept(stage), before);
  });

  test('fails with the diagnosis when the token cannot read, and still says which token it is', async () => {
    await using stage = await openStage();
    stage.github.tokens.set(stage.github.token, 'no-scope');
    const run = expectFailure(await stage.collect({ mode: 'test' }), /answered 403 .* /);
    assert.equal(run.requests.length, 1);
    assert.match(run.stdout, /Token: a classic personal access token/);
    assert.match(run.stdout, /Scopes: repo/);
    assert.match(run.summary, /❌/);
  });

  for (const [what, sabotage] of [
    ['fails', serverError(502)],
    ['answers with something else', html()],
    ['cuts the connection', reset()],
  ] as const) {
    test(`requests a server that ${what} once`, async () => {
      await using stage = await openStage();
      stage.github.faults.on('audit-log', sabotage);
      const run = expectFailure(await stage.collect({ mode: 'test' }), /./);
      assert.deepEqual(
        run.requests.map(({ label }) => label),
        ['audit-log'],
      );
      const validated = expectSuccess(await stage.collect({ mode: 'validate' }));
      assert.deepEqual(validated.requests, []);
    });
  }

  test('waits for nothing: it fails at once on a spent budget', async () => {
    await using stage = await openStage();
    stage.github.auditLog.rateLimit.drain(stage.github.token);
    const spent = expectFailure(await stage.collect({ mode: 'test' }), /rate-limit/);
    assert.equal(spent.requests.length, 1);
    assert.ok(spent.durationMs < 20_000);
  });
});

describe('inspect', { concurrency: 3 }, () => {
  test('shows the saved position in words, without a request to the audit log, and changes nothing', async () => {
    await using stage = await openStage();
    stage.happen(120);
    const collected = expectSuccess(await stage.collect());
    stage.pass(30 * MINUTE);
    const before = kept(stage);
    const run = expectSuccess(await stage.collect({ mode: 'inspect' }));
    assert.equal(stage.pagesRequested(run), 0);
    assert.deepEqual(kept(stage), before);
    assert.equal(run.outputs['watermark'], collected.outputs['watermark']);
    assert.match(run.stdout, /Found in: the newest cache entry/);
    assert.match(run.stdout, /web: complete up to: 2026-11-22T/);
    assert.match(run.stdout, /web: ids remembered: [1-9]\d*/);
    assert.match(run.stdout, /git: last read to its end: 2026-11-22T12:00/);
    assert.match(run.summary, /ids remembered/);
    stage.pass(HOUR);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
    stage.assertComplete();
  });

  test('says that there is none, and shows an unfinished sweep where a run stopped', async () => {
    await using stage = await openStage();
    const none = expectSuccess(await stage.collect({ mode: 'inspect' }));
    assert.match(none.stdout, /Position: none: the next run of mode: collect begins at since, or earlier/);
    assert.equal(none.outputs['cold-start'], 'true');
    assert.equal(none.outputs['watermark'], '');
    stage.happen(300);
    // That inspection ran on the schedule, succeeded, and left no position: the warning names what it depends on.
    const first = await stage.collect({ include: 'web', 'per-page': '20', 'max-pages': '3' });
    assert.match(warningsOf(first), /succeeded by schedule: .* If that run collected, every position was deleted/);
    const stopped = expectSuccess(await stage.collect({ mode: 'inspect', include: 'web' }));
    assert.match(stopped.stdout, /web: unfinished sweep: opened .*, continues at 2026/);
  });
});
