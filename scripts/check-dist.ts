/**
 * `npm run check:dist`: proves that `dist/` is what the sources make. Builds into a folder of its own, compares byte for
 * byte in both directions (a stale chunk and a missing one are differences too), and changes nothing in `dist/`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BundleError, bundle } from './bundle.ts';
import { differences } from './folder-differences.ts';

const root = dirname(import.meta.dirname);
const scratch = await mkdtemp(join(tmpdir(), 'check-dist-'));
try {
  const fresh = join(scratch, 'dist');
  await bundle(root, fresh);
  const found = [...(await differences(join(root, 'dist'), fresh)), ...(await ignoredByGit(root))];
  for (const line of found) console.log(`dist/${line}`);
  if (found.length > 0) {
    console.log('dist/ is not what the sources make: run `npm ci && npm run build` and commit all of dist/.');
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof BundleError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** A chunk that .gitignore hides looks fine here and is missing for everyone else. */
async function ignoredByGit(cwd: string): Promise<readonly string[]> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--', 'dist'];
  const { stdout } = await promisify(execFile)('git', args, { cwd });
  const paths = stdout.split('\n').filter((path) => path !== '');
  return paths.map((path) => `${path.replace(/^dist\//, '')}: hidden from git by .gitignore`);
}
