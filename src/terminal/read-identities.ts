/** The files of `--identity`, read before anything else: one that cannot be used ends the command at once. */
import { createDecryption, type Decrypt, type IdentityFile } from '../evidence/decryption.ts';
import { InputError } from '../model/errors.ts';
import { systemFiles } from '../runtime/files.ts';

/** `undefined`: none was given. Rejects with `InputError`. */
export async function readIdentities(paths: readonly string[]): Promise<Decrypt | undefined> {
  if (paths.length === 0) return undefined;
  return createDecryption(await Promise.all(paths.map(readIdentity)));
}

async function readIdentity(path: string): Promise<IdentityFile> {
  const bytes = await systemFiles.read(path);
  if (bytes !== undefined) return { path, text: Buffer.from(bytes).toString('latin1') };
  throw new InputError(`there is no file ${path} for --identity`, {
    hint: 'Give the file that `age-keygen -o` wrote; see docs/evidence.md#encryption.',
  });
}
