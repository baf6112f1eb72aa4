/**
 * `npm run lint:foreign`: the workflows and examples under linters that nobody here wrote, actionlint (with shellcheck, where that
 * is installed) and zizmor. Their exceptions stand in `.github/actionlint.yaml` and `.github/zizmor.yml`, each with its reason.
 * It needs Go and Python; without one of them it says so and ends with 1.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGo } from '../interop/go-build.ts';
import { locate } from '../interop/program.ts';

const ROOT = join(import.meta.dirname, '../..');
const workflows = globSync(['.github/workflows/*.yml', 'examples/*.yml'], { cwd: ROOT }).sort();
const folder = await mkdtemp(join(tmpdir(), 'linters-'));
const failed: string[] = [];

try {
  const sources = join(import.meta.dirname, 'actionlint');
  const actionlint = await findGo({ name: 'actionlint', main: 'github.com/rhysd/actionlint/cmd/actionlint', sources });
  if (actionlint.kind === 'missing') fail('actionlint', actionlint.why);
  else run('actionlint', actionlint.path, ['-no-color', ...workflows]);

  const python = locate('python3');
  if (python === undefined) fail('zizmor', 'there is no python3');
  else {
    const requirements = join(import.meta.dirname, 'zizmor/requirements.txt');
    const target = join(folder, 'zizmor');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
    if (run('pip', python, [...pip, '--target', target, '-r', requirements])) {
      const options = ['--offline', '--quiet', '--no-progress', '--config', '.github/zizmor.yml'];
      run('zizmor', join(target, 'bin/zizmor'), [...options, '.github', 'action.yml', ...workflows]);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${2 - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) process.exitCode = 1;

function run(name: string, file: string, args: readonly string[]): boolean {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd: ROOT, encoding: 'utf8', timeout: 300_000 });
  if (status === 0) {
    if (name !== 'pip') console.log(`✔ ${name}: ${workflows.length} workflows and examples`);
    return true;
  }
  fail(name, `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`.trim());
  return false;
}

function fail(name: string, why: string): void {
  failed.push(name);
  console.log(`✖ ${name}: ${why}`);
}
