/**
 * One audit event as the collector handles it: the bytes that GitHub sent, untouched, and the three facts about it that
 * decisions need. Only `raw` is ever delivered, so no number is rounded, no field lost, no key reordered.
 */
export interface AuditEvent {
  /** `@timestamp`: UTC epoch milliseconds, a whole number from 0 to 2^48 − 1. The list is ordered by it. */
  readonly ts: number;
  /** The id at the `dedupe-id` path, or `undefined` when the event has none that identifies it (old Git events). */
  readonly id: string | undefined;
  /** Identity for deduplication, together with `ts`: 32 hex digits, see `dedupe/event-key.ts`. */
  readonly key: string;
  /** One line of JSON, without a line break, as GitHub sent it; text only where it is looked into. */
  readonly raw: Buffer;
  /** False for an entry that is not a valid event: it goes to the dead letters, unchanged, instead of the events. */
  readonly wellFormed: boolean;
  /** Name of the action, when it looks like one; for counting only, and shown to nobody who did not ask for it. */
  readonly action?: string | undefined;
  /** Another event of the same timestamp has its id, so that its content distinguishes it instead. */
  readonly sharesId?: boolean;
}

/** The order in which events are delivered. */
export function byTime(a: AuditEvent, b: AuditEvent): number {
  if (a.ts !== b.ts) return a.ts - b.ts;
  const [left, right] = [a.id ?? a.key, b.id ?? b.key];
  return left < right ? -1 : left > right ? 1 : 0;
}
