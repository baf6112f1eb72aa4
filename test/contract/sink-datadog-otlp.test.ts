/** What Datadog would drop without a word, and what OTLP does not say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, answer } from '../emulator/sabotage.ts';
import { eventAt, HOUR, messageOf, raws, signal } from './sink-requests.ts';
import { datadog, open, otlp, recentEvents } from './sink-subjects.ts';

test('datadog: an event that it would drop or cut is not sent', async () => {
  await using subject = await open(datadog(), { 'sink-options': 'site: datadoghq.eu\ntags: { team: security }' });
  const now = subject.clock.now();
  const events = [
    eventAt(now - 19 * HOUR, 1),
    eventAt(now - 17 * HOUR, 2),
    eventAt(now, 3, 1_000_000),
    eventAt(now, 4),
  ];
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(
    notAccepted.map(({ event, reason }) => [event.id, reason]),
    [
      ['id1', 'too-old'],
      ['id3', 'too-large'],
    ],
  );
  assert.equal(acknowledged, 2);
  assert.deepEqual(subject.server.stored, raws([events[1], events[3]].filter((event) => event !== undefined)));
  assert.deepEqual(subject.server.double.stored[0]?.fields['ddtags'], 'org:acme,team:security');
});

test('datadog: an event that grew too old while the sink was busy is not sent', async () => {
  await using subject = await open(datadog(), { 'max-duration': '2h' });
  const later = answer(429, '', { 'retry-after': '1800' });
  const planned = subject.server.faults.on('sink', later, { nth: 1 });
  const sending = subject.sink.send([eventAt(subject.clock.now() - 17.6 * HOUR, 1)], signal);
  assert.match(await messageOf(sending), /not done before .* too old/);
  assert.equal(planned.hits, 1);
  assert.equal(subject.server.requests.length, 1);
});

test('otlp: a partial success is not sent again; every event that can have been refused becomes a dead letter', async () => {
  await using subject = await open(otlp(), { 'sink-batch-events': '10' });
  const events = recentEvents(30);
  subject.server.double.refuses = (raw) => raw === raws(events)[12];
  const { notAccepted, acknowledged, requests } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, notAccepted.length, requests], [20, 10, 3]);
  assert.ok(notAccepted.some(({ event }) => event === events[12]));
  assert.equal(subject.server.stored.length, 29);
});

test('otlp: a warning is a success; an answer from something else is not', async () => {
  await using warned = await open(otlp());
  const warning = { partialSuccess: { rejectedLogRecords: 0, errorMessage: 'old format' } };
  warned.server.faults.on('sink', after(answer(200, warning)));
  assert.equal((await warned.sink.send(recentEvents(3), signal)).acknowledged, 3);
  await using other = await open(otlp());
  other.server.faults.on('sink', answer(200, 'OK'));
  assert.match(await messageOf(other.sink.send(recentEvents(3), signal)), /not the response of an OTLP receiver/);
});
