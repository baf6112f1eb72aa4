/** The built action with a sink: every event is acknowledged before the position moves, whatever fails or is killed in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents, deliveredEvents, linesOf } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { after, answer, cacheWriteDenied, dropAnswer, hang, serverError } from '../emulator/sabotage.ts';
import { BulkDouble } from '../emulator/sinks/bulk-double.ts';
import { DatadogDouble } from '../emulator/sinks/datadog-double.ts';
import { type SinkServer, startSink } from '../emulator/sinks/sink-server.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy, warningsOf } from '../scenario/stage.ts';
import { KINDS, TOKEN } from './sink-kinds.ts';

const QUICK = { 'retry-initial-backoff': '0s', 'retry-max-backoff': '0s', 'breaker-cooldown': '0s' };
const BY_SINK_ONLY = { artifact: 'false', ...QUICK };

function assertNoneLost(stage: Stage, sink: SinkServer, { dropsRepeated }: { readonly dropsRepeated: boolean }): void {
  const { lost, duplicated, altered, foreign } = compareEvents(stage.github.log.all, sink.stored);
  assert.deepEqual([lost.length, altered.length, foreign.length], [0, 0, 0]);
  if (dropsRepeated) assert.equal(duplicated.length, 0);
}

const shows = (result: ActionResult) =>
  assert.ok(!shownBy(result).includes('canary'), 'the token of the sink is shown');

for (const [name, kind] of Object.entries(KINDS)) {
  test(`${name}: with the sink alone every event is delivered once, and the next run sends only new events`, async () => {
    await using stage = await openStage({ now: Date.now() });
    await using sink = await startSink(kind.double(), { faults: stage.github.faults });
    const inputs = { ...kind.inputs(sink.url), ...BY_SINK_ONLY };
    stage.happen(250);
    const first = expectSuccess(await stage.collect(inputs));
    shows(first);
    assert.equal(first.outputs['sink-acknowledged'], '250');
    assert.match(first.summary, /Events acknowledged \| 250/);
    stage.assertComplete(stage.github.log.all, sink.stored);
    stage.pass(5 * MINUTE);
    stage.happen(30, { from: stage.github.clock.now() - 3 * MINUTE, until: stage.github.clock.now() });
    assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '30');
    stage.assertComplete(stage.github.log.all, sink.stored);
    assert.deepEqual(deliveredEvents(stage.github).lines, [], 'artifacts hold positions, no events');
    stage.pass(MINUTE);
    assert.equal(expectSuccess(await stage.collect(inputs)).outputs['sink-acknowledged'], '0');
  });

  test(`${name}: killed when the sink has acknowledged and nothing is committed`, async () => {
    const kills = [
      { on: 'sink', nth: 1, moment: 'before' },
      { on: 'sink', nth: 1, moment: 'after' },
      { on: 'cache.create', nth: 1, moment: 'before' },
      { on: 'cache.finalize', nth: 1, moment: 'after' },
    ] as const;
    await Promise.all(
      kills.map(async (kill) => {
        await using stage = await openStage({ now: Date.now() });
        await using sink = await startSink(kind.double(), { faults: stage.github.faults });
        const inputs = { ...kind.inputs(sink.url), ...BY_SINK_ONLY };
        stage.happen(120, { oddShare: 0 });
        const killed = await stage.collect(inputs, { kill });
        assert.equal(killed.signal, 'SIGKILL', `${kill.on} came`);
        stage.pass(MINUTE);
        expectSuccess(await stage.collect(inputs));
        assertNoneLost(stage, sink, kind);
      }),
    );
  });

  test(`${name}: while the sink is down, runs fail and the position stays`, async () => {
    await using stage = await openStage({ now: Date.now() });
    await using sink = await startSink(kind.double(), { faults: stage.github.faults });
    const inputs = { ...kind.inputs(sink.url), ...BY_SINK_ONLY, 'retry-attempts': '2' };
    stage.happen(60);
    const down = stage.github.faults.on('sink', serverError(503));
    const failed = expectFailure(await stage.collect(inputs), /failed 2 times \(HTTP 503, 2 times\)/i);
    shows(failed);
    assert.deepEqual(
      [sink.stored.length, failed.outputs['events'], failed.outputs['sink-acknowledged']],
      [0, '0', '0'],
    );
    assert.equal(stage.github.caches.entries.filter(({ finalized }) => finalized).length, 0, 'no position');
    down.remove();
    stage.pass(MINUTE);
    expectSuccess(await stage.collect(inputs));
    stage.assertComplete(stage.github.log.all, sink.stored);
  });
}

test('faults of every kind on the way: nothing is lost, nothing is committed early', async () => {
  for (const fault of [
    answer(503),
    answer(429, '', { 'retry-after': '1' }),
    after(hang()),
    dropAnswer(),
    answer(408),
  ]) {
    await using stage = await openStage();
    const kind = KINDS['elastic'];
    assert.ok(kind !== undefined);
    await using sink = await startSink(kind.double(), { faults: stage.github.faults });
    stage.happen(100);
    stage.github.faults.on('sink', fault, { nth: [1, 3] });
    const inputs = { ...kind.inputs(sink.url), ...BY_SINK_ONLY, 'sink-timeout': '1s' };
    expectSuccess(await stage.collect(inputs));
    stage.assertComplete(stage.github.log.all, sink.stored);
  }
});

test('the position that follows goes into an artifact when the cache does not take it', async () => {
  await using stage = await openStage();
  const kind = KINDS['http'];
  assert.ok(kind !== undefined);
  await using sink = await startSink(kind.double(), { faults: stage.github.faults });
  const inputs = { ...kind.inputs(sink.url), ...BY_SINK_ONLY };
  stage.github.faults.on('cache.create', cacheWriteDenied());
  stage.happen(50);
  const result = expectSuccess(await stage.collect(inputs));
  assert.match(warningsOf(result), /position was saved in an artifact/);
  stage.pass(MINUTE);
  assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '0');
  stage.assertComplete(stage.github.log.all, sink.stored);
});

test('sink and artifact: both have everything; a sink that fails keeps the artifact from being made', async () => {
  await using stage = await openStage();
  const kind = KINDS['http'];
  assert.ok(kind !== undefined);
  await using sink = await startSink(kind.double(), { faults: stage.github.faults });
  const inputs = { ...kind.inputs(sink.url), ...QUICK };
  stage.happen(80);
  expectSuccess(await stage.collect(inputs));
  stage.assertComplete();
  stage.assertComplete(stage.github.log.all, sink.stored);
  stage.pass(MINUTE);
  stage.happen(10, { from: stage.github.clock.now() - MINUTE, until: stage.github.clock.now() });
  const before = stage.github.artifacts.delivered.length;
  stage.github.faults.on('sink', answer(401));
  expectFailure(await stage.collect(inputs), /refused the request: HTTP 401/);
  assert.equal(stage.github.artifacts.delivered.length, before);
});

test('events too old for the sink are counted and kept in the artifact; without an artifact the run fails, unless the inputs allow it', async () => {
  const real = Date.now();
  for (const [more, isRed] of [
    [{}, false],
    [{ artifact: 'false' }, true],
    [{ artifact: 'false', 'sink-on-not-accepted': 'warn' }, false],
  ] as const) {
    await using stage = await openStage({ now: real });
    await using sink = await startSink(Object.assign(new DatadogDouble(), { apiKey: TOKEN }), {});
    stage.happen(40, { from: real - 48 * HOUR, until: real - 20 * HOUR });
    stage.happen(25);
    const inputs = { sink: 'datadog', 'sink-url': sink.url, 'sink-token': TOKEN, ...QUICK, ...more };
    const result = await stage.collect(inputs);
    if (isRed) expectFailure(result, /40 events were not accepted by the sink/);
    else expectSuccess(result);
    assert.deepEqual([result.outputs['sink-acknowledged'], result.outputs['sink-too-old']], ['25', '40']);
    assert.match(result.summary, /older than the sink accepts \| 40/);
    assert.match(warningsOf(result), /40 events were not accepted by the sink/i);
    assert.equal(sink.stored.length, 25);
    stage.pass(MINUTE);
    const next = expectSuccess(await stage.collect(inputs));
    assert.equal(next.outputs['sink-too-old'], '0', 'reported once');
    if ('artifact' in more) continue;
    stage.assertComplete();
    const [delivery] = deliveredEvents(stage.github).deliveries;
    const reported: unknown = Reflect.get(Object(delivery?.manifest), 'sink');
    const notAccepted = { 'too-old': 40, 'too-new': 0, 'too-large': 0, rejected: 0 };
    assert.deepEqual(reported, { name: 'datadog', acknowledged: 25, notAccepted });
    assert.equal(linesOf(delivery?.files.get('dead-letters.ndjson') ?? new Uint8Array()).length, 40);
  }
});

test('an event that the sink refuses fails one run, is kept unchanged, and the next run continues', async () => {
  await using stage = await openStage();
  const kind = KINDS['elastic'];
  assert.ok(kind !== undefined);
  const double = Object.assign(new BulkDouble(), { authorization: `ApiKey ${TOKEN}` });
  await using sink = await startSink(double, {});
  const events = stage.happen(50, { oddShare: 0 });
  double.failItem = (raw) => (raw === events[7]?.raw ? 400 : undefined);
  const inputs = { ...kind.inputs(sink.url), ...QUICK };
  const result = expectFailure(await stage.collect(inputs), /1 events were not accepted by the sink/i);
  assert.equal(result.outputs['sink-rejected'], '1');
  assert.equal(sink.stored.length, 49);
  stage.assertComplete();
  stage.pass(MINUTE);
  assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '0');
});

test('when a sink accepts one batch and then refuses all, the run fails, the position stays, and a later run delivers everything', async () => {
  await using stage = await openStage({ now: Date.now() });
  const double = Object.assign(new BulkDouble(), { authorization: `ApiKey ${TOKEN}` });
  await using sink = await startSink(double, {});
  stage.happen(1500, { oddShare: 0 });
  let accepted = 0;
  const error = { type: 'mapper_parsing_exception', reason: 'canary' };
  double.failItem = () => {
    accepted += 1;
    return accepted > 100 ? { status: 400, error } : undefined;
  };
  const inputs = { sink: 'elastic', 'sink-url': sink.url, 'sink-token': TOKEN, ...BY_SINK_ONLY };
  const result = expectFailure(
    await stage.collect(inputs),
    /events more than it accepted \(it does not fit the mapping of the index\)/,
  );
  shows(result);
  assert.match(shownBy(result), /docs\/troubleshooting\.md#the-sink-refuses-events/);
  double.failItem = () => undefined;
  stage.pass(MINUTE);
  assert.equal(expectSuccess(await stage.collect(inputs)).outputs['sink-rejected'], '0');
  assertNoneLost(stage, sink, { dropsRepeated: true });
});
