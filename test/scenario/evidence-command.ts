/** What an auditor has: the artifacts as `gh run download` and the web page of a run leave them, and the built command. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Artifact } from '../emulator/artifact.ts';
import type { GitHub } from '../emulator/github.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `node dist/cli.js` with these arguments. */
export function command(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

export interface Download {
  readonly isWanted?: (artifact: Artifact) => boolean;
  /** Whether every other one stays a zip file, as the web page gives it. */
  readonly zips?: boolean;
}

/** Every artifact that was ever delivered; gives the paths in the order of delivery. */
export async function download(
  github: GitHub,
  folder: string,
  { isWanted = () => true, zips = true }: Download = {},
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { artifact, content } of github.artifacts.delivered.filter((each) => isWanted(each.artifact))) {
    const path = join(folder, artifact.name);
    if (zips && paths.length % 2 === 1) {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.zip`, content);
      paths.push(`${path}.zip`);
      continue;
    }
    for (const [name, bytes] of Object.entries(unzipSync(content))) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), bytes);
    }
    paths.push(path);
  }
  return paths;
}
