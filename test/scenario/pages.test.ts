/** Lists of many pages and deliveries of many batches, and what happens where two pages meet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { expectSuccess, openStage } from './stage.ts';

test('several pages of both feeds, in order within a feed', async () => {
  await using stage = await openStage();
  stage.happen(950);
  const run = expectSuccess(await stage.collect());
  stage.assertComplete();
  assert.ok(stage.pagesRequested(run) >= 12, `${stage.pagesRequested(run)} requests`);
  const stamps = stage.delivered.map((line) => Number(/"@timestamp":(\d+)/.exec(line)?.[1]));
  assert.deepEqual(
    stamps,
    stamps.toSorted((a, b) => a - b),
  );
});

test('more pages than a batch holds: every batch is an artifact of its own, none lacks an event', async () => {
  await using stage = await openStage();
  stage.happen(260);
  const run = expectSuccess(await stage.collect({ 'per-page': '1' }));
  stage.assertComplete();
  const { deliveries } = deliveredEvents(stage.github);
  assert.ok(deliveries.length >= 3, `${deliveries.length} deliveries`);
  assert.deepEqual(
    run.outputs['artifact-names']?.split('\n'),
    deliveries.map(({ artifact }) => artifact.name),
  );
});

test('events of one millisecond across page borders and runs', async () => {
  await using stage = await openStage({ collation: 'ignore-case' });
  const { github } = stage;
  const generator = stage.generator({ idForm: 'mixed' });
  const tie = github.clock.now() - 5 * MINUTE;
  github.log.appendAll(Array.from({ length: 27 }, () => generator.event(tie, 'web')));
  expectSuccess(await stage.collect({ include: 'web', 'per-page': '10', 'max-pages': '2' }));
  // Most of these lie before the cursor at which the run stopped.
  github.log.appendAll(Array.from({ length: 22 }, () => generator.event(tie, 'web')));
  await stage.collectAll({ include: 'web', 'per-page': '10', 'max-pages': '4' });
  expectSuccess(await stage.collect({ include: 'web', 'per-page': '10' }));
  stage.assertComplete();
});

test('a last page that is exactly full and has a next, which leads to nothing', async () => {
  await using stage = await openStage({ auditLog: { fullLastPageHasNext: true, emptyPageHasNext: false } });
  stage.happen(200, { gitShare: 0 });
  expectSuccess(await stage.collect());
  stage.pass(MINUTE);
  stage.happen(100, { from: stage.github.clock.now() - MINUTE, until: stage.github.clock.now(), gitShare: 0 });
  expectSuccess(await stage.collect());
  stage.assertComplete();
});
