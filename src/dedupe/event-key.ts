/**
 * What makes an event the same event. With an id it is the id, because the rest of an event can change between two reads
 * (GitHub adds `actor_ip` to old events when IP disclosure is switched on). Without one it is its content and its running
 * number among equal contents at the same timestamp: two anonymous clones in one millisecond are two events.
 */
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** 128 bits of SHA-256 as hex: shorter keys would collide, and a collision is a lost event. */
const KEY_BYTES = 16;

/** The id at `path`, or `undefined` when there is nothing there that can identify an event. */
export function idAt(value: unknown, path: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  if (typeof at === 'string') return at === '' ? undefined : at;
  // A number that was rounded when it was parsed tells two events apart no more.
  return Number.isSafeInteger(at) ? String(at) : undefined;
}

export function keyOfId(id: string): string {
  return digest(`id\n${id}`);
}

/** The content of an event without an id, as a hash: what `Position.copies` counts. */
export function contentHash(value: unknown): string {
  return digest(`content\n${canonicalJson(value)}`);
}

/** `copy` counts from 1. */
export function keyOfCopy(content: string, copy: number): string {
  return digest(`copy\n${content}\n${copy}`);
}

function digest(text: string): string {
  // Not sliced from the longer text, which would stay in memory behind each key.
  return hash('sha256', text, 'buffer').toString('hex', 0, KEY_BYTES);
}
