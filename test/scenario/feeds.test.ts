/** Which feeds are collected: one, both, and another choice than the run before made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import { expectSuccess, openStage } from './stage.ts';

test('include: git delivers that feed only', async () => {
  await using stage = await openStage();
  stage.happen(150, { gitShare: 0.5 });
  expectSuccess(await stage.collect({ include: 'git' }));
  stage.pass(HOUR);
  stage.happen(20, { gitShare: 0.5 });
  const second = expectSuccess(await stage.collect({ include: 'git' }));
  const own = stage.github.log.all.filter(({ feed }) => feed === 'git');
  assert.ok(own.length > 50 && own.length < 120);
  stage.assertComplete(own);
  const requested = second.requests
    .filter(({ label }) => label === 'audit-log')
    .map(({ query }) => query.get('include'));
  assert.deepEqual(new Set(requested), new Set(['git']));
});

test('a feed that is added later begins at since, and one that was left out for a while goes on where it was', async () => {
  await using stage = await openStage();
  stage.happen(90, { gitShare: 0.5 });
  expectSuccess(await stage.collect({ include: 'web' }));
  stage.assertComplete(stage.github.log.all.filter(({ feed }) => feed === 'web'));
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  const added = expectSuccess(await stage.collect({ include: 'all' }));
  stage.assertComplete();
  assert.equal(added.outputs['gap'], 'false');
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  expectSuccess(await stage.collect({ include: 'git' }));
  stage.pass(HOUR);
  stage.happen(40, { gitShare: 0.5 });
  expectSuccess(await stage.collect({ include: 'all' }));
  stage.assertComplete();
});
