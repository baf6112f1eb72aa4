/** Compiles the modules of the report page. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ARGS = [
  ...['node_modules/typescript/bin/tsc', '-p', 'tsconfig.page.json'],
  ...['--noEmit', 'false', '--allowImportingTsExtensions', 'false', '--rewriteRelativeImportExtensions', 'true'],
];

/** Into `outDir`, absolute. Rejects with what the compiler says. */
export async function compilePage(root: string, outDir: string): Promise<void> {
  await promisify(execFile)(process.execPath, [...ARGS, '--outDir', outDir], { cwd: root });
}
