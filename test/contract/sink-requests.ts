/** What the tests of all protocols ask for. */
import assert from 'node:assert/strict';
import { DeliveryError } from '../../src/model/errors.ts';
import type { AuditEvent } from '../../src/model/event.ts';
import { asEvent, type Subject } from './sink-subjects.ts';

export const signal = new AbortController().signal;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const raws = (events: readonly AuditEvent[]) => events.map(({ raw }) => raw.toString());
export const bodyOf = ({ server }: Subject, index = 0) => server.requests[index]?.body ?? Buffer.alloc(0);

export function eventAt(ts: number, index: number, bytes = 0): AuditEvent {
  const raw = `{"@timestamp":${ts},"_document_id":"id${index}","action":"repo.create","big":12345678901234567890,"x":"${'x'.repeat(bytes)}"}`;
  return asEvent(raw, ts, index);
}

/** Message and hint of the failure that a sending has to end with. */
export const messageOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'no failure at all',
    (error: unknown) => {
      assert.ok(error instanceof DeliveryError, String(error));
      return `${error.message} | ${error.hint}`;
    },
  );
