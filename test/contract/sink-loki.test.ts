/** What is particular about Loki: a 400 that stored most, late events, lines that are kept once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, dropAnswer } from '../emulator/sabotage.ts';
import { eventAt, HOUR, MINUTE, messageOf, raws, signal } from './sink-asked.ts';
import { loki, open, recentEvents } from './sink-subjects.ts';

test('loki: what one event becomes', async () => {
  await using subject = await open(loki(), { 'sink-options': 'labels: { env: prod }\ntenant: t1' });
  const event = eventAt(Date.now() - MINUTE, 5);
  await subject.sink.send([event], signal);
  const { ns, ...labels } = subject.server.double.stored[0]?.fields ?? {};
  assert.equal(ns, `${event.ts}000000`);
  assert.deepEqual(labels, {
    service_name: 'github-audit',
    org: 'acme',
    env: 'prod',
    feed: 'web',
    document_id: 'id5',
    action: 'repo.create',
  });
  assert.equal(subject.server.requests[0]?.headers['x-scope-orgid'], 't1');
});

test('loki: a 400 that stored most of the push loses nothing and sets aside only what it cannot take', async () => {
  await using subject = await open(loki());
  const { double } = subject.server;
  Object.assign(double, { maxAgeMs: 2 * 24 * HOUR, maxLineBytes: 50_000 });
  const now = subject.clock.now();
  const events = [
    eventAt(now - 72 * HOUR, 1),
    eventAt(now - 71 * HOUR, 2),
    eventAt(now - 40 * HOUR, 3),
    eventAt(now - 2 * MINUTE, 4, 60_000),
    eventAt(now - MINUTE, 5),
    eventAt(now + 30 * MINUTE, 6),
  ];
  const { setAside, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(setAside.map(({ event, reason }) => [event.id, reason]).toSorted(), [
    ['id1', 'too-old'],
    ['id2', 'too-old'],
    ['id4', 'too-large'],
    ['id6', 'too-new'],
  ]);
  assert.equal(acknowledged, 2);
  assert.deepEqual(
    double.stored.map(({ fields }) => fields['document_id']),
    ['id3', 'id5'],
  );
});

test('loki: a line counts as it is sent, in whatever format, known beforehand or told by the server', async () => {
  for (const [option, maxLineBytes] of [
    ['line-bytes: 2000', 262_144],
    ['line-bytes: 262144', 2000],
  ] as const) {
    await using subject = await open(loki(), { format: 'envelope', 'sink-options': option });
    Object.assign(subject.server.double, { maxLineBytes });
    const [small, large] = [
      eventAt(subject.clock.now() - MINUTE, 1, 1000),
      eventAt(subject.clock.now() - MINUTE, 2, 1800),
    ];
    assert.ok(large.raw.length < 2000);
    const { setAside, acknowledged } = await subject.sink.send([small, large], signal);
    assert.deepEqual([setAside, acknowledged], [[{ event: large, reason: 'too-large' }], 1], option);
  }
});

test('loki: a 400 that stored nothing loses nothing either', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  const events = [eventAt(now - 30 * MINUTE, 1), eventAt(now - 20 * MINUTE, 2), eventAt(now - MINUTE, 3)];
  const oldest = new Date(now - 25 * MINUTE).toISOString();
  const refusal = `entry for stream '{}' has timestamp too old: x, oldest acceptable timestamp is: ${oldest}`;
  subject.server.faults.on('sink', answer(400, refusal), { nth: 1 });
  const { setAside, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual([setAside, acknowledged], [[{ event: events[0], reason: 'too-old' }], 2]);
  assert.deepEqual(subject.server.stored, raws(events.slice(1)));
});

test('loki: a late event goes to the stream of its hour, once', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  await subject.sink.send([eventAt(now - MINUTE, 1)], signal);
  const late = [eventAt(now - 30 * HOUR, 2), eventAt(now - 9 * HOUR, 3), eventAt(now - 8.9 * HOUR, 4), eventAt(now, 5)];
  const { setAside, acknowledged } = await subject.sink.send(late, signal);
  assert.deepEqual([setAside, acknowledged], [[], 4]);
  const { stored } = subject.server.double;
  assert.deepEqual(stored.map(({ fields }) => fields['document_id']).toSorted(), ['id1', 'id2', 'id3', 'id4', 'id5']);
  const second = stored.find(({ fields }) => fields['document_id'] === 'id2');
  assert.equal(second?.fields['late'], new Date(now - 30 * HOUR).toISOString().slice(0, 13));
});

test('loki: a back-fill that was stored although no answer came is not stored twice', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  const events = Array.from({ length: 40 }, (_, index) => eventAt(now - (40 - index) * 20 * MINUTE, index));
  subject.server.faults.on('sink', dropAnswer(), { nth: [1, 3, 8] });
  assert.equal((await subject.sink.send(events, signal)).acknowledged, 40);
  assert.deepEqual(subject.server.stored, raws(events));
});

test('loki: what a killed run had sent goes in again as late where the stream is ahead, and only once', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  const events = Array.from({ length: 20 }, (_, index) => eventAt(now - (20 - index) * 15 * MINUTE, index));
  for (const copies of [1, 2, 2]) {
    const { setAside, acknowledged } = await subject.sink.send(events, signal);
    assert.deepEqual([setAside, acknowledged], [[], 20]);
    const ids = Map.groupBy(subject.server.double.stored, ({ fields }) => fields['document_id']);
    assert.equal(ids.size, 20);
    assert.ok([...ids.values()].every(({ length }) => length <= copies));
  }
});

test('loki: blocked ingestion says 260 and stores nothing', async () => {
  await using subject = await open(loki());
  subject.server.faults.on('sink', answer(260));
  assert.match(await messageOf(subject.sink.send(recentEvents(2), signal)), /260/);
});
