/**
 * The MD5 of an object's bytes, which stores compare with what reached them. It is needed for each request and again for its answer, and
 * computed once: nobody changes the bytes of an object, and they are remembered only as long as the object itself.
 */
import { createHash } from 'node:crypto';

const known = new WeakMap<Uint8Array, string>();

/** In base64. */
export function md5Of(bytes: Uint8Array): string {
  const md5 = known.get(bytes) ?? createHash('md5').update(bytes).digest('base64');
  known.set(bytes, md5);
  return md5;
}
