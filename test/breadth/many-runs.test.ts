/** Runs that get into each other's way: at the same time, once more, from another branch, stopped in the middle. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess, openStage } from '../scenario/stage.ts';

describe('runs that meet', { concurrency: 2 }, () => {
  test('two runs at once deliver everything, and the next one knows what both did', async () => {
    await using stage = await openStage({ auditLog: { latencyMs: 20 } });
    stage.happen(100);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    const fresh = stage.happen(300);
    const both = await Promise.all([stage.collect(), stage.collect()]);
    both.forEach(expectSuccess);
    const compared = compareEvents(stage.github.log.all, stage.delivered);
    assert.deepEqual([compared.lost, compared.altered, compared.foreign], [[], [], []]);
    const known = new Set(fresh.map(({ raw }) => raw));
    assert.ok(
      compared.duplicated.every((raw) => known.has(raw)),
      'only what both had before them came twice',
    );
    const lines = stage.delivered.length;
    stage.pass(HOUR);
    stage.happen(20);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '20');
    assert.equal(stage.delivered.length, lines + 20);
  });

  test('a re-run of the same run delivers only what is new', async () => {
    await using stage = await openStage();
    stage.happen(100);
    const first = expectSuccess(await stage.collect());
    stage.pass(5 * MINUTE);
    stage.happen(20, { from: stage.github.clock.now() - 4 * MINUTE });
    const second = expectSuccess(await stage.collect({}, { runId: first.run.id }));
    assert.equal(second.run.attempt, 2);
    assert.equal(second.outputs['events'], '20');
    stage.assertComplete();
  });

  test('a run from another branch goes on from the default branch, which goes on from it', async () => {
    await using stage = await openStage();
    stage.happen(100);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    stage.happen(20);
    const topic = expectSuccess(await stage.collect({}, { ref: 'refs/heads/topic', eventName: 'workflow_dispatch' }));
    assert.equal(topic.outputs['events'], '20');
    stage.pass(HOUR);
    stage.happen(20);
    const main = expectSuccess(await stage.collect());
    assert.equal(main.outputs['events'], '20');
    stage.assertComplete();
  });

  for (const on of ['rest.repo', 'rest.artifacts'] as const) {
    test(`SIGTERM at ${on}, before there is a position: no success that a later run would trust`, async () => {
      await using stage = await openStage();
      stage.happen(20);
      expectFailure(await stage.collect({}, { kill: { on, moment: 'before', signal: 'SIGTERM' } }), /cancelled/i);
      if (on === 'rest.repo') return;
      assert.equal(expectSuccess(await stage.collect()).outputs['gap'], 'false');
      stage.assertComplete();
    });
  }

  test('SIGINT in the middle: what was read is delivered and saved, and the next run continues', async () => {
    await using stage = await openStage({ auditLog: { latencyMs: 100 } });
    stage.happen(800, { gitShare: 0 });
    const kill = { on: 'audit-log', nth: 4, moment: 'after', signal: 'SIGINT' } as const;
    const stopped = await stage.collect({ include: 'web' }, { kill });
    expectSuccess(stopped);
    assert.equal(stopped.outputs['stop-reason'], 'cancelled');
    const events = Number(stopped.outputs['events']);
    assert.ok(events >= 200 && events < 800, `${events} events`);
    const next = expectSuccess(await stage.collect({ include: 'web' }));
    assert.equal(Number(next.outputs['events']), 800 - events);
    stage.assertComplete();
  });

  test('SIGKILL between the upload and the copy in the cache: the artifact has the position', async () => {
    await using stage = await openStage();
    stage.happen(150);
    const killed = await stage.collect({}, { kill: { on: 'cache.create', moment: 'before' } });
    assert.equal(killed.signal, 'SIGKILL');
    stage.assertComplete();
    stage.pass(HOUR);
    stage.happen(20);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '20');
    stage.assertComplete();
  });
});
