/** Uploads that fail, that fail and work all the same, and that only say that they worked: no event lost, none sent twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import { dropAnswer, finalizeLies, twirpError } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from '../scenario/stage.ts';

describe('uploads', { concurrency: 4 }, () => {
  test('an upload that fails once is sent again', async () => {
    await using stage = await openStage();
    stage.happen(40);
    const fault = stage.github.faults.on('artifact.create', twirpError(403, 'permission_denied'), { nth: 1 });
    const run = expectSuccess(await stage.collect());
    assert.equal(fault.hits, 1);
    assert.match(warningsOf(run), /it was not there, so it was sent again/);
    stage.assertComplete();
  });

  test('when uploads fail permanently, the run fails with nothing committed, and the next run delivers the same events', async () => {
    await using stage = await openStage();
    stage.happen(40);
    const fault = stage.github.faults.on('artifact.create', twirpError(403, 'permission_denied'));
    const failed = expectFailure(await stage.collect(), /artifact could not be uploaded/);
    assert.equal(failed.outputs['events'], '0');
    assert.deepEqual(stage.github.caches.entries, []);
    fault.remove();
    stage.pass(HOUR);
    const next = expectSuccess(await stage.collect());
    assert.equal(next.outputs['events'], '40');
    stage.assertComplete();
  });

  test('an upload that worked although its answer was lost is not sent twice', async () => {
    await using stage = await openStage();
    stage.happen(40);
    const fault = stage.github.faults.on('artifact.finalize', dropAnswer(), { nth: 1 });
    expectSuccess(await stage.collect());
    assert.equal(fault.hits, 1);
    stage.assertComplete();
    stage.pass(HOUR);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
    stage.assertComplete();
  });

  test('after an upload that reports success and is missing, the run fails, and the next run delivers the events', async () => {
    await using stage = await openStage();
    stage.happen(40);
    const fault = stage.github.faults.on('artifact.finalize', finalizeLies());
    const failed = expectFailure(await stage.collect(), /does not list it/);
    assert.ok(fault.hits > 0);
    assert.equal(failed.outputs['events'], '0');
    fault.remove();
    stage.pass(HOUR);
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });
});
