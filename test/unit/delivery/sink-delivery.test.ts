import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import type { NotAccepted, Sink } from '../../../src/delivery/http/sink.ts';
import { SinkDelivery } from '../../../src/delivery/sink-delivery.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
import { eventOf } from './http/sink-events.ts';

const signal = new AbortController().signal;
const events = (from: number, count: number) => Array.from({ length: count }, (_, index) => eventOf(from + index));

/** A sink whose sendings end when the test says so; every seventh event becomes a dead letter. */
class ScriptedSink implements Sink {
  readonly name = 'scripted';
  readonly batch = { events: 10, bytes: 1e9 };
  readonly sent: (readonly AuditEvent[])[] = [];
  failFrom = Number.POSITIVE_INFINITY;
  hold = false;
  #release: (() => void)[] = [];

  async send(sent: readonly AuditEvent[]) {
    this.sent.push(sent);
    const nth = this.sent.length;
    if (this.hold) await new Promise<void>((resolve) => this.#release.push(resolve));
    if (nth >= this.failFrom) throw new Error('down');
    const notAccepted = sent.filter(isOdd).map((event): NotAccepted => ({ event, reason: 'rejected' }));
    return { acknowledged: sent.length - notAccepted.length, notAccepted, requests: 1, retries: 0 };
  }

  release(): void {
    for (const end of this.#release.splice(0)) end();
  }
}

const isOdd = ({ ts }: AuditEvent) => ts % 7 === 0;

test('whatever is offered in whatever portions: each event is sent once, in order, before settle resolves', async () => {
  const portions = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.boolean()), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(portions, fc.integer({ min: 0, max: 8 }), async (sizes, unoffered) => {
      const sink = new ScriptedSink();
      const delivery = new SinkDelivery(sink);
      let next = 1;
      let open: AuditEvent[] = [];
      const all: AuditEvent[] = [];
      const settle = async () => {
        const late = events(next, unoffered);
        next += unoffered;
        all.push(...late);
        const notAccepted = await delivery.settle([...open, ...late], signal);
        assert.deepEqual(
          notAccepted.map(({ event }) => event),
          [...open, ...late].filter(isOdd),
        );
        assert.deepEqual(sink.sent.flat(), all);
        open = [];
      };
      for (const [size, settles] of sizes) {
        const portion = events(next, size);
        next += size;
        open.push(...portion);
        all.push(...portion);
        await delivery.offer(portion, signal);
        if (settles) await settle();
      }
      await settle();
      assert.equal(delivery.totals.acknowledged + delivery.totals.notAccepted.rejected, all.length);
    }),
  );
});

test('what is sent at once is in order, whatever the order in which feeds and sweeps were read', async () => {
  const sink = new ScriptedSink();
  const delivery = new SinkDelivery(sink);
  const [early, late] = [events(1, 5), events(6, 4)];
  await delivery.offer(late, signal);
  await delivery.offer(early, signal);
  await delivery.settle([...early, ...late], signal);
  assert.deepEqual(sink.sent, [[...early, ...late]]);
});

test('one batch is on its way while the next is read; a third waits', async () => {
  const sink = new ScriptedSink();
  sink.hold = true;
  const delivery = new SinkDelivery(sink);
  await delivery.offer(events(1, 10), signal);
  await delivery.offer(events(11, 10), signal);
  assert.equal(sink.sent.length, 1);
  let resolved = false;
  const third = delivery.offer(events(21, 10), signal).then(() => {
    resolved = true;
  });
  await turn();
  assert.equal(resolved, false);
  sink.release();
  await third;
  assert.deepEqual(
    sink.sent.map(({ length }) => length),
    [10, 20],
  );
  const settled = delivery.settle(events(1, 0), signal).catch((error: unknown) => error);
  sink.release();
  assert.match(String(await settled), /what was offered to the sink is what is delivered/);
});

test('a sending that failed fails everything after it, and nothing more is sent', async () => {
  const sink = new ScriptedSink();
  sink.failFrom = 2;
  const delivery = new SinkDelivery(sink);
  const first = events(1, 10);
  await delivery.offer(first, signal);
  assert.equal((await delivery.settle(first, signal)).length, 1);
  const second = events(11, 10);
  await delivery.offer(second, signal);
  await turn();
  await assert.rejects(delivery.settle(second, signal), /down/);
  await assert.rejects(delivery.offer(events(30, 10), signal), /down/);
  await assert.rejects(delivery.settle([], signal), /down/);
  assert.equal(sink.sent.length, 2);
  assert.equal(delivery.totals.acknowledged, 9);
});
