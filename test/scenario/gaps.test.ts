/** Events that GitHub deleted before any run read them: reported with their times, once, and never made up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess, openStage, type Stage, warningsOf } from './stage.ts';

/** Nine days without a run: Git events of two days and more are gone, web events are all there. */
async function openAfterNineDays(): Promise<Stage> {
  const stage = await openStage();
  stage.happen(60, { gitShare: 0.5 });
  expectSuccess(await stage.collect());
  const from = stage.github.clock.now();
  stage.pass(9 * DAY);
  stage.happen(180, { from, until: stage.github.clock.now(), gitShare: 0.5 });
  return stage;
}

test('when Git events have expired, the run fails once, with both times in the message, and delivers all that is left', async () => {
  await using stage = await openAfterNineDays();
  const { github } = stage;
  const inReach = github.log.visible();
  const run = expectFailure(
    await stage.collect(),
    /the collector can no longer deliver some events: the git feed from 2026-11-2[12]T\S+ to 2026-11-24T12:00:\S+ \(retention\)/i,
  );
  assert.equal(run.outputs['gap'], 'true');
  assert.match(run.summary, /### Gaps/);
  const before = github.log.all.filter(({ ts }) => ts < Date.parse('2026-11-22T12:00:00Z'));
  stage.assertComplete([...new Set([...before, ...inReach])]);
  assert.ok(github.log.all.length > stage.delivered.length, 'something was really lost');
  const [delivery] = deliveredEvents(github).deliveries.slice(-1);
  const manifest = delivery?.manifest as {
    readonly gaps: readonly { readonly kind: string; readonly certain: boolean }[];
  };
  assert.ok(manifest.gaps.some(({ kind, certain }) => kind === 'retention' && certain));
  stage.pass(HOUR);
  const next = expectSuccess(await stage.collect());
  assert.equal(next.outputs['gap'], 'false');
});

test('with on-gap: warn the run succeeds, with the same report', async () => {
  await using stage = await openAfterNineDays();
  const run = expectSuccess(await stage.collect({ 'on-gap': 'warn' }));
  assert.equal(run.outputs['gap'], 'true');
  assert.match(run.summary, /events are missing/);
});

test('an organization that was quiet for months has no gap', async () => {
  await using stage = await openStage();
  stage.happen(20);
  for (let visit = 0; visit < 2; visit += 1) {
    expectSuccess(await stage.collect());
    stage.pass(5 * DAY);
  }
  const run = expectSuccess(await stage.collect());
  assert.equal(run.outputs['gap'], 'false');
  stage.assertComplete();
});

test('with max-lag a run fails when the position is too old, after it has delivered everything that it read', async () => {
  await using stage = await openStage();
  stage.happen(500, { from: stage.github.clock.now() - 2 * DAY, gitShare: 0 });
  const limits = { include: 'web', 'max-pages': '3', 'max-lag': '6h' };
  const run = expectFailure(await stage.collect(limits), /minutes behind, more than max-lag allows/);
  assert.equal(run.outputs['events'], '200');
  assert.ok(Number(run.outputs['lag-seconds']) > 6 * 3600);
  expectSuccess(await stage.collect({ ...limits, 'max-pages': '20' }));
  stage.assertComplete();
});

test('a run fails while events are about to expire, for a feed that was read to its end before', async () => {
  await using stage = await openStage();
  stage.happen(20, { gitShare: 1 });
  expectSuccess(await stage.collect({ include: 'git' }));
  const from = stage.github.clock.now();
  stage.pass(6 * DAY);
  stage.happen(600, { from, until: from + HOUR, gitShare: 1 });
  const limits = { include: 'git', 'max-pages': '2' };
  expectFailure(await stage.collect(limits), /git feed is so far behind that events are about to expire unread/);
  expectSuccess(await stage.collect({ ...limits, 'on-gap': 'warn' }));
  expectSuccess(await stage.collect({ include: 'git' }));
  stage.assertComplete();
});

test('a first sweep over the whole of retention takes several runs, which succeed with a warning', async () => {
  await using stage = await openStage();
  const from = stage.github.clock.now() - 6.5 * DAY;
  stage.happen(500, { from, until: from + HOUR, gitShare: 1 });
  const limits = { include: 'git', 'max-pages': '2' };
  for (let visit = 0; visit < 2; visit += 1) {
    const run = expectSuccess(await stage.collect(limits));
    assert.match(warningsOf(run), /git feed is behind by more than half of the 7 days/);
    stage.pass(HOUR);
  }
  await stage.collectAll(limits);
  stage.assertComplete();
});
