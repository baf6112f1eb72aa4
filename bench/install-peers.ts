/**
 * `node bench/install-peers.ts`: installs the collector that the bench compares with into `bench/.peers/`, which git ignores, by
 * its own package manager. `gh` is taken from the path. What is not installed is left out of the table.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '.peers');

if (!existsSync(join(folder, 'bin', 'helr'))) {
  // The version that the bench was written for.
  const { status } = spawnSync('cargo', ['install', 'helr', '--version', '0.7.0', '--locked', '--root', folder], {
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('Helr cannot be installed here: it needs cargo and a C compiler.');
    process.exitCode = 1;
  }
}
