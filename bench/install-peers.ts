/**
 * `node bench/install-peers.ts`: installs the collectors that the bench compares with into `bench/.peers/`, which git ignores,
 * each by its own package manager. What cannot be installed here is named and left out of the table.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '.peers');

/** Versions that the bench was written for. */
const PEERS: readonly (readonly [string, string, readonly string[]])[] = [
  ['helr', 'bin/helr', ['cargo', 'install', 'helr', '--version', '0.7.0', '--root', folder]],
  ['grove', 'grove/bin/grove', ['python3', '-m', 'venv', join(folder, 'grove')]],
];

for (const [name, path, [command = '', ...args]] of PEERS) {
  if (existsSync(join(folder, path))) continue;
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) console.log(`${name} cannot be installed here: ${command} failed`);
}
const grove = join(folder, 'grove', 'bin', 'pip');
if (existsSync(grove)) spawnSync(grove, ['install', '--quiet', 'grove==2.2.0'], { stdio: 'inherit' });
