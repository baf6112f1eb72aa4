/**
 * A 500 that stays. An OpenTelemetry Collector answers so when what stands behind it refuses a request as too large, or one
 * record in it: so the request is halved, and one event alone becomes a dead letter only where the others of its batch were accepted.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { answer } from '../emulator/sabotage.ts';
import { messageOf, raws, signal } from './sink-requests.ts';
import { hec, open, otlp, recentEvents } from './sink-subjects.ts';

const plainOf = (body: Buffer) => (body[0] === 0x1f ? gunzipSync(body) : body).toString('utf8');

for (const [name, fitting] of [
  ['otlp', otlp],
  ['splunk-hec', hec],
] as const) {
  test(`${name}: what stands behind a collector takes small requests only: all are delivered, and the next fit at once`, async () => {
    await using subject = await open<ReturnType<typeof fitting>['double']>(fitting());
    const events = recentEvents(60);
    const refused = subject.server.faults.on('sink', answer(500), {
      where: ({ body }) => plainOf(body).length > 20_000,
    });
    assert.equal((await subject.sink.send(events, signal)).acknowledged, 60);
    assert.deepEqual(subject.server.stored, raws(events));
    const before = refused.hits;
    assert.ok(before > 0);
    await subject.sink.send(recentEvents(60, 2), signal);
    assert.equal(refused.hits, before);
  });

  test(`${name}: one event that is answered with 500 every time becomes a dead letter, the others are delivered`, async () => {
    await using subject = await open<ReturnType<typeof fitting>['double']>(fitting());
    const events = recentEvents(60);
    const marker = events[33]?.id ?? '';
    subject.server.faults.on('sink', answer(500), { where: ({ body }) => plainOf(body).includes(`"${marker}"`) });
    const { notAccepted, acknowledged } = await subject.sink.send(events, signal);
    assert.deepEqual(
      notAccepted.map(({ event, reason, why }) => [event.id, reason, why]),
      [[marker, 'rejected', 'HTTP 500']],
    );
    assert.equal(acknowledged, 59);
  });

  test(`${name}: a receiver that answers 500 to everything soon ends the run, and makes no dead letter`, async () => {
    await using subject = await open<ReturnType<typeof fitting>['double']>(fitting());
    subject.server.faults.on('sink', answer(500, 'canary'));
    const message = await messageOf(subject.sink.send(recentEvents(500), signal));
    assert.match(message, /responded HTTP 500 repeatedly, also to single events/);
    assert.ok(subject.server.requests.length < 40, String(subject.server.requests.length));
  });

  test(`${name}: an outage in the middle of a batch makes no dead letter`, async () => {
    await using subject = await open<ReturnType<typeof fitting>['double']>(fitting(), { 'sink-batch-events': '100' });
    subject.server.faults.on('sink', answer(500), { from: 4 });
    subject.server.faults.on('sink', answer(500), { nth: [1, 2] });
    await messageOf(subject.sink.send(recentEvents(100), signal));
    assert.equal(subject.server.stored.length, 50);
    await using again = await open<ReturnType<typeof fitting>['double']>(fitting());
    const { acknowledged, notAccepted } = await again.sink.send(recentEvents(100), signal);
    assert.deepEqual([acknowledged, notAccepted], [100, []]);
  });
}
