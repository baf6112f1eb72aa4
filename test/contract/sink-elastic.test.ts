/** What is particular about `_bulk`: a result for each item, and what it means when one is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { bodyOf, eventAt, messageOf, raws, signal } from './sink-asked.ts';
import { bulk, open, recentEvents } from './sink-subjects.ts';

test('elastic: what one event becomes, with and without the message around it', async () => {
  await using message = await open(bulk());
  const event = eventAt(Date.UTC(2026, 10, 22), 7);
  await message.sink.send([event], signal);
  assert.equal(
    gunzipSync(bodyOf(message)).toString('utf8'),
    `{"create":{"_index":"logs-github.audit-default","_id":"id7"}}\n{"data_stream":{"type":"logs","dataset":"github.audit","namespace":"default"},"@timestamp":"2026-11-22T00:00:00.000Z","message":${JSON.stringify(event.raw)},"tags":["preserve_original_event"]}\n`,
  );
  await using plain = await open(bulk(), {
    'sink-options': 'index: audit\ndocument: event\npipeline: p1',
    'sink-gzip': 'false',
  });
  await plain.sink.send([event], signal);
  assert.equal(bodyOf(plain).toString('utf8'), `{"create":{"_index":"audit","_id":"id7"}}\n${event.raw}\n`);
  assert.equal(plain.server.requests[0]?.url, '/_bulk?pipeline=p1');
});

test('elastic: only the items that failed go again, and one that is there already is a success', async () => {
  await using subject = await open(bulk(), { 'sink-gzip': 'false' });
  const events = recentEvents(20);
  await subject.sink.send(events.slice(0, 4), signal);
  const tries = new Map<string, number>();
  subject.server.double.failItem = (raw) => {
    const nth = (tries.get(raw) ?? 0) + 1;
    tries.set(raw, nth);
    const index = events.findIndex((event) => event.raw === raw);
    return index % 5 === 0 && nth < 3 ? (index % 10 === 0 ? 429 : 503) : undefined;
  };
  const receipt = await subject.sink.send(events, signal);
  assert.deepEqual([receipt.acknowledged, receipt.setAside.length, receipt.requests], [20, 0, 3]);
  assert.deepEqual(subject.server.stored.toSorted(), raws(events).toSorted());
  assert.deepEqual(
    subject.server.requests.map(({ body }) => body.toString('utf8').split('\n').length >> 1),
    [4, 20, 4, 4],
  );
});

test('elastic: an item that is refused for good is set aside, the others are not', async () => {
  await using subject = await open(bulk());
  const events = recentEvents(20);
  subject.server.double.failItem = (raw) => (raw === events[3]?.raw ? 400 : undefined);
  const { setAside, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, setAside.length, setAside[0]?.event.raw], [19, 1, events[3]?.raw]);
});

test('elastic: items that may not be written at all are a mistake of the inputs', async () => {
  await using subject = await open(bulk());
  subject.server.double.failItem = () => 403;
  assert.match(await messageOf(subject.sink.send(recentEvents(5), signal)), /items with status 403/);
});

test('elastic: errors false without a result for each event is no acknowledgement', async () => {
  await using subject = await open(bulk());
  subject.server.double.hidesItems = 1;
  const message = await messageOf(subject.sink.send(recentEvents(5), signal));
  assert.match(message, /HTTP 200, but not one result for each event, 5 times/);
});
