/** What is particular about plain endpoints: keys, arrays, signatures. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { answer, dropAnswer } from '../emulator/sabotage.ts';
import { eventAt, HOUR, raws, signal } from './sink-requests.ts';
import { ndjson, open, recentEvents, SINK_TOKEN } from './sink-subjects.ts';

test('http: the same events carry the same key, and other events a different one', async () => {
  await using subject = await open(ndjson(), { 'sink-batch-events': '5' });
  subject.server.faults.on('sink', dropAnswer(), { nth: 1 });
  await subject.sink.send(recentEvents(10), signal);
  const [first, again, second] = subject.server.double.keys;
  assert.equal(first, again);
  assert.notEqual(first, second);
  assert.match(first ?? '', /^[0-9a-f]{32}$/);
  await using later = await open(ndjson(), { 'sink-batch-events': '5' });
  await later.sink.send(recentEvents(10), signal);
  assert.deepEqual(later.server.double.keys, [first, second], 'in another run, too');
});

test('http: a part of a batch carries another key than the batch', async () => {
  await using subject = await open(ndjson());
  subject.server.faults.on('sink', answer(413), { nth: 1 });
  await subject.sink.send(recentEvents(8), signal);
  const keys = subject.server.requests.map(({ headers }) => headers['idempotency-key']);
  assert.deepEqual([keys.length, new Set(keys).size], [3, 3]);
});

test('http: the inputs can name what a receiver drops with a 200, and it is then not sent', async () => {
  await using subject = await open(ndjson(), { 'sink-options': 'event-bytes: 2000\nmax-age: 2d' });
  subject.server.double.lineBytesMax = 2000;
  const now = subject.clock.now();
  const events = [eventAt(now - 49 * HOUR, 1), eventAt(now - 47 * HOUR, 2), eventAt(now, 3, 2000), eventAt(now, 4)];
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
});

test('http: an array, compressed, with headers of the user that win', async () => {
  await using subject = await open(ndjson(), {
    'sink-options': 'framing: array',
    'sink-gzip': 'true',
    'sink-headers': `X-Team: security\nauthorization: Bearer ${SINK_TOKEN}`,
    'sink-token': 'not-this-one-0123',
  });
  const events = recentEvents(5);
  await subject.sink.send(events, signal);
  assert.deepEqual(subject.server.stored, raws(events));
  const [request] = subject.server.requests;
  assert.deepEqual(
    [request?.headers['content-type'], request?.headers['content-encoding'], request?.headers['x-team']],
    ['application/json', 'gzip', 'security'],
  );
});

test('http: signed as GitHub signs, over the bytes on the wire, and the secret stays here', async () => {
  await using subject = await open(ndjson(), { 'sink-options': 'signature: hmac-sha256', 'sink-gzip': 'true' });
  subject.server.double.token = undefined;
  await subject.sink.send(recentEvents(3), signal);
  const [request] = subject.server.requests;
  const expected = createHmac('sha256', SINK_TOKEN)
    .update(request?.body ?? '')
    .digest('hex');
  assert.equal(request?.headers['x-hub-signature-256'], `sha256=${expected}`);
  assert.equal(request?.headers.authorization, undefined);
});

test('http: Standard Webhooks, with one id for all tries and the time of each', async () => {
  const key = Buffer.alloc(32, 7);
  await using subject = await open(ndjson(), {
    'sink-options': 'signature: standard-webhooks',
    'sink-token': `whsec_${key.toString('base64')}`,
  });
  subject.server.double.token = undefined;
  subject.server.faults.on('sink', answer(503, '', { 'retry-after': '60' }), { nth: 1 });
  await subject.sink.send(recentEvents(3), signal);
  const sent = subject.server.requests.map(({ headers, body }) => ({ headers, body }));
  for (const { headers, body } of sent) {
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body.toString('utf8')}`;
    const expected = createHmac('sha256', key).update(signed).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${expected}`);
    assert.equal(headers['content-type'], 'application/json');
  }
  const [first, second] = sent.map(({ headers }) => headers);
  assert.equal(first?.['webhook-id'], second?.['webhook-id']);
  assert.ok(Number(second?.['webhook-timestamp']) >= Number(first?.['webhook-timestamp']) + 60);
});
