/** Which feeds are collected: one, both, and another choice than the run before made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import type { Feed } from '../emulator/event-log.ts';
import { green, openStage } from './stage.ts';

for (const include of ['web', 'git'] as const satisfies readonly Feed[]) {
  test(`include: ${include} hands over that feed only`, async () => {
    await using stage = await openStage();
    stage.happen(150, { gitShare: 0.5 });
    green(await stage.collect({ include }));
    stage.pass(HOUR);
    stage.happen(20, { gitShare: 0.5 });
    const second = green(await stage.collect({ include }));
    const own = stage.github.log.all.filter(({ feed }) => feed === include);
    assert.ok(own.length > 50 && own.length < 120);
    stage.assertComplete(own);
    assert.deepEqual(
      second.requests.flatMap(({ label, query }) => (label === 'audit-log' ? [query.get('include')] : [])),
      Array.from({ length: stage.pagesAsked(second) }, () => include),
    );
  });
}

test('a feed that is added later begins at since, and one that was left out for a while goes on where it was', async () => {
  await using stage = await openStage();
  stage.happen(90, { gitShare: 0.5 });
  green(await stage.collect({ include: 'web' }));
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  const added = green(await stage.collect({ include: 'all' }));
  stage.assertComplete();
  assert.equal(added.outputs['gap'], 'false');
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  green(await stage.collect({ include: 'git' }));
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  green(await stage.collect({ include: 'all' }));
  stage.assertComplete();
});
