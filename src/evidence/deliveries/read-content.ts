/** The lines of a stored file as the bytes that they were before they were compressed and encrypted, in memory only. */
import type { Decrypt } from '../decryption.ts';
import { ENCRYPTED_SUFFIX } from '../encryption.ts';
import { decompress } from '../lines/decompress.ts';
import type { Entry } from './entries.ts';

export function isEncrypted({ name }: Pick<Entry, 'name'>): boolean {
  return name.endsWith(ENCRYPTED_SUFFIX);
}

/**
 * `decrypt`: for a file that is encrypted. Pieces are valid until the next one is requested. Rejects where it cannot be
 * read.
 */
export function readContent(entry: Entry, decrypt: Decrypt | undefined): AsyncIterable<Buffer> {
  if (!isEncrypted(entry)) return decompress(entry.read(), entry.name);
  if (decrypt === undefined) throw new Error('an encrypted file needs an identity');
  return decompress(decrypt(entry.read()), entry.name.slice(0, -ENCRYPTED_SUFFIX.length));
}
