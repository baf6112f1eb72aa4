/** A run that ends before it reads, or that cannot write what it leaves: outputs, summary and cause, whatever went wrong. */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { OUTPUTS } from '../../src/action/report/output-table.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { answer } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

const RELEASED = { GITHUB_ACTION_REPOSITORY: 'octo-org/collect-audit-log', GITHUB_ACTION_REF: 'v1' };

function assertLeftBehind({ outputs, summary }: ActionResult): void {
  assert.deepEqual(Object.keys(outputs).sort(), Object.keys(OUTPUTS).sort());
  assert.equal(outputs['stop-reason'], 'failed');
  assert.equal(outputs['caught-up'], 'false');
  assert.equal(outputs['events'], '0');
  assert.match(summary, /^## ❌ .*failed\n/);
}

test('a run that ends before it reads leaves every output, and a summary with a cause, a remedy and links that work', async () => {
  await using stage = await openStage();
  const wrongInput = expectFailure(await stage.collect({ 'per-page': '101' }, { env: RELEASED }), /per-page/);
  assertLeftBehind(wrongInput);
  stage.github.faults.on('rest.repo', answer(403, { message: 'no' }));
  for (const mode of ['collect', 'pull', 'inspect', 'reset']) {
    const refused = expectFailure(
      await stage.collect({ mode, since: '2d' }, { env: RELEASED }),
      /visibility of this repository/,
    );
    assertLeftBehind(refused);
    assert.match(
      refused.summary,
      /\[docs\/troubleshooting\.md&#35;own-token\]\(https:\/\/github\.com\/octo-org\/collect-audit-log\/blob\/v1\/docs\/troubleshooting\.md#own-token\)/,
    );
  }
  stage.github.faults.clear();
  stage.github.tokens.set(stage.github.token, 'saml');
  const denied = expectFailure(await stage.collect({}, { env: RELEASED }), /single sign-on/);
  assertLeftBehind(denied);
  assert.match(denied.summary, /\]\(https:\/\/github\.com\/octo-org\/collect-audit-log\/blob\/v1\/docs\//);
});

test('a link goes nowhere rather than into a repository that does not have the page', async () => {
  await using stage = await openStage();
  stage.github.tokens.set(stage.github.token, 'saml');
  const { summary } = expectFailure(await stage.collect(), /single sign-on/);
  assert.doesNotMatch(summary, /\]\((?!https:)/);
  assert.match(summary, /docs\/troubleshooting\.md/);
});

test('one cause is said once, although both feeds met it', async () => {
  await using stage = await openStage();
  stage.github.tokens.set(stage.github.token, 'ip-allow-list');
  const run = expectFailure(await stage.collect(), /IP allow list/);
  assert.doesNotMatch(warningsOf(run), /IP allow list/);
  assert.equal(run.summary.split('IP allow list does not contain').length, 2);
});

test('a summary that cannot be written is a warning, outputs that cannot are an error, and neither is a bug', async () => {
  await using stage = await openStage();
  stage.happen(10);
  const noSummary = expectSuccess(await stage.collect({}, { env: { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' } }));
  assert.match(warningsOf(noSummary), /job summary could not be written .*\(it is missing or not writable\)/);
  assert.equal(noSummary.outputs['events'], '10');
  for (const [path, how] of [
    ['/nowhere/outputs', /outputs could not be written .*\(it is missing or not writable\)/],
    [tmpdir(), /outputs could not be written .*\(EISDIR\)/],
  ] as const) {
    const noOutputs = expectFailure(await stage.collect({}, { env: { GITHUB_OUTPUT: path } }), how);
    assert.doesNotMatch(noOutputs.stdout, /because of a bug/);
    assert.match(noOutputs.summary, /^## /);
  }
  stage.assertComplete();
});
