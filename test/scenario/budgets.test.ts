/** A run that reaches one of its limits succeeds with everything committed, and the next one continues from there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, MINUTE } from '../emulator/clock.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

for (const maxPages of ['2', '3']) {
  test(`max-pages: ${maxPages} delivers a part in each run, until nothing is missing`, async () => {
    await using stage = await openStage();
    stage.happen(380, { from: stage.github.clock.now() - 2 * DAY });
    const runs = await stage.collectAll({ 'max-pages': maxPages });
    stage.assertComplete();
    for (const run of runs) {
      assert.ok(stage.pagesRequested(run) <= Number(maxPages) + 2, 'as many pages, and one look at each feed');
    }
    assert.equal(runs[0]?.outputs['caught-up'], 'false');
    assert.equal(runs[0]?.outputs['stop-reason'], 'max-pages');
    assert.ok(Number(runs[0]?.outputs['events']) > 0, 'the first of them delivers already');
    assert.match(runs[0]?.summary ?? '', /stopped at max-pages/);
  });
}

test('max-duration ends a run between two pages, and the next one goes on', async () => {
  await using stage = await openStage({ auditLog: { latencyMs: 150 } });
  stage.happen(600, { gitShare: 0 });
  const first = expectSuccess(await stage.collect({ 'max-duration': '6s', 'per-page': '10', include: 'web' }));
  assert.equal(first.outputs['stop-reason'], 'max-duration');
  assert.equal(first.outputs['caught-up'], 'false');
  const events = Number(first.outputs['events']);
  assert.ok(events > 0 && events < 600, `${events} events in the first run`);
  stage.github.auditLog.settings.latencyMs = 0;
  const second = expectSuccess(await stage.collect({ include: 'web' }));
  assert.equal(Number(second.outputs['events']), 600 - events);
  stage.assertComplete();
});

test('more events inside the overlap than max-pages covers: the runs get through all the same', async () => {
  await using stage = await openStage();
  const now = stage.github.clock.now();
  stage.happen(450, { from: now - 12 * MINUTE, until: now, gitShare: 0 });
  const limits = { 'max-pages': '2', include: 'web' };
  await stage.collectAll(limits, 5);
  // The overlap is as full as before, and new events come on top.
  const until = stage.github.clock.now();
  stage.happen(120, { from: until - MINUTE, until, gitShare: 0 });
  assert.ok((await stage.collectAll(limits, 8)).length > 0);
  stage.assertComplete();
});

test('page-delay pauses between pages only', async () => {
  await using stage = await openStage();
  stage.happen(150, { gitShare: 0 });
  const run = expectSuccess(await stage.collect({ include: 'web', 'page-delay': '1s' }));
  stage.assertComplete();
  const [probe, first, second] = run.requests.filter(({ label }) => label === 'audit-log').map(({ time }) => time);
  assert.ok(probe !== undefined && first !== undefined && second !== undefined);
  assert.ok(first - probe >= 990 && second - first >= 990, `${first - probe} and ${second - first} ms`);
});

test('dedupe-capacity below the events of the overlap: everything is delivered, and every run fails until it is raised', async () => {
  await using stage = await openStage();
  const now = stage.github.clock.now();
  stage.happen(1300, { from: now - 10 * MINUTE, until: now, gitShare: 0 });
  expectFailure(
    await stage.collect({ include: 'web', 'dedupe-capacity': '1000' }),
    /dedupe-capacity \(1000\) is less than the events of the web feed within overlap/,
  );
  stage.assertComplete();
});
