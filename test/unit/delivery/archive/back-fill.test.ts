/** A back-fill of a year: a few objects for each day and batch, never more in memory than the batch, and each event in one object. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Archive } from '../../../../src/delivery/archive/archive.ts';
import { ArchiveLayout } from '../../../../src/delivery/archive/archive-layout.ts';
import type { NewObject, ObjectStore } from '../../../../src/delivery/archive/object-store.ts';
import type { AuditEvent } from '../../../../src/model/event.ts';

const DAYS = 365;
const DAY_MS = 86_400_000;
const [BATCHES, BATCH_EVENTS] = [100, 10_000];
const START = Date.UTC(2026, 0, 1);

/** Confirms after a moment, and keeps what it needs to count. */
class CountingStore implements ObjectStore {
  readonly name = 's3://counting';
  readonly keys = new Set<string>();
  readonly days = new Set<string>();
  lines = 0;
  bytesUnderWay = 0;
  bytesUnderWayMost = 0;

  async put({ key, bytes }: NewObject): Promise<void> {
    assert.ok(!this.keys.has(key), `${key} is written twice`);
    this.keys.add(key);
    this.days.add(/dt=([\d-]+)/.exec(key)?.[1] ?? '');
    this.bytesUnderWay += bytes.length;
    this.bytesUnderWayMost = Math.max(this.bytesUnderWayMost, this.bytesUnderWay);
    await new Promise((resolve) => setImmediate(resolve));
    this.bytesUnderWay -= bytes.length;
    for (const byte of gunzipSync(bytes)) if (byte === 10) this.lines += 1;
  }
}

function batchFrom(first: number): readonly AuditEvent[] {
  const total = BATCHES * BATCH_EVENTS;
  return Array.from({ length: BATCH_EVENTS }, (_, index) => {
    const ts = START + Math.floor(((first + index) * DAYS * DAY_MS) / total);
    return { ts, id: undefined, key: '', raw: Buffer.from(`{"n":${first + index}}`), wellFormed: true };
  });
}

test('a million events of a year are in at most an object for each day and one more for each batch', async () => {
  const store = new CountingStore();
  const layout = new ArchiveLayout({
    host: 'github.com',
    target: { kind: 'organization', name: 'acme' },
    isPull: false,
  });
  const packing = { compression: 'gzip', encryptedTo: [] } as const;
  const archive = new Archive({ store, layout, prefix: '', render: ({ raw }) => raw, packing });
  const signal = new AbortController().signal;
  let batchBytesMost = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const events = batchFrom(batch * BATCH_EVENTS);
    const { lines } = await archive.put({ events, deadLetters: [] }, `1.1.${batch}`, signal);
    batchBytesMost = Math.max(
      batchBytesMost,
      lines.events.pieces.reduce((sum, { length }) => sum + length, 0),
    );
  }
  assert.equal(store.lines, BATCHES * BATCH_EVENTS);
  assert.equal(store.days.size, DAYS);
  assert.ok(store.keys.size <= DAYS + BATCHES, `${store.keys.size} objects`);
  assert.ok(store.bytesUnderWayMost <= batchBytesMost, `${store.bytesUnderWayMost} bytes under way`);
});
