/**
 * A sink that accepted some events and then refuses most: so many cannot be the fault of the events. The sending fails before
 * thousands become dead letters, and what was sent to the sink is sent again by the next run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareEvents } from '../emulator/delivered.ts';
import { answer } from '../emulator/sabotage.ts';
import { messageOf, raws, signal } from './sink-requests.ts';
import { bulk, hec, ndjson, open, otlp, recentEvents } from './sink-subjects.ts';

test('most events are refused after the first were accepted', async () => {
  await using subject = await open(ndjson(), { 'sink-batch-events': '500' });
  const events = recentEvents(2600);
  await subject.sink.send(events.slice(0, 200), signal);
  const before = subject.server.requests.length;
  subject.server.faults.on('sink', answer(400, 'canary'));
  const message = await messageOf(subject.sink.send(events.slice(200), signal));
  assert.match(message, /refused 1000 events more than it accepted \(HTTP 400\)/);
  assert.match(message, /Nothing was skipped/);
  assert.ok(subject.server.requests.length - before < 2600);
  await using again = await open(ndjson());
  await again.sink.send(events, signal);
  assert.deepEqual(compareEvents(raws(events), again.server.stored).lost, []);
});

test('the same named reason for all: much sooner', async () => {
  await using subject = await open(hec());
  await subject.sink.send(recentEvents(10), signal);
  const events = recentEvents(600, 2);
  subject.server.double.refuses = () => true;
  const message = await messageOf(subject.sink.send(events, signal));
  assert.match(message, /refused 100 events more than it accepted \(code 13, a blank event\)/);
  assert.ok(subject.server.requests.length < 250, String(subject.server.requests.length));
});

test('one accepted now and then does not hide that most are refused', async () => {
  await using subject = await open(bulk());
  const events = recentEvents(600);
  const texts = raws(events);
  const limit = { type: 'illegal_argument_exception', reason: 'Limit of total fields [1000] has been exceeded canary' };
  subject.server.double.failItem = (raw) => (texts.indexOf(raw) % 30 === 0 ? undefined : { status: 400, error: limit });
  const message = await messageOf(subject.sink.send(events, signal));
  assert.match(message, /events more than it accepted \(the index has reached its limit of fields\)/);
  assert.doesNotMatch(message, /canary/);
});

test('some refused among many accepted become dead letters, however many they become', async () => {
  await using subject = await open(bulk());
  const events = recentEvents(3000);
  const texts = raws(events);
  const mapping = { type: 'mapper_parsing_exception', reason: 'failed to parse field [x] canary' };
  subject.server.double.failItem = (raw) =>
    texts.indexOf(raw) % 3 === 0 ? { status: 400, error: mapping } : undefined;
  const { acknowledged, notAccepted } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, notAccepted.length], [2000, 1000]);
  assert.deepEqual([...new Set(notAccepted.map(({ why }) => why))], ['it does not fit the mapping of the index']);
});

test('a partial success counts what it says that it refused, not all that it left in doubt', async () => {
  await using subject = await open(otlp(), { 'sink-batch-events': '500' });
  const events = recentEvents(3000);
  const texts = raws(events);
  const odd = new Set([0, 600, 1100, 1700].map((index) => texts[index] ?? ''));
  subject.server.double.refuses = (raw) => odd.has(raw);
  const { acknowledged, notAccepted } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, notAccepted.length], [1000, 2000]);
  await using worse = await open(otlp(), { 'sink-batch-events': '500' });
  worse.server.double.refuses = (raw) => raw !== texts[0] && raw !== texts[700];
  assert.match(await messageOf(worse.sink.send(events, signal)), /events more than it accepted \(a partial success\)/);
});
