/**
 * The file that says whose signatures are believed, in OpenSSH's own format: https://man.openbsd.org/ssh-keygen#ALLOWED_SIGNERS.
 * A restriction that is not understood would be one that is not kept, so it is refused.
 */
import { InputError } from '../../model/errors.ts';
import {
  MANIFEST_NAMESPACE,
  type Namespace,
  POSITION_NAMESPACE,
  type PublicKey,
  parsePublicKey,
} from '../ssh-signature.ts';

export interface Signer {
  /** As they stand in the file. */
  readonly principals: string;
  readonly key: PublicKey;
  /** What it may sign. */
  readonly signs: readonly Namespace[];
}

/** Those that may sign manifests, and perhaps positions. Throws `InputError`. */
export function parseAllowedSigners(text: string): readonly Signer[] {
  const signers = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : (parseLine(line, index + 1) ?? [])));
  if (signers.some(({ signs }) => signs.includes(MANIFEST_NAMESPACE))) return signers;
  throw refused('it names no key that is allowed to sign manifests');
}

function parseLine(line: string, number: number): Signer | undefined {
  const [principals = '', ...rest] = line.match(/(?:"[^"]*"|\S)+/g) ?? [];
  const type = rest.findIndex((word) => /^(?:ssh-|sk-|ecdsa-)/.test(word));
  const options = type === -1 ? [] : rest.slice(0, type).flatMap((word) => word.match(/(?:"[^"]*"|[^,])+/g) ?? []);
  const key = type === -1 ? undefined : parsePublicKey(rest.slice(type, type + 2).join(' '));
  if (key === undefined) {
    if (type !== -1 && rest[type] !== 'ssh-ed25519') return undefined;
    throw refused(`line ${number} is not "PRINCIPAL ssh-ed25519 KEY"`);
  }
  let signs: readonly Namespace[] = [MANIFEST_NAMESPACE, POSITION_NAMESPACE];
  for (const option of options) {
    const [, namespaces] = /^namespaces="([^"]*)"$/i.exec(option) ?? [];
    if (namespaces === undefined) throw refused(`line ${number} has an option other than namespaces="…"`);
    signs = signs.filter((namespace) => namespaces.split(',').includes(namespace));
  }
  return signs.length === 0 ? undefined : { principals: principals.replaceAll('"', ''), key, signs };
}

function refused(why: string): InputError {
  return new InputError(`the file of --allowed-signers cannot be used: ${why}`, {
    hint: 'One line for each key: PRINCIPAL, a space, and the public key as ssh-keygen wrote it; see docs/evidence.md#verify.',
  });
}
