/**
 * What hangs ends with the run: `max-duration` and its grace, a minute at the shortest. The failure names what hung, and the next
 * run has every event once.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import { delay, hang } from '../emulator/sabotage.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { expectFailure, expectSuccess, openStage, type Stage, warningsOf } from '../scenario/stage.ts';

const BRIEF = { 'max-duration': '5s', 'request-timeout': '2s' };
/** 5 s, one minute of grace, and the start of a process on a busy machine. */
const LONGEST_MS = 75_000;

async function assertRecovers(stage: Stage): Promise<void> {
  stage.github.faults.clear();
  stage.pass(HOUR);
  expectSuccess(await stage.collect());
  stage.assertComplete();
}

describe('services that hang', { concurrency: 8 }, () => {
  for (const [label, step] of [
    ['artifact.create', /CreateArtifact: no end within/],
    ['blob.put.block', /the upload to the storage: no end within/],
    ['blob.put.list', /the end of the upload to the storage: no end within/],
    ['artifact.finalize', /FinalizeArtifact: no end within/],
  ] as const) {
    test(`an upload that hangs at ${label}`, async () => {
      await using stage = await openStage();
      stage.happen(40);
      const fault = stage.github.faults.on(label, hang());
      const run = expectFailure(await stage.collect(BRIEF), step);
      assert.ok(fault.hits > 0);
      assert.ok(run.durationMs > 60_000 && run.durationMs < LONGEST_MS, `${run.durationMs} ms`);
      assert.equal(run.outputs['events'], '0');
      await assertRecovers(stage);
    });
  }

  test('a Finalize that works and whose answer never comes: its events are not sent again', async () => {
    await using stage = await openStage();
    stage.happen(40);
    stage.github.faults.on('artifact.finalize', async (effect) => {
      await effect();
      return { status: 0, transport: { kind: 'hang', after: 'nothing' } };
    });
    const run = expectFailure(await stage.collect(BRIEF), /FinalizeArtifact: no end within/);
    assert.ok(run.durationMs < LONGEST_MS, `${run.durationMs} ms`);
    await assertRecovers(stage);
  });

  test('a cache that hangs does not keep the position from an artifact, nor the run from ending well', async () => {
    for (const label of ['cache.create', 'cache.finalize'] as const) {
      await using stage = await openStage();
      await using sink = await startSink(new NdjsonDouble());
      stage.happen(40);
      stage.github.faults.on(label, hang());
      const inputs = { ...BRIEF, artifact: 'false', sink: 'http', 'sink-url': `${sink.url}/in` };
      const run = expectSuccess(await stage.collect(inputs));
      assert.ok(run.durationMs < LONGEST_MS, `${run.durationMs} ms`);
      assert.match(warningsOf(run), /no end within .*the position was saved in an artifact instead/);
      stage.github.faults.clear();
      stage.pass(HOUR);
      assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '0');
      stage.assertComplete(stage.github.log.all, sink.stored);
    }
  });

  test('a position that cannot be had, and a list that never comes', async () => {
    for (const [label, cause] of [
      ['cache.get', undefined],
      ['rest.artifacts', /Listing the artifacts of this repository/],
    ] as const) {
      await using stage = await openStage();
      stage.happen(40);
      expectSuccess(await stage.collect());
      stage.pass(HOUR);
      stage.happen(5);
      stage.github.faults.on(label, hang());
      const run = await stage.collect(BRIEF);
      assert.ok(run.durationMs < LONGEST_MS, `${label}: ${run.durationMs} ms`);
      if (cause === undefined) assert.match(warningsOf(run), /could not be read/);
      else assert.match(warningsOf(run), cause);
      await assertRecovers(stage);
    }
  });

  test('a sink that never answers', async () => {
    await using stage = await openStage();
    await using sink = await startSink(new NdjsonDouble());
    stage.happen(40);
    const fault = sink.faults.on('sink', hang());
    const inputs = { ...BRIEF, artifact: 'false', sink: 'http', 'sink-url': `${sink.url}/in`, 'sink-timeout': '30s' };
    const run = expectFailure(await stage.collect(inputs), /sink/);
    assert.ok(run.durationMs < LONGEST_MS, `${run.durationMs} ms`);
    fault.remove();
    stage.pass(HOUR);
    expectSuccess(await stage.collect({ ...inputs, 'max-duration': '45m' }));
    stage.assertComplete(stage.github.log.all, sink.stored);
  });

  test('a service that is only slow is waited for', async () => {
    await using stage = await openStage();
    stage.happen(40);
    stage.github.faults.on('artifact.finalize', delay(8000));
    expectSuccess(await stage.collect(BRIEF));
    stage.assertComplete();
  });
});
