/** What is particular about Splunk: codes in the body, the event that spoils a batch, acknowledgement that is said once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, dropAnswer } from '../emulator/sabotage.ts';
import { eventAt, messageOf, raws, signal } from './sink-requests.ts';
import { hec, open, recentEvents } from './sink-subjects.ts';

test('splunk-hec: what is sent for one event', async () => {
  await using subject = await open(hec(), { 'sink-options': 'index: audit\nhost: ghes.example' });
  const event = eventAt(Date.UTC(2026, 10, 22, 9, 40, 0, 7), 1);
  await subject.sink.send([event], signal);
  const [stored] = subject.server.double.stored;
  assert.equal(stored?.raw, raws([event])[0]);
  const { time, host, source, sourcetype, index, fields } = stored?.fields ?? {};
  assert.deepEqual(
    { time, host, source, sourcetype, index, fields },
    {
      time: 1795340400.007,
      host: 'ghes.example',
      source: 'github:acme',
      sourcetype: 'github:cloud:audit',
      index: 'audit',
      fields: { document_id: 'id1' },
    },
  );
});

for (const code of [24, 25]) {
  test(`splunk-hec: code ${code} is a success`, async () => {
    await using subject = await open(hec());
    subject.server.double.code = code;
    assert.equal((await subject.sink.send(recentEvents(3), signal)).acknowledged, 3);
  });
}

test('splunk-hec: a mistake in the inputs is not blamed on the events', async () => {
  for (const [code, said] of [
    [7, /the index does not exist/],
    [10, /acknowledge: true/],
    [14, /acknowledge: false/],
  ] as const) {
    await using subject = await open(hec());
    subject.server.faults.on('sink', answer(400, { text: 'canary', code }));
    assert.match(await messageOf(subject.sink.send(recentEvents(30), signal)), said);
    assert.equal(subject.server.requests.length, 1);
  }
});

test('splunk-hec: busy, in every code that says so', async () => {
  await using subject = await open(hec(), { 'retry-attempts': '9', 'breaker-failures': '9' });
  for (const [index, [status, code]] of [
    [503, 9],
    [503, 18],
    [503, 23],
    [429, 26],
    [429, 27],
    [500, 8],
  ].entries()) {
    subject.server.faults.on('sink', answer(status ?? 0, { text: 'Server is busy', code }), { nth: index + 1 });
  }
  assert.equal((await subject.sink.send(recentEvents(3), signal)).retries, 6);
  assert.equal(subject.server.stored.length, 3);
});

test('splunk-hec: the event that Splunk names is tried alone, and the events before it are stored at most twice', async () => {
  await using subject = await open(hec());
  const events = recentEvents(40);
  subject.server.double.namesRefused = true;
  subject.server.double.refuses = (raw) => raw === raws(events)[25];
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(raws(notAccepted.map(({ event }) => event)), [raws(events)[25]]);
  assert.equal(acknowledged, 39);
  const counts = Map.groupBy(subject.server.stored, (raw) => raw);
  assert.ok([...counts.values()].every((copies) => copies.length <= 2));
  assert.equal(counts.size, 39);
});

const ACK = { 'sink-options': 'acknowledge: true\nack-timeout: 30s' };

test('splunk-hec: acknowledged only when indexed, on one channel for both calls', async () => {
  await using subject = await open(hec(), ACK);
  Object.assign(subject.server.double, { acknowledges: true, notYet: 2 });
  const events = recentEvents(3);
  assert.equal((await subject.sink.send(events, signal)).acknowledged, 3);
  assert.deepEqual(subject.server.stored, raws(events));
  const acknowledgements = subject.server.requests.filter(({ label }) => label === 'sink-ack');
  assert.equal(acknowledgements.length, 3);
  const channels = new Set(subject.server.requests.map(({ headers }) => headers['x-splunk-request-channel']));
  assert.deepEqual([channels.size, String([...channels][0]).length], [1, 36]);
});

test('splunk-hec: a batch that an indexer lost is sent again; so is one whose confirmation got lost, which stores it twice', async () => {
  await using lost = await open(hec(), ACK);
  Object.assign(lost.server.double, { acknowledges: true, loses: new Set([0]) });
  assert.equal((await lost.sink.send(recentEvents(3), signal)).acknowledged, 3);
  assert.equal(lost.server.stored.length, 3);

  await using unheard = await open(hec(), ACK);
  unheard.server.double.acknowledges = true;
  unheard.server.faults.on('sink-ack', dropAnswer(), { nth: 1 });
  assert.equal((await unheard.sink.send(recentEvents(3), signal)).acknowledged, 3);
  assert.equal(unheard.server.stored.length, 6);
});

test('splunk-hec: a batch that is never confirmed is a failure', async () => {
  await using subject = await open(hec(), ACK);
  Object.assign(subject.server.double, { acknowledges: true, loses: new Set([0, 1, 2, 3, 4, 5, 6]) });
  assert.match(
    await messageOf(subject.sink.send(recentEvents(3), signal)),
    /accepted a batch 5 times and never acknowledged it/,
  );
  assert.deepEqual(subject.server.stored, []);
});
