/** Keys for a scenario, as a user makes them: by `ssh-keygen`. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TestKey {
  /** The private key, as the secret holds it. */
  readonly text: string;
  /** The public key. */
  readonly line: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export async function makeKey(folder: string, name = 'key'): Promise<TestKey> {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'collector', '-f', path]);
  const [text, line] = await Promise.all([readFile(path, 'utf8'), readFile(`${path}.pub`, 'utf8')]);
  return { text, line: line.trim(), inputs: { 'signing-key': text } };
}
