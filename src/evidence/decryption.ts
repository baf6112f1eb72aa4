/**
 * Reads files that were encrypted to age recipients: https://age-encryption.org/v1. What goes in piece by piece comes out piece by
 * piece, in memory: nothing that was encrypted is written in clear text by this. No identity is ever shown.
 */
import type { Decrypter } from 'age-encryption';
import { InputError } from '../model/errors.ts';

/** The clear content of one file. Rejects with `NotARecipient` or the library's error. */
export type Decrypt = (pieces: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** No identity that was given opens this file. */
export class NotARecipient extends Error {
  override readonly name = 'NotARecipient';
}

/** A file of identities, as `age-keygen` writes it. */
export interface IdentityFile {
  readonly path: string;
  readonly text: string;
}

const ENCRYPTED_FILE = /^(?:age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----)/;
const UNMATCHED = /no identity matched/;

/** Throws `InputError` where a file holds anything but identities and comments. */
export async function createDecryption(files: readonly IdentityFile[]): Promise<Decrypt> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const { path, text } of files) {
    if (ENCRYPTED_FILE.test(text)) throw refused(path, 'it is protected by a passphrase');
    const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
    const identities = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
    if (identities.length === 0) throw refused(path, 'no identity is in it');
    for (const { line, number } of identities) {
      if (!isAdded(decrypter, line)) throw refused(path, `line ${number} is no identity that can be used`);
    }
  }
  return async function* decrypt(pieces) {
    const clear = await decrypter.decrypt(ReadableStream.from(copies(pieces))).catch((error: unknown) => {
      throw error instanceof Error && UNMATCHED.test(error.message) ? new NotARecipient() : error;
    });
    for await (const piece of clear) yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  };
}

/** What the library says of a wrong one may quote it. */
function isAdded(decrypter: Decrypter, identity: string): boolean {
  try {
    decrypter.addIdentity(identity);
    return true;
  } catch {
    return false;
  }
}

/** A piece is valid until the next one is requested, and a stream requests it before it is done. */
async function* copies(pieces: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Uint8Array.from(piece);
}

function refused(path: string, why: string): InputError {
  return new InputError(`the file ${path} of --identity cannot be used: ${why}`, {
    hint: 'Give a file as `age-keygen -o` writes it, with AGE-SECRET-KEY-1… on a line of its own; see docs/evidence.md#encryption.',
  });
}
