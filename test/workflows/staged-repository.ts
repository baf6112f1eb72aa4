/**
 * What act finds: a repository of somebody who uses an example, on its default branch, and this project as a release of it would
 * be. An example runs as it lies in `examples/`, byte for byte; the one thing that act cannot read is `$/`, so in the released
 * workflow that is written out as the release that it means.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const RELEASE = 'OWNER/collect-audit-log@v1';

export interface StagedRepository extends AsyncDisposable {
  /** The folder of everything, gone in the end. */
  readonly folder: string;
  /** The user's repository. */
  readonly workspace: string;
  /** What `--local-repository` accepts: the release, and an action of others that an example uses. */
  readonly actions: readonly string[];
  /** Where that release lies. */
  readonly releaseFolder: string;
}

/**
 * @param fullName Of the user's repository.
 * @param edit What the user changed in the example, if anything.
 */
export async function stageRepository(
  fullName: string,
  example: string,
  edit: (text: string) => string = (text) => text,
): Promise<StagedRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'workflows-'));
  const [workspace, release] = [join(folder, 'workspace'), join(folder, 'release')];
  await stageRelease(release);
  await mkdir(join(workspace, '.github/workflows'), { recursive: true });
  const text = await readFile(join(ROOT, 'examples', example), 'utf8');
  await writeFile(join(workspace, '.github/workflows', example), edit(text));
  const git = (...args: readonly string[]) => promisify(execFile)('git', args, { cwd: workspace });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', `https://github.com/${fullName}.git`);
  await git('add', '.');
  await git('-c', 'user.name=octocat', '-c', 'user.email=octocat@example.com', 'commit', '--quiet', '-m', 'Collect');
  return {
    folder,
    workspace,
    actions: [`${RELEASE}=${release}`, ...(await stageNode(join(folder, 'setup-node'), text))],
    releaseFolder: release,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In place of `actions/setup-node`, which would download a Node: the project's own is the first in the path already. */
async function stageNode(folder: string, text: string): Promise<readonly string[]> {
  const [used] = /actions\/setup-node@[0-9a-f]{40}/.exec(text) ?? [];
  if (used === undefined) return [];
  await mkdir(folder, { recursive: true });
  const steps = '[{ run: node --version, shell: bash }]';
  await writeFile(join(folder, 'action.yml'), `name: Node\nruns:\n  using: composite\n  steps: ${steps}\n`);
  return [`${used}=${folder}`];
}

async function stageRelease(folder: string): Promise<void> {
  for (const path of ['action.yml', 'dist', '.github/actions', '.github/workflows/collect.yml']) {
    await cp(join(ROOT, path), join(folder, path), { recursive: true });
  }
  const workflow = join(folder, '.github/workflows/collect.yml');
  const text = await readFile(workflow, 'utf8');
  const [name, version] = RELEASE.split('@');
  await writeFile(workflow, text.replaceAll(/uses: \$\/(\S+)/g, `uses: ${name}/$1@${version}`));
}
