import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledgeByStatus } from '../../../../src/delivery/http/acknowledge.ts';
import { createHttpSink } from '../../../../src/delivery/http/http-sink.ts';
import type { Outcome } from '../../../../src/delivery/http/outcome.ts';
import { LINES, type Protocol } from '../../../../src/delivery/http/preset.ts';
import { DeliveryError } from '../../../../src/model/errors.ts';
import type { HttpAnswer, HttpRequest } from '../../../../src/runtime/http.ts';
import { FakeClock } from '../../fake-clock.ts';
import { RecordingLog } from '../../recording-log.ts';
import { eventOf } from './sink-events.ts';

const signal = new AbortController().signal;

type Script = (request: HttpRequest, nth: number, signal: AbortSignal) => HttpAnswer | Promise<HttpAnswer>;

const said = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers,
  body: '',
});
const events = (count: number) => Array.from({ length: count }, (_, index) => eventOf(index));
const idsIn = ({ body }: HttpRequest) =>
  [
    ...Buffer.from(body ?? '')
      .toString()
      .matchAll(/"n":(\d+)/g),
  ].map(([, n]) => Number(n));

function sinkOver(script: Script, changes: Partial<Protocol> = {}, deadlineMs = 3_600_000) {
  const clock = new FakeClock();
  const requests: HttpRequest[] = [];
  const protocol: Protocol = {
    url: 'https://sink.example/in',
    contentType: 'application/x-ndjson',
    headers: { authorization: 'Bearer t' },
    record: ({ raw }) => raw.toString(),
    framing: LINES,
    limits: { batchEvents: 4, batchBytes: 1e6, eventBytes: undefined, maxAgeMs: undefined, maxFutureMs: undefined },
    gzip: false,
    acknowledge: acknowledgeByStatus,
    ...changes,
  };
  const endsAt = clock.now() + deadlineMs;
  const sink = createHttpSink(protocol, {
    name: 'test',
    http: {
      send: async (request, ownSignal) => {
        requests.push(request);
        return script(request, requests.length, ownSignal);
      },
    },
    clock,
    random: { next: () => 0.5, token: () => 'c0ffee00' },
    log: new RecordingLog(),
    resilience: {
      requestTimeoutMs: 10_000,
      retry: { attempts: 4, initialBackoffMs: 2000, maxBackoffMs: 60_000, multiplier: 2 },
      breaker: { failures: 100, successes: 1, cooldownMs: 1000 },
    },
    headers: { userAgent: 'agent', own: { 'x-own': '1' } },
    deadlineAt: () => endsAt,
  });
  return { sink, clock, requests };
}

const failureOf = async (sending: Promise<unknown>): Promise<DeliveryError> => {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, String(error));
  return error;
};

test('batches go one after the other, in order', async () => {
  const { sink, requests } = sinkOver(() => said(200));
  const receipt = await sink.send(events(10), signal);
  assert.deepEqual(requests.map(idsIn), [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9],
  ]);
  assert.deepEqual(receipt, { acknowledged: 10, notAccepted: [], requests: 3, retries: 0 });
});

test('no batch is sent before the one ahead of it is acknowledged', async () => {
  const { sink, requests } = sinkOver((_, nth) => said(nth < 4 ? 503 : 200));
  await sink.send(events(8), signal);
  assert.deepEqual(
    requests.map((request) => idsIn(request)[0]),
    [0, 0, 0, 0, 4],
  );
});

test('every try carries the same body and key; the headers of the user win', async () => {
  const { sink, requests } = sinkOver((_, nth) => said(nth < 3 ? 503 : 200), {
    idempotencyHeader: 'idempotency-key',
    headers: { 'x-own': 'preset', authorization: 'Bearer t' },
  });
  await sink.send(events(3), signal);
  assert.equal(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size, 1);
  assert.equal(new Set(requests.map(({ body }) => Buffer.from(body ?? '').toString('hex'))).size, 1);
  assert.equal(requests[0]?.headers['x-own'], '1');
});

test('Retry-After wins over the backoff; without it the backoff is drawn', async () => {
  const { sink, clock } = sinkOver((_, nth) => {
    if (nth === 1) return said(503, { 'retry-after': '30' });
    return nth === 2 ? said(500) : said(200);
  });
  await sink.send(events(1), signal);
  assert.deepEqual(clock.slept, [30_000, 2000]);
});

test('an answer that says to come back later uses up no try', async () => {
  const { sink, requests } = sinkOver((_, nth) => (nth < 9 ? said(429, { 'retry-after': '5' }) : said(200)));
  assert.equal((await sink.send(events(1), signal)).acknowledged, 1);
  assert.equal(requests.length, 9);
});

test('an event that the sink calls late although order does not matter becomes a dead letter, once', async () => {
  const acknowledge = (_: HttpAnswer, { entries }: { readonly entries: readonly unknown[] }): Outcome => ({
    kind: 'fates',
    fates: entries.map((_entry, index) => (index === 0 ? 'late' : 'acknowledged')),
  });
  const { sink, requests } = sinkOver(() => said(200), { acknowledge });
  const { notAccepted, acknowledged } = await sink.send(events(3), signal);
  assert.deepEqual(
    [notAccepted.map(({ event, reason }) => [event.id, reason]), acknowledged],
    [[['id0', 'too-old']], 2],
  );
  assert.deepEqual(requests.map(idsIn), [[0, 1, 2], [0]]);
});

test('a wait that does not fit before the deadline is not begun', async () => {
  const { sink, requests } = sinkOver(() => said(503, { 'retry-after': '7200' }));
  const error = await failureOf(sink.send(events(1), signal));
  assert.match(error.message, /was not done before the run had to end/);
  assert.equal(requests.length, 1);
});

test('a request that never settles is given up at its timeout, and the batch is sent again', async () => {
  const { sink, requests, clock } = sinkOver((_, nth) => (nth === 1 ? new Promise(() => {}) : said(200)));
  const before = clock.now();
  assert.equal((await sink.send(events(2), signal)).acknowledged, 2);
  assert.equal(requests.length, 2);
  assert.ok(clock.now() - before >= 10_000);
});

test('a poison event costs the logarithm of the batch and is the only one that becomes a dead letter', async () => {
  const { sink, requests } = sinkOver((request) => said(idsIn(request).includes(77) ? 400 : 200), {
    limits: { batchEvents: 128, batchBytes: 1e6, eventBytes: undefined, maxAgeMs: undefined, maxFutureMs: undefined },
  });
  const { notAccepted, acknowledged } = await sink.send(events(128), signal);
  assert.deepEqual(
    notAccepted.map(({ event, reason }) => [event.id, reason]),
    [['id77', 'rejected']],
  );
  assert.equal(acknowledged, 127);
  assert.ok(requests.length <= 1 + 2 * 7, String(requests.length));
});

test('items that are busy go again alone, after a pause, for as long as some get through', async () => {
  let open = 6;
  const acknowledge = (_: HttpAnswer, { entries }: { readonly entries: readonly unknown[] }): Outcome => {
    open -= 1;
    return {
      kind: 'fates',
      fates: entries.map((_, index) => (index < entries.length - open ? 'acknowledged' : 'busy')),
    };
  };
  const { sink, requests, clock } = sinkOver(() => said(200), {
    acknowledge,
    limits: { batchEvents: 9, batchBytes: 1e6, eventBytes: undefined, maxAgeMs: undefined, maxFutureMs: undefined },
  });
  assert.equal((await sink.send(events(6), signal)).acknowledged, 6);
  assert.deepEqual(
    requests.map((request) => idsIn(request).length),
    [6, 5, 4, 3, 2, 1],
  );
  assert.ok(clock.slept.every((ms) => ms >= 1000));
});

test('items that stay busy use up the tries', async () => {
  const acknowledge = (_: HttpAnswer, { entries }: { readonly entries: readonly unknown[] }): Outcome => ({
    kind: 'fates',
    fates: entries.map(() => 'busy'),
  });
  const { sink, requests } = sinkOver(() => said(200), { acknowledge });
  assert.match(
    (await failureOf(sink.send(events(3), signal))).message,
    /failed 4 times \(3 of 3 events were not accepted/,
  );
  assert.equal(requests.length, 4);
});

test('a rejection quotes no foreign text, whatever the client throws', async () => {
  const { sink } = sinkOver(() => {
    throw new TypeError('fetch failed canary', { cause: Object.assign(new Error('canary'), { code: 'ECONNREFUSED' }) });
  });
  const error = await failureOf(sink.send(events(1), signal));
  assert.match(error.message, /cannot be reached \(ECONNREFUSED\), 4 times/);
  assert.doesNotMatch(`${error.message}${error.hint}`, /canary/);
});

test('an untrusted certificate is not retried', async () => {
  const { sink, requests } = sinkOver(() => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) });
  });
  assert.match((await failureOf(sink.send(events(1), signal))).hint, /ca-certificates/);
  assert.equal(requests.length, 1);
});
