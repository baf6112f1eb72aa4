/** What is no alarm, and what is one: ids that do not identify, long first runs, a position moved far back, settings that can never work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../emulator/clock.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

test('a dedupe-id that is not unique delivers every event, because the timestamp counts as well', async () => {
  await using stage = await openStage();
  stage.happen(300, { gitShare: 0 });
  expectSuccess(await stage.collect({ 'dedupe-id': 'action', include: 'web' }));
  stage.assertComplete();
  stage.pass(5 * MINUTE);
  assert.equal(expectSuccess(await stage.collect({ 'dedupe-id': 'action', include: 'web' })).outputs['events'], '0');
});

test('two events with one id in one millisecond are both delivered, and an incident says that the id is none', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const generator = stage.generator({ oddShare: 0 });
  const ts = clock.now() - 5 * MINUTE;
  log.appendAll(['a', 'b', 'c'].map((text) => generator.event(ts, 'web', ['"same"', '"id"'], ['"text"', `"${text}"`])));
  const run = expectSuccess(await stage.collect({ 'dedupe-id': 'same', include: 'web' }));
  stage.assertComplete();
  assert.match(run.summary, /dedupe-id does not identify an event/);
});

test('a changed dedupe-id says what it may repeat', async () => {
  await using stage = await openStage();
  stage.happen(20, { gitShare: 0 });
  expectSuccess(await stage.collect({ include: 'web' }));
  const changed = expectSuccess(await stage.collect({ include: 'web', 'dedupe-id': 'request_id' }));
  assert.match(warningsOf(changed), /dedupe-id is request_id, and the position was saved with _document_id/);
});

test('a first run over far more events than dedupe-capacity has no gap, and nothing comes twice after it', async () => {
  await using stage = await openStage();
  const now = stage.github.clock.now();
  stage.happen(3_600, { from: now - 20 * DAY, until: now, gitShare: 0 });
  const inputs = { include: 'web', since: '21d', 'dedupe-capacity': '1000' };
  const first = expectSuccess(await stage.collect(inputs));
  assert.deepEqual([first.outputs['events'], first.outputs['gap']], ['3600', 'false']);
  stage.pass(HOUR);
  const second = expectSuccess(await stage.collect(inputs));
  assert.deepEqual([second.outputs['events'], second.outputs['gap']], ['0', 'false']);
  stage.assertComplete();
});

test('a reset to before what GitHub keeps of Git events is no alarm in the runs after it', async () => {
  await using stage = await openStage();
  const now = stage.github.clock.now();
  stage.happen(120, { from: now - 6 * DAY, until: now, gitShare: 0.5 });
  expectSuccess(await stage.collect({ since: '7d' }));
  expectSuccess(await stage.collect({ mode: 'reset', since: '30d' }));
  stage.pass(3 * HOUR);
  const next = expectSuccess(await stage.collect());
  assert.equal(next.outputs['caught-up'], 'true');
});

test('settings with which nothing can ever be read are errors that name them', async () => {
  await using stage = await openStage();
  stage.happen(10);
  expectFailure(
    await stage.collect({ 'rate-limit-reserve': '1750' }),
    /rate-limit-reserve \(1750\) is not less than the 1750 requests that GitHub allows in an hour/i,
  );
  expectFailure(await stage.collect({ 'page-delay': '2m', 'max-duration': '1m' }), /page-delay/);
  expectFailure(await stage.collect({ jitter: '2m', 'max-duration': '1m' }), /jitter/);
});
