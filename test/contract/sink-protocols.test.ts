/** What is particular about each protocol: how it says yes, how it says no to some, and what it would drop without a word. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { DeliveryError } from '../../src/model/errors.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import { after, answer, dropAnswer } from '../emulator/sabotage.ts';
import {
  asEvent,
  bulk,
  datadog,
  hec,
  loki,
  ndjson,
  open,
  otlp,
  recentEvents,
  SINK_TOKEN,
  type Subject,
  sentinel,
} from './sink-subjects.ts';

const signal = new AbortController().signal;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const raws = (events: readonly AuditEvent[]) => events.map(({ raw }) => raw);
const sorted = (texts: readonly string[]) => texts.toSorted();
const bodyOf = ({ server }: Subject, index = 0) => server.requests[index]?.body.toString('utf8') ?? '';
const reasonsOf = (setAside: readonly { readonly event: AuditEvent; readonly reason: string }[]) =>
  setAside.map(({ event, reason }) => [event.raw.length, reason]);

function eventAt(ts: number, index: number, bytes = 0): AuditEvent {
  const raw = `{"@timestamp":${ts},"_document_id":"id${index}","action":"repo.create","big":12345678901234567890,"x":"${'x'.repeat(bytes)}"}`;
  return asEvent(raw, ts, index);
}

const messageOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'no failure at all',
    (error: unknown) => {
      assert.ok(error instanceof DeliveryError, String(error));
      return `${error.message} | ${error.hint}`;
    },
  );

test('http: the same events carry the same key, other events another', async () => {
  await using subject = await open(ndjson(), { 'sink-batch-events': '5' });
  subject.server.faults.on('sink', dropAnswer(), { nth: 1 });
  await subject.sink.send(recentEvents(10), signal);
  const [first, again, second] = subject.server.double.keys;
  assert.equal(first, again);
  assert.notEqual(first, second);
  assert.match(first ?? '', /^[0-9a-f]{32}$/);
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

test('splunk-hec: what one event becomes', async () => {
  await using subject = await open(hec(), { 'sink-options': 'index: audit\nhost: ghes.example' });
  const event = eventAt(Date.UTC(2026, 10, 22, 9, 40, 0, 7), 1);
  await subject.sink.send([event], signal);
  const [stored] = subject.server.double.stored;
  assert.equal(stored?.raw, event.raw);
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

test('splunk-hec: a mistake of the inputs is no fault of the events', async () => {
  for (const [code, said] of [
    [7, /no such index/],
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

test('splunk-hec: the event that it names is tried alone, and what stood before it comes at most twice', async () => {
  await using subject = await open(hec());
  const events = recentEvents(40);
  subject.server.double.namesRefused = true;
  subject.server.double.refuses = (raw) => raw === events[25]?.raw;
  const { setAside, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(raws(setAside.map(({ event }) => event)), [events[25]?.raw]);
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
  const asked = subject.server.requests.filter(({ label }) => label === 'sink-ack');
  assert.equal(asked.length, 3);
  const channels = new Set(subject.server.requests.map(({ headers }) => headers['x-splunk-request-channel']));
  assert.deepEqual([channels.size, String([...channels][0]).length], [1, 36]);
});

test('splunk-hec: a batch that an indexer lost is sent again; a yes that got lost too, and costs a repetition', async () => {
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

test('splunk-hec: never safe is a failure', async () => {
  await using subject = await open(hec(), ACK);
  Object.assign(subject.server.double, { acknowledges: true, loses: new Set([0, 1, 2, 3, 4, 5, 6]) });
  assert.match(await messageOf(subject.sink.send(recentEvents(3), signal)), /took a batch 5 times and never said/);
  assert.deepEqual(subject.server.stored, []);
});

test('elastic: what one event becomes, with and without the message around it', async () => {
  await using message = await open(bulk());
  const event = eventAt(Date.UTC(2026, 10, 22), 7);
  await message.sink.send([event], signal);
  assert.equal(
    bodyOf(await inPlain(message)),
    `{"create":{"_index":"logs-github.audit-default","_id":"id7"}}\n{"@timestamp":"2026-11-22T00:00:00.000Z","message":${JSON.stringify(event.raw)},"tags":["preserve_original_event"]}\n`,
  );
  await using plain = await open(bulk(), {
    'sink-options': 'index: audit\ndocument: event\npipeline: p1',
    'sink-gzip': 'false',
  });
  await plain.sink.send([event], signal);
  assert.equal(bodyOf(plain), `{"create":{"_index":"audit","_id":"id7"}}\n${event.raw}\n`);
  assert.equal(plain.server.requests[0]?.url, '/_bulk?pipeline=p1');
});

async function inPlain(subject: Subject): Promise<Subject> {
  const { gunzipSync } = await import('node:zlib');
  const requests = subject.server.requests.map((request) => ({ ...request, body: gunzipSync(request.body) }));
  return { ...subject, server: Object.assign(Object.create(subject.server), { requests }) };
}

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
  assert.deepEqual(sorted(subject.server.stored), sorted(raws(events)));
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

test('datadog: what it would drop or cut is not sent', async () => {
  await using subject = await open(datadog(), { 'sink-options': 'site: datadoghq.eu\ntags: { team: security }' });
  const now = subject.clock.now();
  const events = [
    eventAt(now - 19 * HOUR, 1),
    eventAt(now - 17 * HOUR, 2),
    eventAt(now, 3, 1_000_000),
    eventAt(now, 4),
  ];
  const { setAside, acknowledged } = await subject.sink.send(events, signal);
  assert.deepEqual(reasonsOf(setAside), [
    [events[0]?.raw.length, 'too-old'],
    [events[2]?.raw.length, 'too-large'],
  ]);
  assert.equal(acknowledged, 2);
  assert.deepEqual(subject.server.stored, raws([events[1], events[3]].filter((event) => event !== undefined)));
  assert.deepEqual(subject.server.double.stored[0]?.fields['ddtags'], 'org:acme,team:security');
});

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

test('loki: blocked ingestion says 260 and stores nothing', async () => {
  await using subject = await open(loki());
  subject.server.faults.on('sink', answer(260));
  assert.match(await messageOf(subject.sink.send(recentEvents(2), signal)), /260/);
});

test('sentinel: one token for many calls, renewed when it is refused or about to end', async () => {
  await using subject = await open(sentinel(), { 'sink-batch-events': '5' });
  const { double } = subject.server;
  await subject.sink.send(recentEvents(20), signal);
  assert.equal(double.tokensIssued, 1);
  double.revoke();
  await subject.sink.send(recentEvents(20, 2), signal);
  assert.equal(double.tokensIssued, 2);
  // Still good for two minutes: too little to begin a call with.
  await subject.clock.sleep(3599_000 - 2 * MINUTE, signal);
  await subject.sink.send(recentEvents(5, 3), signal);
  assert.equal(double.tokensIssued, 3);
  assert.equal(subject.server.stored.length, 45);
});

test('sentinel: trouble at Entra is tried again, a refusal is not, and its words stay there', async () => {
  await using subject = await open(sentinel());
  subject.server.faults.on('sink-token', answer(503), { nth: 1 });
  subject.server.faults.on('sink-token', dropAnswer(), { nth: 2 });
  assert.equal((await subject.sink.send(recentEvents(3), signal)).acknowledged, 3);
  await using refused = await open(sentinel(), { 'sink-token': 'wrong-secret-01234' });
  const message = await messageOf(refused.sink.send(recentEvents(3), signal));
  assert.match(message, /Entra gave no token \(HTTP 401\)/);
  assert.doesNotMatch(message, /canary|AADSTS|wrong-secret/);
  assert.equal(refused.server.requests.length, 1);
});

test('sentinel: by the identity of the job, without any secret', async () => {
  await using issuer = await open(ndjson());
  issuer.server.faults.on('sink', (_, request) => {
    assert.equal(request.query.get('audience'), 'api://AzureADTokenExchange');
    assert.equal(request.headers.authorization, 'Bearer runner-token-0123');
    return answer(200, { value: 'github-id-token-1' })(async () => ({ status: 500 }), request);
  });
  const idToken = { url: `${issuer.server.url}/token?api-version=2.0`, token: 'runner-token-0123' };
  await using subject = await open(sentinel(), { 'sink-token': '' }, idToken);
  assert.equal((await subject.sink.send(recentEvents(3), signal)).acknowledged, 3);
  await using without = await open(sentinel(), { 'sink-token': '' });
  assert.match(await messageOf(without.sink.send(recentEvents(3), signal)), /id-token: write/);
});

test('otlp: a partial success is not sent again; all that may have been refused is set aside', async () => {
  await using subject = await open(otlp(), { 'sink-batch-events': '10' });
  const events = recentEvents(30);
  subject.server.double.refuses = (raw) => raw === events[12]?.raw;
  const { setAside, acknowledged, requests } = await subject.sink.send(events, signal);
  assert.deepEqual([acknowledged, setAside.length, requests], [20, 10, 3]);
  assert.ok(setAside.some(({ event }) => event === events[12]));
  assert.equal(subject.server.stored.length, 29);
});

test('otlp: a warning is a success; 500 is not tried again; an answer of something else is none', async () => {
  await using warned = await open(otlp());
  const warning = { partialSuccess: { rejectedLogRecords: 0, errorMessage: 'old format' } };
  warned.server.faults.on('sink', after(answer(200, warning)));
  assert.equal((await warned.sink.send(recentEvents(3), signal)).acknowledged, 3);
  await using broken = await open(otlp());
  broken.server.faults.on('sink', answer(500));
  await messageOf(broken.sink.send(recentEvents(3), signal));
  assert.equal(broken.server.requests.length, 1);
  await using other = await open(otlp());
  other.server.faults.on('sink', answer(200, 'OK'));
  assert.match(await messageOf(other.sink.send(recentEvents(3), signal)), /no answer of an OTLP receiver/);
});
