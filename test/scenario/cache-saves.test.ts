/** The Actions cache hardly ever says that it stored nothing: whatever it answers, no run hides a failure, and no event is lost. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MINUTE } from '../emulator/clock.ts';
import type { LabelPattern } from '../emulator/exchange.ts';
import type { Sabotage } from '../emulator/faults.ts';
import {
  cacheWriteDenied,
  finalizeLies,
  finalizeWithoutId,
  quotaExceeded,
  refused,
  twirpError,
} from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

const LIES: readonly (readonly [what: string, on: LabelPattern, sabotage: Sabotage])[] = [
  ['the key is taken (the client gives -1)', 'cache.create', twirpError(409, 'already_exists')],
  ['the token cannot write', 'cache.create', cacheWriteDenied()],
  ['the storage is full', 'cache.create', quotaExceeded()],
  ['finalize is refused', 'cache.finalize', refused()],
  ['finalize says yes and stores nothing', 'cache.finalize', finalizeLies()],
];

describe('saves', { concurrency: 4 }, () => {
  test('a save that stored nothing: the artifact has the position, the run says so, the next one repeats nothing', async () => {
    await using stage = await openStage();
    for (const [what, on, sabotage] of LIES) {
      stage.happen(25, { from: stage.github.clock.now() - 2 * MINUTE, until: stage.github.clock.now() });
      const fault = stage.github.faults.on(on, sabotage);
      const run = expectSuccess(await stage.collect());
      assert.ok(fault.hits > 0, what);
      fault.remove();
      assert.match(
        warningsOf(run),
        /not in the Actions cache: .* the next run reads the position from the artifact/,
        what,
      );
      assert.equal(stage.github.caches.entries.filter(({ finalized }) => finalized).length, 0, what);
      stage.assertComplete();
      stage.pass(5 * MINUTE);
    }
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
  });

  test('an answer that got lost after the entry was stored is no failure', async () => {
    await using stage = await openStage();
    stage.happen(25);
    const fault = stage.github.faults.on('cache.finalize', finalizeWithoutId(), { nth: 1 });
    const run = expectSuccess(await stage.collect());
    assert.equal(fault.hits, 1);
    assert.equal(warningsOf(run).includes('reads the position from the artifact'), false);
    assert.equal(stage.github.caches.entries.filter(({ finalized }) => finalized).length, 1);
  });

  test('a position without events that the cache does not store goes into an artifact of its own', async () => {
    await using stage = await openStage();
    stage.happen(25);
    expectSuccess(await stage.collect());
    stage.pass(20 * MINUTE);
    const fault = stage.github.faults.on('cache.create', quotaExceeded());
    const idle = expectSuccess(await stage.collect());
    assert.ok(fault.hits > 0);
    assert.match(warningsOf(idle), /the position was saved in an artifact instead/);
    assert.equal(idle.outputs['events'], '0');
    assert.notEqual(idle.outputs['artifact-names'], '');
    stage.assertComplete();
  });

  test('when neither the cache nor an artifact stores the position, the run fails and nothing is lost', async () => {
    await using stage = await openStage();
    const { faults } = stage.github;
    faults.on('cache.create', quotaExceeded());
    faults.on('artifact.create', twirpError(403, 'permission_denied'));
    const empty = expectFailure(await stage.collect(), /artifact could not be uploaded/);
    assert.equal(empty.outputs['events'], '0');
    stage.happen(25);
    faults.clear();
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });
});
