/**
 * What makes an event the same event: its timestamp, and next to it a key. With an id the key is that of the id, because
 * the rest of an event can change between two reads (GitHub adds `actor_ip` to old events when IP disclosure is switched
 * on). Without one it is that of its content and its running number among equal contents at the same timestamp: two
 * anonymous clones in one millisecond are two events.
 */
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { keepLongNumbers } from './long-numbers.ts';

/** 128 bits of SHA-256 as hex: shorter keys would collide, and a collision is a lost event. */
const KEY_BYTES = 16;

/** As it stands in the event: `7` and `"7"` are two. */
export type EventId = string | number;

/** Of an event whose fields become values only where they are looked into. */
interface Fields {
  field(name: string): unknown;
}

/** As {@link idAt}. */
export function idOf(event: Fields, [first = '', ...rest]: readonly string[]): EventId | undefined {
  return idAt(event.field(first), rest);
}

/** The id at `path`, or `undefined` when there is nothing there that can identify an event. */
export function idAt(value: unknown, path: readonly string[]): EventId | undefined {
  let at: unknown = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  if (typeof at === 'string') return at === '' ? undefined : at;
  // A number that was rounded when it was parsed no longer distinguishes two events.
  return typeof at === 'number' && Number.isSafeInteger(at) ? at : undefined;
}

/** Texts keep the key that they had before numbers had one of their own: positions that exist stay good. */
export function keyOfId(id: EventId): string {
  return digest(typeof id === 'string' ? `id\n${id}` : `number\n${id}`);
}

/** Of an event whose id another event with another text has at the same timestamp: the id does not identify it. */
export function keyOfSharedId(id: EventId, content: string): string {
  return digest(`shared\n${typeof id}\n${content}\n${id}`);
}

/** The content of an event without an id, as a hash: what `Position.copies` counts. `raw` is the text of `value`. */
export function contentHash({ raw, value }: { readonly raw: string; readonly value: unknown }): string {
  return digest(`content\n${canonicalJson(keepLongNumbers(raw, value))}`);
}

/** `copy` counts from 1. */
export function keyOfCopy(content: string, copy: number): string {
  return digest(`copy\n${content}\n${copy}`);
}

function digest(text: string): string {
  // As text at once: by way of a buffer it takes four times as long. The longer text stays in memory behind the key, for a batch.
  return hash('sha256', text, 'hex').slice(0, 2 * KEY_BYTES);
}
