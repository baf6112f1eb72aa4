/**
 * `node bench/install-peers.ts`: installs the collectors that the bench compares with into `bench/.peers/`, which git ignores, each
 * by its own package manager. `gh` is taken from the path. What is not installed is left out of the table.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '.peers');

interface Peer {
  /** With the version that the bench was written for. */
  readonly name: string;
  readonly program: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly needs: string;
}

const grove = join(folder, 'grove');
const PEERS: readonly Peer[] = [
  {
    name: 'Helr 0.7.0',
    program: join(folder, 'bin', 'helr'),
    commands: [['cargo', 'install', 'helr', '--version', '0.7.0', '--locked', '--root', folder]],
    needs: 'cargo and a C compiler',
  },
  {
    name: 'grove 2.2.0',
    program: join(grove, 'bin', 'grove'),
    commands: [
      ['python3', '-m', 'venv', grove],
      [join(grove, 'bin', 'pip'), 'install', 'grove==2.2.0'],
    ],
    needs: 'Python with venv',
  },
];

for (const { name, program, commands, needs } of PEERS) {
  if (existsSync(program)) continue;
  const isInstalled = commands.every(
    ([command, ...args]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0,
  );
  if (isInstalled) continue;
  console.error(`${name} is left out: it cannot be installed here. It needs ${needs}.`);
  process.exitCode = 1;
}
console.log(
  'ghec-audit-log-cli is left out: no registry has it, and its dependency @octokit/plugin-enterprise-cloud is no longer published.',
);
