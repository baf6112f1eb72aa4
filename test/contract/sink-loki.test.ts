/** What is particular about Loki: a 400 that stored most, late events, lines that are kept once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, dropAnswer } from '../emulator/sabotage.ts';
import { LokiDouble } from '../emulator/sinks/loki-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { eventAt, HOUR, MINUTE, messageOf, raws, signal } from './sink-requests.ts';
import { loki, open, recentEvents } from './sink-subjects.ts';

test('loki: what is sent for one event', async () => {
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

test('loki: after a 400 that stored most of the push, only events that Loki cannot store become dead letters', async () => {
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
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(notAccepted.map(({ event, reason }) => [event.id, reason]).toSorted(), [
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

test('loki: the size of a line is that of its format, whether the limit is known beforehand or named by the server', async () => {
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
    const { notAccepted, acknowledged } = await subject.sink.send([small, large], signal);
    assert.deepEqual([notAccepted, acknowledged], [[{ event: large, reason: 'too-large' }], 1], option);
  }
});

test('loki: a 400 that stored nothing loses nothing either', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  const events = [eventAt(now - 30 * MINUTE, 1), eventAt(now - 20 * MINUTE, 2), eventAt(now - MINUTE, 3)];
  const oldest = new Date(now - 25 * MINUTE).toISOString();
  const refusal = `entry for stream '{}' has timestamp too old: x, oldest acceptable timestamp is: ${oldest}`;
  subject.server.faults.on('sink', answer(400, refusal), { nth: 1 });
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual([notAccepted, acknowledged], [[{ event: events[0], reason: 'too-old' }], 2]);
  assert.deepEqual(subject.server.stored, raws(events.slice(1)));
});

test('loki: a late event goes to the stream of its hour, once', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  await subject.sink.send([eventAt(now - MINUTE, 1)], signal);
  const late = [eventAt(now - 30 * HOUR, 2), eventAt(now - 9 * HOUR, 3), eventAt(now - 8.9 * HOUR, 4), eventAt(now, 5)];
  const { notAccepted, acknowledged } = await subject.sink.send(late, signal);
  assert.deepEqual([notAccepted, acknowledged], [[], 4]);
  const { stored } = subject.server.double;
  assert.deepEqual(stored.map(({ fields }) => fields['document_id']).toSorted(), ['id1', 'id2', 'id3', 'id4', 'id5']);
  const second = stored.find(({ fields }) => fields['document_id'] === 'id2');
  assert.equal(second?.fields['late'], new Date(now - 30 * HOUR).toISOString().slice(0, 13));
});

test('loki: a backfill that was stored although no answer came is not stored twice', async () => {
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
    const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
    assert.deepEqual([notAccepted, acknowledged], [[], 20]);
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

/** What Loki was seen to do, so that the tests above mean something. */
test('loki itself answers a push of several streams for the last of them only', async () => {
  const double = new LokiDouble();
  await using server = await startSink(double);
  const now = Date.now();
  const stream = (name: string, ts: number) => ({
    stream: { name },
    values: [[`${ts}000000`, `line of ${name} at ${ts}`]],
  });
  const push = async (...streams: readonly unknown[]) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ streams });
    const response = await fetch(`${server.url}/loki/api/v1/push`, { method: 'POST', headers, body });
    return [response.status, await response.text()] as const;
  };
  assert.deepEqual(await push(stream('a', now)), [204, '']);
  const old = now - 2 * HOUR;
  assert.deepEqual(await push(stream('a', old), stream('b', now)), [204, '']);
  assert.equal(double.stored.length, 2, 'a line was dropped under a 204');
  const [status, text] = await push(stream('b', now - MINUTE), stream('a', old));
  assert.equal(status, 400);
  assert.match(
    text,
    /^entry with timestamp [-0-9: .]+ \+0000 UTC ignored, reason: 'entry too far behind, entry timestamp is: \S+Z, oldest acceptable timestamp is: \S+Z',\nuser 'fake', total ignored: 1 out of 1 for stream: \{name="a"\}\n$/,
  );
});

test('loki: a feed that is far behind is delivered next to one that is not, in one sending', async () => {
  await using subject = await open(loki());
  const now = subject.clock.now();
  const git = (ts: number, index: number) => {
    const event = eventAt(ts, index);
    return { ...event, raw: Buffer.from(event.raw.toString().replace('repo.create', 'git.clone')) };
  };
  await subject.sink.send([git(now - MINUTE, 1), eventAt(now - 3 * HOUR, 2)], signal);
  const events = [
    git(now - 2.5 * HOUR, 3),
    eventAt(now - 2.5 * HOUR, 4),
    git(now - 2.4 * HOUR, 5),
    eventAt(now - 2.4 * HOUR, 6),
  ];
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual([notAccepted, acknowledged], [[], 4]);
  const { stored } = subject.server.double;
  assert.deepEqual(stored.map(({ fields }) => fields['document_id']).toSorted(), [
    'id1',
    'id2',
    'id3',
    'id4',
    'id5',
    'id6',
  ]);
  assert.ok(stored.filter(({ fields }) => 'late' in fields).every(({ fields }) => fields['feed'] === 'git'));
});

test('loki: a limit is named without the fraction of its second, and what lies in between is not stuck', async () => {
  await using subject = await open(loki());
  const now = Math.floor(subject.clock.now() / 1000) * 1000 + 800;
  await subject.sink.send([eventAt(now, 1)], signal);
  const between = [eventAt(now - HOUR - 500, 2), eventAt(now - HOUR - 100, 3), eventAt(now - HOUR + 100, 4)];
  const { notAccepted, acknowledged } = await subject.sink.send(between, signal);
  assert.deepEqual([notAccepted, acknowledged], [[], 3]);
  const ids = new Set(subject.server.double.stored.map(({ fields }) => fields['document_id']));
  assert.deepEqual([...ids].toSorted(), ['id1', 'id2', 'id3', 'id4']);
});

test('loki: a refusal that no event causes is named and ends the run', async () => {
  for (const [change, says] of [
    [{ allowsMetadata: false }, /structured metadata is switched off/],
    [{ maxLabels: 1 }, /the stream has too many labels/],
  ] as const) {
    await using subject = await open(loki());
    Object.assign(subject.server.double, change);
    const message = await messageOf(subject.sink.send(recentEvents(30), signal));
    assert.match(message, says);
    assert.match(message, /docs\/troubleshooting\.md#loki/);
    assert.ok(subject.server.requests.length <= 2);
  }
});

test('loki: a stream over its rate limit is retried, and named when it stays over it', async () => {
  await using subject = await open(loki());
  subject.server.double.isLimited = ({ feed }) => feed === 'web';
  assert.match(
    await messageOf(subject.sink.send(recentEvents(30), signal)),
    /HTTP 429: its rate limit of one stream is exceeded, 5 times/,
  );
  subject.server.double.isLimited = () => false;
  await using again = await open(loki());
  assert.equal((await again.sink.send(recentEvents(30), signal)).acknowledged, 30);
});
