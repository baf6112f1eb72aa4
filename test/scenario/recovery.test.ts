/** A position that is lost, damaged or hidden: found elsewhere, or proven absent, or the run fails with nothing delivered. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DAY, HOUR } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import { answer } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

describe('recovery', { concurrency: 4 }, () => {
  test('a damaged cache entry, then an evicted one: the position comes back from the artifacts, without a duplicate', async () => {
    await using stage = await openStage();
    const { caches } = stage.github;
    stage.happen(120);
    expectSuccess(await stage.collect());
    for (const entry of caches.entries) caches.corrupt(entry);
    stage.pass(HOUR);
    stage.happen(30);
    const damaged = expectSuccess(await stage.collect());
    assert.match(warningsOf(damaged), /could not be read .* the position comes from 1 checkpoint artifact/);
    stage.assertComplete();
    assert.ok(caches.evict() > 0);
    stage.pass(HOUR);
    stage.happen(30);
    const evicted = expectSuccess(await stage.collect());
    assert.match(warningsOf(evicted), /holds no position; the position comes from 1 checkpoint artifact/);
    assert.match(evicted.summary, /### Incidents/);
    stage.assertComplete();
  });

  test('after everything was deleted under a schedule, one run fails and delivers everything in reach again', async () => {
    await using stage = await openStage();
    stage.happen(90);
    expectSuccess(await stage.collect());
    stage.github.caches.evict();
    stage.github.artifacts.remove();
    stage.pass(2 * HOUR);
    stage.happen(30);
    const lost = expectFailure(await stage.collect(), /Every saved position is gone/);
    assert.deepEqual([lost.outputs['gap'], lost.outputs['cold-start']], ['true', 'true']);
    assert.match(warningsOf(lost), /newest success was at 2026-11-22T12:00/);
    assert.match(lost.stdout, /No position of this target was found for the web feed: it begins at 2026-11-15T14:00/);
    const compared = compareEvents(stage.github.log.all, stage.delivered);
    assert.deepEqual([compared.lost.length, compared.duplicated.length, compared.foreign.length], [0, 90, 0]);
    stage.pass(HOUR);
    const next = expectSuccess(await stage.collect());
    assert.deepEqual(
      [next.outputs['events'], next.outputs['gap'], next.outputs['cold-start']],
      ['0', 'false', 'false'],
    );
  });

  test('after everything was deleted, a reset of one feed says where the other begins, which loses nothing', async () => {
    await using stage = await openStage();
    const { log, caches, artifacts } = stage.github;
    stage.happen(40, { gitShare: 0.5 });
    expectSuccess(await stage.collect({ include: 'all' }));
    caches.evict();
    artifacts.remove();
    stage.pass(4 * HOUR);
    const missed = stage.happen(40, { gitShare: 0.5 });
    const moved = expectSuccess(await stage.collect({ mode: 'reset', include: 'web', since: '6h' }));
    assert.match(
      moved.stdout,
      /No position of the git feed was found, .*; it begins at 2026-11-21T12:00:00.*possible gap/,
    );
    stage.pass(3 * HOUR);
    const next = expectSuccess(await stage.collect({ include: 'all', since: '1h' }));
    assert.equal(next.outputs['cold-start'], 'false');
    assert.deepEqual(compareEvents(log.all, stage.delivered).lost, []);
    assert.ok(missed.some(({ feed }) => feed === 'git'));
  });

  test('only the names of expired artifacts are left: nothing is lost, nothing below the floor comes again', async () => {
    await using stage = await openStage();
    const { log, clock } = stage.github;
    const old = stage.happen(90);
    expectSuccess(await stage.collect());
    stage.pass(2 * DAY);
    const fresh = stage.happen(40);
    expectSuccess(await stage.collect());
    stage.github.caches.evict();
    stage.github.artifacts.expire();
    clock.advance(HOUR);
    stage.happen(30);
    const run = expectSuccess(await stage.collect());
    assert.match(warningsOf(run), /only names of artifacts show how far deliveries were/);
    const compared = compareEvents(log.all, stage.delivered);
    assert.deepEqual([compared.lost, compared.foreign, compared.altered], [[], [], []]);
    assert.ok(compared.duplicated.length <= fresh.length, `${compared.duplicated.length} came again`);
    const oldOnes = new Set(old.map(({ raw }) => raw));
    assert.deepEqual(
      compared.duplicated.filter((raw) => oldOnes.has(raw)),
      [],
    );
  });

  test('when the cache cannot be read and the list of artifacts is refused, the run fails, with nothing requested and nothing delivered', async () => {
    await using stage = await openStage();
    const { caches, faults } = stage.github;
    stage.happen(60);
    expectSuccess(await stage.collect());
    for (const entry of caches.entries) caches.corrupt(entry);
    const refusal = faults.on('rest.artifacts', answer(403, { message: 'Forbidden' }));
    const lines = stage.delivered.length;
    const run = expectFailure(await stage.collect(), /could not be read|saved position/i);
    assert.ok(refusal.hits > 0);
    assert.equal(stage.pagesRequested(run), 0);
    assert.equal(stage.delivered.length, lines);
    refusal.remove();
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });

  test('without actions: read a found position is enough, and an absent one is an error that names the permission', async () => {
    await using stage = await openStage();
    stage.happen(60);
    expectSuccess(await stage.collect());
    stage.github.setPermissions({ actions: 'none' });
    stage.pass(HOUR);
    stage.happen(20);
    const found = expectSuccess(await stage.collect());
    assert.match(warningsOf(found), /actions: read/);
    stage.assertComplete();
    stage.github.caches.evict();
    const absent = expectFailure(await stage.collect(), /`actions: read`/);
    assert.equal(stage.pagesRequested(absent), 0);
    stage.assertComplete();
  });
});
