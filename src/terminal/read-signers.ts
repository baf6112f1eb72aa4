/** The file of `--allowed-signers`, read before anything else: one that cannot be used ends the command at once. */
import { parseAllowedSigners, type Signer } from '../evidence/verify/allowed-signers.ts';
import { InputError } from '../model/errors.ts';
import { systemFiles } from '../runtime/files.ts';

/** `undefined`: none was given. Rejects with `InputError`. */
export async function readSigners(path: string | undefined): Promise<readonly Signer[] | undefined> {
  if (path === undefined) return undefined;
  const bytes = await systemFiles.read(path);
  if (bytes !== undefined) return parseAllowedSigners(Buffer.from(bytes).toString('utf8'));
  throw new InputError(`--allowed-signers names a file that does not exist: ${path}`, {
    hint: 'Give the file with the public keys that are allowed to sign; see docs/evidence.md#verify.',
  });
}
