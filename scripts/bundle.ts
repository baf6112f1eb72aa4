/**
 * Turns `src/` into the bundle that a runner executes: `tsc` into the ignored `lib/`, then `ncc` on its output. The same
 * sources and lockfile give the same bytes on every machine, so whoever reviews `dist/` can rebuild and compare it.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundlePage, renderAssetsModule } from './bundle-page.ts';
import { compilePage } from './compile-page.ts';
import { bundledPackages, renderLicenses } from './licenses.ts';

const run = promisify(execFile);

/** The sources do not make a bundle; the message is what the compiler or the bundler says about them. */
export class BundleError extends Error {}

/**
 * Bundles the project at `root` into `outDir` (absolute), which is removed first: neither tool cleans its output, and a
 * chunk left from an earlier build would be shipped. Rejects with `BundleError` when the sources do not compile.
 *
 * ncc must be the one of the project's own `node_modules`: the numbers of modules and chunks depend on where it lies.
 * No `--minify` (a bundle that can be read can be reviewed) and no source map (it is larger than all the code).
 */
export async function bundle(root: string, outDir: string): Promise<void> {
  const lib = join(root, 'lib');
  await Promise.all([rm(lib, { recursive: true, force: true }), rm(outDir, { recursive: true, force: true })]);
  await tool(root, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const page = join(lib, 'page');
  await compilePage(root, page).catch(failed);
  const assets = await bundlePage(root, page);
  await writeFile(join(lib, 'report-page/assets.js'), renderAssetsModule(assets));
  // For a run from the sources: see src/report-page/assets.ts.
  await writeFile(join(lib, 'page-assets.json'), JSON.stringify(assets));
  const stats = join(lib, 'stats.json');
  const options = ['-o', outDir, '--stats-out', stats, '--no-cache', '--quiet'];
  await tool(root, ['node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', join('lib', 'program.js'), ...options]);
  await rename(join(outDir, 'index.js'), join(outDir, 'program.js'));
  await keepNarrow(outDir);
  await writeFile(join(outDir, 'index.js'), renderDoor('action', 'the action'));
  await writeFile(
    join(outDir, 'plan-targets.js'),
    renderDoor('planTargets', 'the first step of the reusable workflow'),
  );
  await writeFile(
    join(outDir, 'report-targets.js'),
    renderDoor('reportTargets', 'the last step of the reusable workflow'),
  );
  await writeFile(join(outDir, 'cli.js'), TERMINAL_DOOR);
  // Not ncc's own list, which leaves out every module that webpack concatenates with others.
  const { modules } = JSON.parse(await readFile(stats, 'utf8'));
  await writeFile(
    join(outDir, 'licenses.txt'),
    renderLicenses(root, [...bundledPackages(modules), 'node_modules/uplot'].sort()),
  );
}

/**
 * Writes every character beyond Latin-1 as its escape: one of them makes Node hold the text of a whole file in two bytes a
 * character, which costs a quiet run some megabytes. They stand in strings, patterns and comments only, where an escape
 * means the same.
 */
async function keepNarrow(outDir: string): Promise<void> {
  for (const name of (await readdir(outDir)).filter((one) => one.endsWith('.js'))) {
    const path = join(outDir, name);
    const text = await readFile(path, 'utf8');
    const escaped = text.replaceAll(/[^\0-\xff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    await writeFile(path, escaped);
  }
}

function renderDoor(name: string, what: string): string {
  return `// Where a runner starts ${what}; see src/program.ts.
import { ${name} } from './program.js';

await ${name}();
`;
}

/** Loads nothing before it knows that this Node can load it: npm only warns about `engines`. */
const TERMINAL_DOOR = `#!/usr/bin/env node
// Where a terminal starts the command; see src/program.ts.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 15)) {
  const { terminal } = await import('./program.js');
  await terminal();
} else {
  console.error(\`error: collect-audit-log needs Node.js 22.15 or newer, and this is \${process.version}.\`);
  console.error('Install a newer Node.js from https://nodejs.org, or run the collector as a GitHub Action, which brings its own.');
  process.exitCode = 1;
}
`;

/** Runs a script of the project's own dependencies under this very Node. */
async function tool(root: string, args: readonly string[]): Promise<void> {
  await run(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).catch(failed);
}

function failed(error: unknown): never {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  throw new BundleError(`${stdout}${stderr}`.trim(), { cause: error });
}
