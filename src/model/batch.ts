/** Events that are delivered together, before the position that follows from them is committed. */
import type { AuditEvent } from './event.ts';

export interface Batch {
  /** Well-formed events, ascending by (`ts`, id), of all feeds. */
  readonly events: readonly AuditEvent[];
  /** Elements that are no usable event, whole, in the order they were met. */
  readonly deadLetters: readonly AuditEvent[];
}
