/**
 * Ids that do not identify: one that two elements of a page with different texts have at one timestamp. The list shows each
 * event once, so these are two events, and both have to be delivered, whatever `dedupe-id` was set to.
 */
import { type EventId, idAt } from './event-key.ts';

/** Names an id among those of one feed at one timestamp. */
export function tokenOf(id: EventId): string {
  return `${typeof id} ${id}`;
}

interface Element {
  readonly raw: string;
  readonly value: unknown;
  /** Its own, or `undefined`. */
  readonly ts: number | undefined;
}

/** As `<timestamp> <token>`; an element without a timestamp shares nothing. */
export function sharedIds(elements: readonly Element[], dedupeId: readonly string[]): ReadonlySet<string> {
  const texts = new Map<string, string>();
  const shared = new Set<string>();
  for (const { ts, raw, value } of elements) {
    const id = ts === undefined ? undefined : idAt(value, dedupeId);
    if (id === undefined) continue;
    const name = `${ts} ${tokenOf(id)}`;
    const other = texts.get(name);
    if (other === undefined) texts.set(name, raw);
    else if (other !== raw) shared.add(name);
  }
  return shared;
}
