import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AGE_MARGIN_MS, Batcher, prepare } from '../../../../src/delivery/http/batcher.ts';
import { BodySize, frame, partition } from '../../../../src/delivery/http/frame.ts';
import { ARRAY, type Entry, type Framing, LINES, type Limits } from '../../../../src/delivery/http/preset.ts';
import type { AuditEvent } from '../../../../src/model/event.ts';
import { entryOf, eventOf } from './sink-events.ts';

const STREAMS: Framing = {
  open: '{"streams":[',
  separator: ',',
  close: ']}',
  stream: ({ event }) => ({ open: `{"k":${event.ts % 3},"v":[`, close: ']}' }),
};
const LIMITS: Limits = {
  batchEvents: 10,
  batchBytes: 300,
  eventBytes: undefined,
  maxAgeMs: undefined,
  maxFutureMs: undefined,
};

const entries = fc
  .array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 })
  .map((sizes) => sizes.map((bytes, index) => entryOf(eventOf(index, bytes, index * 10))));
const framings = fc.constantFrom(LINES, ARRAY, STREAMS);

function cut(all: readonly Entry[], framing: Framing, limits: Limits): readonly (readonly Entry[])[] {
  const batcher = new Batcher({ framing, limits });
  const closed = all.map((entry) => batcher.add(entry)).filter((batch) => batch !== undefined);
  return [...closed, batcher.take()].filter((batch) => batch.length > 0);
}

test('every entry is in one batch, in its order, and no batch is beyond its limits unless it is one entry', () => {
  const limits = fc.record({
    batchEvents: fc.integer({ min: 1, max: 12 }),
    batchBytes: fc.integer({ min: 1, max: 600 }),
    batchSpanMs: fc.integer({ min: 0, max: 120 }),
  });
  fc.assert(
    fc.property(entries, framings, limits, (all, framing, own) => {
      const batches = cut(all, framing, { ...LIMITS, ...own });
      assert.deepEqual(batches.flat(), all);
      for (const batch of batches) {
        assert.ok(batch.length <= own.batchEvents);
        const span = (batch.at(-1)?.event.ts ?? 0) - (batch[0]?.event.ts ?? 0);
        assert.ok(span <= own.batchSpanMs);
        for (const part of partition(batch, framing)) {
          const bytes = Buffer.byteLength(frame(part, framing));
          // A stream that opens with the last entry may weigh a little more than was foreseen.
          const slack = framing === STREAMS ? 40 : 8;
          assert.ok(part.length === 1 || bytes <= own.batchBytes + slack, `${bytes} > ${own.batchBytes}`);
        }
      }
    }),
  );
});

test('the size that is foreseen is never below the size of the body', () => {
  fc.assert(
    fc.property(entries, framings, (all, framing) => {
      const size = new BodySize(framing);
      for (const entry of all) size.add(entry);
      for (const part of partition(all, framing)) assert.ok(size.bytes >= Buffer.byteLength(frame(part, framing)));
    }),
  );
});

test('a frame holds the records of one stream, and all frames together every record once, in its order', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const bodies = partition(all, STREAMS).map(
        (part) => JSON.parse(frame(part, STREAMS).toString()) as { streams: { k: number; v: { n: number }[] }[] },
      );
      if (all.length > 0) assert.ok(bodies.every(({ streams }) => streams.length === 1));
      const kinds = bodies.flatMap(({ streams }) => streams.map(({ k }) => k));
      assert.equal(new Set(kinds).size, kinds.length, 'a stream is in one body');
      const numbers = bodies.map(({ streams }) => streams.flatMap(({ v }) => v.map(({ n }) => n)));
      for (const each of numbers)
        assert.deepEqual(
          each,
          each.toSorted((a, b) => a - b),
        );
      assert.deepEqual(
        numbers.flat().toSorted((a, b) => a - b),
        all.map((_, index) => index),
      );
    }),
  );
});

test('records of two streams never make one body', () => {
  const mixed = [entryOf(eventOf(0, 0, 0)), entryOf(eventOf(1, 0, 1))];
  assert.throws(() => frame(mixed, STREAMS), /one stream/);
});

test('after a body that was too large, a batcher makes smaller ones', () => {
  const batcher = new Batcher({ framing: LINES, limits: { ...LIMITS, batchBytes: 10_000, batchEvents: 1000 } });
  batcher.shrink(200);
  const batches = Array.from({ length: 20 }, (_, index) => batcher.add(entryOf(eventOf(index, 20)))).filter(Boolean);
  assert.ok(batches.length > 5);
  for (const batch of batches) assert.ok(frame(batch ?? [], LINES).length <= 100);
});

test('an event that a receiver would drop, cut or choke on becomes a dead letter before it is sent', () => {
  const now = 1_000_000;
  const record = (event: AuditEvent) => `${event.raw.toString()}-and-more`;
  const reasonAt = (ts: number, limits: Partial<Limits>, bytes = 0) => {
    const prepared = prepare(eventOf(1, bytes, ts), { record, limits: { ...LIMITS, ...limits } }, now);
    return 'reason' in prepared ? prepared.reason : 'sent';
  };
  const maxAgeMs = 100 + AGE_MARGIN_MS;
  assert.equal(reasonAt(now - 100, { maxAgeMs }), 'sent');
  assert.equal(reasonAt(now - 101, { maxAgeMs }), 'too-old');
  assert.equal(reasonAt(now + 50, { maxFutureMs: 50 }), 'sent');
  assert.equal(reasonAt(now + 51, { maxFutureMs: 50 }), 'too-new');
  const bytes = Buffer.byteLength(eventOf(1, 100, now).raw);
  const whole = ({ raw }: AuditEvent) => raw.toString();
  assert.equal(reasonAt(now, { eventBytes: { max: bytes, of: whole } }, 100), 'sent');
  assert.equal(reasonAt(now, { eventBytes: { max: bytes - 1, of: whole } }, 100), 'too-large');
  assert.equal(reasonAt(now, { eventBytes: { max: bytes } }, 100), 'too-large');
  assert.equal(reasonAt(0, {}), 'sent');
});
