/**
 * The Actions cache through `@actions/cache`, for one small file. The toolkit hashes the literal paths that it is given
 * into the entry's version and packs them relative to the workspace, so an entry is found again on every runner only
 * because the path is one constant word, and workspace and working directory are a private folder during each call.
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheClient } from './cache-client.ts';

/** Part of the version hash: another word here orphans every saved position. */
const CACHED_PATH = 'state';
const FILE = join(CACHED_PATH, 'checkpoint.json');
/** An entry is written by whoever may write caches; a position is a tenth of this at most. */
const BYTES_MAX = 128 * 1024 * 1024;

type Toolkit = Pick<typeof import('@actions/cache'), 'restoreCache' | 'saveCache'>;

/** `folder` is an absolute path that nobody else uses, below `RUNNER_TEMP`; it is made when it is needed. */
export function openActionsCache(
  folder: string,
  load: () => Promise<Toolkit> = () => import('@actions/cache'),
): CacheClient {
  // The working directory belongs to the whole process, so calls wait for each other.
  let queue: Promise<unknown> = Promise.resolve();
  function inFolder<T>(work: (toolkit: Toolkit) => Promise<T>): Promise<T> {
    const result = queue.then(async () => {
      const toolkit = await load();
      await rm(join(folder, CACHED_PATH), { recursive: true, force: true });
      await mkdir(join(folder, CACHED_PATH), { recursive: true });
      return withWorkspace(folder, () => work(toolkit));
    });
    queue = result.catch(() => {});
    return result;
  }

  return {
    restore: (prefix) =>
      inFolder(async ({ restoreCache }) => {
        const key = await restoreCache([CACHED_PATH], prefix, [prefix]);
        const bytes = key === undefined ? undefined : await readSmall(join(folder, FILE));
        return key === undefined || bytes === undefined ? undefined : { key, bytes };
      }),
    save: (key, bytes) =>
      inFolder(async ({ saveCache }) => {
        await writeFile(join(folder, FILE), bytes);
        return saveCache([CACHED_PATH], key);
      }),
    has: (key) =>
      inFolder(async ({ restoreCache }) => (await restoreCache([CACHED_PATH], key, [], { lookupOnly: true })) === key),
  };
}

async function withWorkspace<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = { cwd: process.cwd(), workspace: process.env['GITHUB_WORKSPACE'] };
  process.chdir(folder);
  process.env['GITHUB_WORKSPACE'] = folder;
  try {
    return await work();
  } finally {
    process.chdir(before.cwd);
    if (before.workspace === undefined) delete process.env['GITHUB_WORKSPACE'];
    else process.env['GITHUB_WORKSPACE'] = before.workspace;
  }
}

/** An entry without the file, or with one that cannot be a position, is one that cannot be read. */
async function readSmall(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path);
    return size <= BYTES_MAX ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}
