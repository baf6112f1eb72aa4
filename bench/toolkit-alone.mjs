/** Restores an entry of the Actions cache and saves another of the size of a small position: the least that a quiet run does. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { restoreCache, saveCache } from '@actions/cache';

const folder = join(process.env.RUNNER_TEMP, 'toolkit');
mkdirSync(folder, { recursive: true });
process.chdir(folder);
process.env.GITHUB_WORKSPACE = folder;
await restoreCache(['state'], 'toolkit-none', ['toolkit-']);
writeFileSync('state', 'x'.repeat(20_000));
if (!((await saveCache(['state'], `toolkit-${process.env.GITHUB_RUN_ID}`)) > 0)) process.exitCode = 1;
