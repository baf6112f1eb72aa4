/** What is particular about `_bulk`: a result for each item, and what it means when one is missing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { answer } from '../emulator/sabotage.ts';
import type { BulkError } from '../emulator/sinks/bulk-double.ts';
import type { GivenInputs } from '../unit/action/input-values.ts';
import { bodyOf, eventAt, messageOf, raws, signal } from './sink-requests.ts';
import { bulk, open, recentEvents, SINK_TOKEN } from './sink-subjects.ts';

test('elastic: what is sent for one event, with and without the message around it', async () => {
  await using message = await open(bulk());
  const event = eventAt(Date.UTC(2026, 10, 22), 7);
  await message.sink.send([event], signal);
  assert.equal(
    gunzipSync(bodyOf(message)).toString('utf8'),
    `{"create":{"_index":"logs-github.audit-default","_id":"id7"}}\n{"data_stream":{"type":"logs","dataset":"github.audit","namespace":"default"},"@timestamp":"2026-11-22T00:00:00.000Z","message":${JSON.stringify(event.raw.toString())},"tags":["preserve_original_event"]}\n`,
  );
  await using plain = await open(bulk(), {
    'sink-options': 'index: audit\ndocument: event\npipeline: p1',
    'sink-gzip': 'false',
  });
  await plain.sink.send([event], signal);
  assert.equal(bodyOf(plain).toString('utf8'), `{"create":{"_index":"audit","_id":"id7"}}\n${event.raw}\n`);
  assert.equal(plain.server.requests[0]?.url, '/_bulk?pipeline=p1');
});

test('elastic: only the items that failed are sent again, and one that exists already is a success', async () => {
  await using subject = await open(bulk(), { 'sink-gzip': 'false' });
  const events = recentEvents(20);
  await subject.sink.send(events.slice(0, 4), signal);
  const tries = new Map<string, number>();
  subject.server.double.failItem = (raw) => {
    const nth = (tries.get(raw) ?? 0) + 1;
    tries.set(raw, nth);
    const index = raws(events).indexOf(raw);
    return index % 5 === 0 && nth < 3 ? (index % 10 === 0 ? 429 : 503) : undefined;
  };
  const receipt = await subject.sink.send(events, signal);
  assert.deepEqual([receipt.acknowledged, receipt.notAccepted.length, receipt.requests], [20, 0, 3]);
  assert.deepEqual(subject.server.stored.toSorted(), raws(events).toSorted());
  assert.deepEqual(
    subject.server.requests.map(({ body }) => body.toString('utf8').split('\n').length >> 1),
    [4, 20, 4, 4],
  );
});

test('elastic: an item that is refused for good becomes a dead letter, the others are not', async () => {
  await using subject = await open(bulk());
  const events = recentEvents(20);
  subject.server.double.failItem = (raw) => (raw === raws(events)[3] ? 400 : undefined);
  const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, notAccepted.length, notAccepted[0]?.event.raw], [19, 1, events[3]?.raw]);
});

test('elastic: items that can never be written are a mistake in the inputs', async () => {
  await using subject = await open(bulk());
  subject.server.double.failItem = () => 403;
  assert.match(
    await messageOf(subject.sink.send(recentEvents(5), signal)),
    /items with status 403, the index is blocked for writing/,
  );
});

test('elastic: errors false without a result for each event is no acknowledgement', async () => {
  await using subject = await open(bulk());
  subject.server.double.hidesItems = 1;
  const message = await messageOf(subject.sink.send(recentEvents(5), signal));
  assert.match(message, /HTTP 200, but not one result for each event, 5 times/);
});

const ITEM_MISTAKES: readonly (readonly [number, BulkError, RegExp])[] = [
  [
    400,
    { type: 'illegal_argument_exception', reason: 'pipeline with id [canary] does not exist' },
    /pipeline does not exist/,
  ],
  [400, { type: 'index_closed_exception', reason: 'closed' }, /the index is closed/],
  [404, { type: 'index_not_found_exception', reason: 'no such index [canary]' }, /the index does not exist/],
  [
    403,
    { type: 'cluster_block_exception', reason: 'index [canary] blocked by: [FORBIDDEN/8/index write (api)];' },
    /blocked for writing/,
  ],
  [403, { type: 'security_exception', reason: 'action is unauthorized for canary' }, /access is denied/],
  [400, { type: 'invalid_index_name_exception', reason: 'Invalid index name [canary]' }, /cannot be created/],
  [403, { type: 'something_new_exception', reason: 'canary' }, /access is denied/],
];

for (const [status, error, says] of ITEM_MISTAKES) {
  test(`elastic: ${error.type} with ${status} is a mistake in the inputs, named in our own words`, async () => {
    await using subject = await open(bulk());
    subject.server.double.failItem = () => ({ status, error });
    const message = await messageOf(subject.sink.send(recentEvents(5), signal));
    assert.match(message, says);
    assert.match(message, /docs\/troubleshooting\.md#elasticsearch-and-opensearch/);
    assert.doesNotMatch(message, /canary/);
  });
}

test('elastic: 201 is no acknowledgement of what went to the failure store or was dropped by a pipeline', async () => {
  for (const [failure, why] of [
    [{ status: 201, failure_store: 'used' }, 'it went to the failure store'],
    [{ status: 200, result: 'noop' }, 'an ingest pipeline dropped it'],
    [{ status: 409, error: { type: 'another_conflict', reason: '' } }, 'HTTP 409'],
  ] as const) {
    await using subject = await open(bulk());
    const events = recentEvents(20);
    subject.server.double.failItem = (raw) => (raw === raws(events)[3] ? failure : undefined);
    const receipt = await subject.sink.send(events, signal);
    assert.deepEqual(
      receipt.notAccepted.map(({ event, reason, why: named }) => [event.raw, reason, named]),
      [[events[3]?.raw, 'rejected', why]],
    );
    assert.equal(receipt.acknowledged, 19);
  }
});

test('elastic: the flood stage of a disk is waited for, and named when it stays', async () => {
  await using subject = await open(bulk());
  const flood = 'index [canary] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];';
  let isFlooded = true;
  const failure = { status: 429, error: { type: 'cluster_block_exception', reason: flood } };
  subject.server.double.failItem = () => (isFlooded ? failure : undefined);
  const message = await messageOf(subject.sink.send(recentEvents(5), signal));
  assert.match(message, /5 of 5 events were not accepted yet: its disk is over the flood-stage watermark, 5 times/);
  isFlooded = false;
  await using again = await open(bulk());
  assert.equal((await again.sink.send(recentEvents(5), signal)).acknowledged, 5);
});

test('elastic: an index in the path is honoured, and one of a gateway is detected', async () => {
  const { double } = bulk();
  const fitting = {
    double,
    inputs: (url: string) => ({ sink: 'elastic', 'sink-url': `${url}/logs-a.b-c/_bulk`, 'sink-token': SINK_TOKEN }),
  };
  await using subject = await open(fitting);
  await subject.sink.send(recentEvents(2), signal);
  assert.deepEqual([...new Set(double.stored.map(({ fields }) => fields['_index']))], ['logs-a.b-c']);
  assert.deepEqual(double.stored[0]?.fields['data_stream'], { type: 'logs', dataset: 'a.b', namespace: 'c' });
  // A gateway takes its own part of the path away before the server sees it.
  await using gateway = await open(fitting);
  gateway.server.faults.on(
    'sink',
    answer(400, {
      error: { type: 'action_request_validation_exception', reason: 'Validation Failed: 1: index is missing;' },
      status: 400,
    }),
  );
  assert.match(await messageOf(gateway.sink.send(recentEvents(2), signal)), /the path of the URL names no index/);
});

test('elastic: every document names the data stream that it goes to, and no other', async () => {
  const streamsOf = async (options: GivenInputs) => {
    await using subject = await open(bulk(), options);
    await subject.sink.send(recentEvents(3), signal);
    return subject.server.double.stored.map(({ fields }) => [fields['_index'], fields['data_stream']]);
  };
  const stream = (dataset: string, namespace: string) => ({ type: 'logs', dataset, namespace });
  for (const [options, index, expected] of [
    [{}, 'logs-github.audit-default', stream('github.audit', 'default')],
    [{ format: 'ecs' }, 'logs-github.audit-ecs', stream('github.audit', 'ecs')],
    [{ format: 'ocsf' }, 'logs-github.ocsf-default', stream('github.ocsf', 'default')],
    [{ 'sink-options': 'document: event' }, 'logs-github.raw-default', stream('github.raw', 'default')],
    [{ 'sink-options': 'index: logs-x.y-prod' }, 'logs-x.y-prod', stream('x.y', 'prod')],
    [{ 'sink-options': 'index: github-audit\ndocument: event' }, 'github-audit', undefined],
  ] as const) {
    for (const found of await streamsOf(options)) assert.deepEqual(found, [index, expected]);
  }
});

test('elastic: ECS never meets the pipeline that parses raw events', async () => {
  const urlOf = async (options: GivenInputs) => {
    await using subject = await open(bulk(), options);
    await subject.sink.send(recentEvents(1), signal);
    return subject.server.requests[0]?.url;
  };
  assert.equal(await urlOf({}), '/_bulk');
  assert.equal(await urlOf({ format: 'ecs' }), '/_bulk?pipeline=_none');
  assert.equal(await urlOf({ format: 'ecs', 'sink-options': 'index: logs-mine-default' }), '/_bulk');
  assert.equal(await urlOf({ format: 'ecs', 'sink-options': 'pipeline: mine' }), '/_bulk?pipeline=mine');
});
