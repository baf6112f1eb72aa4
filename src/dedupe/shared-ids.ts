/**
 * Ids that do not identify: one that two elements of a page with different texts have at one timestamp. The list shows each
 * event once, so these are two events, and both have to be delivered, whatever `dedupe-id` was set to.
 */
import { type EventId, idOf } from './event-key.ts';

/** Names an id among those of one feed at one timestamp. */
export function tokenOf(id: EventId): string {
  return `${typeof id} ${id}`;
}

interface Element {
  readonly raw: Buffer;
  /** Its own, or `undefined`. */
  readonly ts: number | undefined;
  field(name: string): unknown;
}

const NONE: ReadonlySet<string> = new Set();

/** Those that are not alone at their timestamp. */
function equalsOf(elements: readonly Element[]): readonly Element[] {
  const equals: Element[] = [];
  let previous: Element | undefined;
  for (const element of elements) {
    if (element.ts === undefined) continue;
    if (previous?.ts === element.ts) {
      if (equals.at(-1) !== previous) equals.push(previous);
      equals.push(element);
    }
    previous = element;
  }
  return equals;
}

/** As `<timestamp> <token>`; an element without a timestamp shares nothing. `elements` are in order of time. */
export function sharedIds(elements: readonly Element[], dedupeId: readonly string[]): ReadonlySet<string> {
  const equals = equalsOf(elements);
  if (equals.length === 0) return NONE;
  const texts = new Map<string, Buffer>();
  const shared = new Set<string>();
  for (const element of equals) {
    const id = idOf(element, dedupeId);
    if (id === undefined) continue;
    const name = `${element.ts} ${tokenOf(id)}`;
    const other = texts.get(name);
    if (other === undefined) texts.set(name, element.raw);
    else if (!other.equals(element.raw)) shared.add(name);
  }
  return shared;
}
