/**
 * Encrypts files of events to age recipients, so that only who holds an identity can read them: https://age-encryption.org/v1.
 * What goes in piece by piece comes out piece by piece, and each file is complete in itself. The library is loaded by the
 * runs that need it only.
 */

/** The pieces of one file, encrypted. */
export type Encrypt = (pieces: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;

/** What the name of an encrypted file ends in. */
export const ENCRYPTED_SUFFIX = '.age';

/** `recipients` were checked when the inputs were parsed. */
export function createEncryption(recipients: readonly string[]): Encrypt {
  return async (pieces) => {
    const { Encrypter } = await import('age-encryption');
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    const encrypted: Uint8Array[] = [];
    for await (const piece of await encrypter.encrypt(ReadableStream.from(pieces))) encrypted.push(piece);
    return encrypted;
  };
}
