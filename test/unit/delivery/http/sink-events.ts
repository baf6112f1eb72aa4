/** Events and records for tests of what sends them. */
import type { Entry } from '../../../../src/delivery/http/preset.ts';
import type { AuditEvent } from '../../../../src/model/event.ts';

export function eventOf(index: number, bytes = 0, ts = index): AuditEvent {
  const raw = `{"@timestamp":${ts},"n":${index},"x":"${'é'.repeat(bytes >> 1)}"}`;
  return { ts, id: `id${index}`, key: index.toString(16).padStart(32, '0'), raw: Buffer.from(raw), wellFormed: true };
}

export function entryOf(event: AuditEvent): Entry {
  return { event, record: event.raw, bytes: event.raw.length, late: false };
}
