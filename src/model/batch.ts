/** Events that are delivered together, before the position that follows from them is committed. */
import type { AuditEvent } from './event.ts';

export interface Batch {
  /** Well-formed events, ascending by (`ts`, id), of all feeds. */
  readonly events: readonly AuditEvent[];
  /** Entries that are not valid events, unchanged, in the order they were met. */
  readonly deadLetters: readonly AuditEvent[];
}
