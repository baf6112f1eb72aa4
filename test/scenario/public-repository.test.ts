/** Where everyone could download the audit log, it is not uploaded unless somebody allows everyone to read it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

test('a public repository is refused before the first request to the audit log', async () => {
  await using stage = await openStage({ visibility: 'public' });
  stage.happen(20);
  const run = expectFailure(await stage.collect(), /this repository is public/i);
  assert.equal(stage.pagesRequested(run), 0);
  assert.deepEqual(stage.delivered, []);
});

test('a repository that cannot be shown to be private is treated as public', async () => {
  await using stage = await openStage();
  stage.github.faults.on('rest.repo', answer(404, { message: 'Not Found' }));
  const run = expectFailure(await stage.collect(), /visibility of this repository was refused \(HTTP 404\)/);
  assert.equal(stage.pagesRequested(run), 0);
});

test('allow-public-repository: true collects into it', async () => {
  await using stage = await openStage({ visibility: 'public' });
  stage.happen(20);
  expectSuccess(await stage.collect({ 'allow-public-repository': 'true' }));
  stage.assertComplete();
});

test('an internal repository is not public', async () => {
  await using stage = await openStage({ visibility: 'internal' });
  stage.happen(20);
  expectSuccess(await stage.collect());
  stage.assertComplete();
});
