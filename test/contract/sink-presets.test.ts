/**
 * One contract for all presets, over real HTTP: whatever the receiver does, an event that is acknowledged is stored, one that
 * is neither stored nor a dead letter makes the sending fail, and nothing secret or foreign is in what the failure says.
 */
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { DeliveryError } from '../../src/model/errors.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import { SINK_NAMES } from '../../src/model/sink-name.ts';
import { compareEvents } from '../emulator/delivered.ts';
import type { Sabotage } from '../emulator/faults.ts';
import {
  after,
  answer,
  cutBody,
  delay,
  dropAnswer,
  hang,
  hangInBody,
  html,
  redirect,
  reset,
} from '../emulator/sabotage.ts';
import { eventAt, raws } from './sink-requests.ts';
import { recentEvents, SINK_TOKEN, SUBJECTS, type Subject } from './sink-subjects.ts';

const signal = new AbortController().signal;
const COUNT = 60;
/** Small requests, so that a fault hits some of many. */
const SMALL = { 'sink-batch-events': '8' };

const comparison = (events: readonly AuditEvent[], { server }: Subject) => compareEvents(raws(events), server.stored);

async function failureOf(sending: Promise<unknown>): Promise<DeliveryError> {
  const error = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, `rejects with a DeliveryError, not ${String(error)}`);
  for (const foreign of [SINK_TOKEN, 'canary', '127.0.0.1'])
    assert.ok(!`${error.message} ${error.hint}`.includes(foreign));
  assert.doesNotMatch(error.message, /\.$/);
  return error;
}

/** Goes wrong a few times, then well; `repeats`: the receiver may have taken the batch, so that it may be there twice. */
const PASSING: Readonly<Record<string, { readonly fault: Sabotage; readonly repeats?: true; readonly hangs?: true }>> =
  {
    '503': { fault: answer(503, 'busy, says the canary') },
    '503 with Retry-After': { fault: answer(503, '', { 'retry-after': '7' }) },
    '429': { fault: answer(429, 'slow down') },
    '429 with Retry-After': { fault: answer(429, '', { 'retry-after': '7' }) },
    '408': { fault: answer(408) },
    '502 of a gateway': { fault: html(502) },
    '200 with a web page': { fault: html(200) },
    'no answer before the effect': { fault: hang(), repeats: true, hangs: true },
    'no answer after the effect': { fault: after(hang()), repeats: true, hangs: true },
    'headers, but never a body, after the effect': { fault: hangInBody(), repeats: true, hangs: true },
    'reset before the effect': { fault: reset() },
    'reset after the effect': { fault: dropAnswer(), repeats: true },
    'body cut short after the effect': { fault: cutBody(), repeats: true },
    '503 after the effect': { fault: after(answer(503)), repeats: true },
    'a slow answer': { fault: delay(50) },
  };

const REFUSALS: Readonly<Record<string, Sabotage>> = {
  '401': answer(401, 'canary'),
  '403': answer(403, { message: 'canary' }),
  '404': answer(404),
  '301 to elsewhere': redirect('https://canary.example/'),
  '415': answer(415),
  '418': answer(418),
};

test('every preset is under this contract', () =>
  assert.deepEqual(Object.keys(SUBJECTS).sort(), [...SINK_NAMES].sort()));

for (const [name, open] of Object.entries(SUBJECTS)) {
  describe(name, () => {
    it('stores every event once, in order, as GitHub sent it', async () => {
      await using subject = await open(SMALL);
      const events = recentEvents(COUNT);
      const receipt = await subject.sink.send(events, signal);
      // A receiver that groups by feed keeps the order within each.
      for (const isGit of name === 'loki' ? [true, false] : [undefined]) {
        const ofFeed = (raw: string) => isGit === undefined || raw.includes('"action":"git.') === isGit;
        assert.deepEqual(subject.server.stored.filter(ofFeed), raws(events).filter(ofFeed));
      }
      assert.deepEqual([receipt.acknowledged, receipt.notAccepted, receipt.retries], [COUNT, [], 0]);
      assert.ok(receipt.requests >= Math.ceil(COUNT / 8));
    });

    it('requests nothing when there is nothing to send', async () => {
      await using subject = await open();
      assert.equal((await subject.sink.send([], signal)).requests, 0);
      assert.equal(subject.server.requests.length, 0);
    });

    for (const [what, { fault, repeats, hangs }] of Object.entries(PASSING)) {
      it(`loses nothing: ${what}`, async () => {
        await using subject = await open(SMALL);
        if (hangs === true) subject.clock.timeoutMaxMs = 100;
        const events = recentEvents(COUNT);
        const planned = subject.server.faults.on('sink', fault, { nth: [1, 4, 5] });
        const sent = await subject.sink.send(events, signal);
        assert.equal(planned.hits, 3);
        assert.equal(sent.acknowledged, COUNT);
        const { lost, duplicated, altered, foreign } = comparison(events, subject);
        assert.deepEqual([lost, altered, foreign], [[], [], []]);
        if (repeats !== true || name === 'elastic' || name === 'loki') assert.deepEqual(duplicated, []);
      });
    }

    it('waits as long as the receiver says', async () => {
      await using subject = await open();
      subject.server.faults.on('sink', answer(503, '', { 'retry-after': '7' }), { nth: 1 });
      await subject.sink.send(recentEvents(3), signal);
      assert.ok(subject.clock.slept.includes(7000), String(subject.clock.slept));
    });

    it('halves what is too large for the receiver, and learns from it', async () => {
      await using subject = await open({ 'sink-gzip': 'false' });
      const events = recentEvents(COUNT);
      const tooLarge = subject.server.faults.on('sink', answer(413), { where: ({ body }) => body.length > 20_000 });
      const receipt = await subject.sink.send(events, signal);
      assert.ok(tooLarge.hits > 0);
      assert.deepEqual(comparison(events, subject).lost, []);
      assert.equal(receipt.acknowledged, COUNT);
      const before = tooLarge.hits;
      await subject.sink.send(recentEvents(5 * COUNT, 2), signal);
      assert.ok(tooLarge.hits <= before + 1, 'the next batches are small enough');
      const huge = eventAt(Date.now(), 1_000_000, 25_000);
      const { notAccepted, acknowledged } = await subject.sink.send([huge, ...recentEvents(2, 3)], signal);
      assert.deepEqual([notAccepted, acknowledged], [[{ event: huge, reason: 'too-large', why: 'HTTP 413' }], 2]);
    });

    it('gives up on a receiver that only fails, and says so', async () => {
      await using subject = await open(SMALL);
      subject.server.faults.on('sink', answer(503, 'canary'), { from: 3 });
      const error = await failureOf(subject.sink.send(recentEvents(COUNT), signal));
      assert.match(error.message, new RegExp(`sending \\d events to ${name} failed 5 times \\(HTTP 503, 5 times\\)`));
      assert.equal(subject.server.requests.filter(({ label }) => label === 'sink').length, 2 + 5);
      // Loki has one request for each feed.
      assert.ok(name === 'loki' || subject.server.stored.length === 16);
    });

    for (const [what, fault] of Object.entries(REFUSALS)) {
      it(`does not retry what cannot work: ${what}`, async () => {
        await using subject = await open(SMALL);
        const refused = subject.server.faults.on('sink', fault);
        const error = await failureOf(subject.sink.send(recentEvents(COUNT), signal));
        assert.match(error.message, /refused/);
        assert.notEqual(error.hint, '');
        // A token that is fetched is fetched once more.
        assert.ok(refused.hits === 1 || (name === 'sentinel' && what === '401' && refused.hits === 2));
        assert.deepEqual(subject.server.stored, []);
      });
    }

    it('reports a wrong token as a wrong token', async () => {
      await using subject = await open({ 'sink-token': 'another-token-0123456789' });
      await failureOf(subject.sink.send(recentEvents(COUNT), signal));
      assert.deepEqual(subject.server.stored, []);
    });

    it('makes one event that spoils its batch a dead letter, and delivers all others', async () => {
      await using subject = await open(SMALL);
      const events = recentEvents(COUNT);
      const poison = raws(events)[33] ?? '';
      const marker = JSON.stringify(poison).slice(20, 90);
      await subject.sink.send(events.slice(0, 5), signal);
      subject.server.faults.on('sink', answer(400, 'canary'), {
        where: (request) => holds(request.body, poison) || holds(request.body, marker),
      });
      const receipt = await subject.sink.send(events.slice(5), signal);
      assert.deepEqual(
        receipt.notAccepted.map(({ event, reason }) => [event.raw.toString(), reason]),
        [[poison, 'rejected']],
      );
      assert.deepEqual(comparison(events, subject).lost, [poison]);
    });

    it('does not mistake a receiver that refuses everything for many bad events', async () => {
      await using subject = await open(SMALL);
      subject.server.faults.on('sink', answer(400, 'canary'));
      const error = await failureOf(subject.sink.send(recentEvents(COUNT), signal));
      assert.match(error.message, /refused all of the first 20 events and has accepted none \(HTTP 400\)/);
      assert.ok(subject.server.requests.length < 60);
      await using few = await open(SMALL);
      few.server.faults.on('sink', answer(400, 'canary'));
      await failureOf(few.sink.send(recentEvents(2), signal));
    });

    it('whatever happens in whatever order: acknowledged is stored, and in the end nothing is missing', async () => {
      const faults = fc.constantFrom(
        ...Object.values(PASSING).map(({ fault }) => fault),
        answer(413),
        REFUSALS['401'] ?? reset(),
      );
      const plan = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), faults), {
        maxLength: 4,
        selector: ([nth]) => nth,
      });
      await fc.assert(
        fc.asyncProperty(plan, async (planned) => {
          await using subject = await open({ 'sink-batch-events': '4' });
          subject.clock.timeoutMaxMs = 100;
          for (const [nth, fault] of planned) subject.server.faults.on('sink', fault, { nth });
          const events = recentEvents(12);
          const first = await subject.sink.send(events, signal).catch((error: unknown) => error);
          if (first instanceof Error) {
            assert.ok(first instanceof DeliveryError, String(first));
            subject.server.faults.clear();
            await using again = await open({ 'sink-batch-events': '4' });
            await again.sink.send(events, signal);
            assert.deepEqual(comparison(events, again).lost, []);
            return;
          }
          const { notAccepted } = first as Awaited<ReturnType<typeof subject.sink.send>>;
          const expected = events.filter((event) => !notAccepted.some((each) => each.event === event));
          const { lost, altered, foreign } = comparison(expected, subject);
          assert.deepEqual([lost, altered], [[], []]);
          // An event that was stored under an answer that got lost may be stored twice before it becomes a dead letter.
          assert.ok(new Set(foreign).size <= notAccepted.length);
        }),
        { numRuns: 15 },
      );
    });
  });
}

function holds(body: Buffer, text: string): boolean {
  return text !== '' && plainOf(body).includes(text);
}

function plainOf(body: Buffer): string {
  return body[0] === 0x1f ? gunzipSync(body).toString('utf8') : body.toString('utf8');
}
