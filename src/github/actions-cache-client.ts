/**
 * The Actions cache through `@actions/cache`, for one small file. The toolkit hashes the literal paths that it is given
 * into the entry's version and packs them relative to the workspace, so an entry is found again on every runner only
 * because the path is one constant word, and workspace and working directory are a private folder during each call.
 */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LibraryFailure } from '../model/errors.ts';
import type { CacheClient } from './cache-client.ts';
import { callToolkit, type ToolkitLimits } from './toolkit-call.ts';

/** Part of the version hash: another word here orphans every saved position. */
const CACHED_PATH = 'state';
const FILE = join(CACHED_PATH, 'checkpoint.json');
/** Anyone who can write caches writes entries; a position is a tenth of this at most. */
const BYTES_MAX = 128 * 1024 * 1024;

type Toolkit = Pick<typeof import('@actions/cache'), 'restoreCache' | 'saveCache'>;

/** A position is small: a call that lasts longer than this hangs, and the artifacts are available instead. */
const WAIT_MS = 2 * 60_000;

/** `folder` is an absolute path that nobody else uses, below `RUNNER_TEMP`; it is made when it is needed. */
export function openActionsCache(
  folder: string,
  limits: ToolkitLimits,
  load: () => Promise<Toolkit> = () => import('@actions/cache'),
): CacheClient {
  // The working directory belongs to the whole process, so calls wait for each other.
  let queue: Promise<unknown> = Promise.resolve();
  /** A call that was given up, but still has the folder and the working directory. */
  let isAbandoned = false;

  async function inFolder<T>(
    work: (toolkit: Toolkit) => Promise<T>,
    how: Pick<Parameters<typeof callToolkit<T>>[0], 'isFailure' | 'locally'> = {},
  ): Promise<T> {
    if (isAbandoned) throw new LibraryFailure('an earlier call still hangs', { hint: '', isLasting: false });
    const before = queue;
    let isOver = false;
    const running = async () => {
      await before;
      const toolkit = await load();
      await rm(join(folder, CACHED_PATH), { recursive: true, force: true });
      await mkdir(join(folder, CACHED_PATH), { recursive: true });
      return withWorkspace(folder, () => work(toolkit));
    };
    const result = running().finally(() => {
      isOver = true;
      isAbandoned = false;
    });
    queue = result.catch(() => {});
    try {
      return await callToolkit({ waitMs: WAIT_MS, work: () => result, ...how }, limits);
    } finally {
      isAbandoned = !isOver;
    }
  }

  return {
    restore: (prefix) =>
      inFolder(
        async ({ restoreCache }) => {
          const key = await restoreCache([CACHED_PATH], prefix, [prefix]);
          const bytes = key === undefined ? undefined : await readSmall(join(folder, FILE));
          return key === undefined || bytes === undefined ? undefined : { key, bytes };
        },
        {
          isFailure: (entry) => entry === undefined,
          // What the service does not have is not downloaded.
          locally: (lastStep) => (lastStep?.includes('download') ? 'unpacking it with `tar` failed' : undefined),
        },
      ),
    save: (key, bytes) =>
      inFolder(
        async ({ saveCache }) => {
          await writeFile(join(folder, FILE), bytes);
          return saveCache([CACHED_PATH], key);
        },
        { isFailure: (id) => !(id > 0), locally: describeUnsaved },
      ),
    has: (key) =>
      inFolder(async ({ restoreCache }) => (await restoreCache([CACHED_PATH], key, [], { lookupOnly: true })) === key),
  };
}

/** The toolkit returns -1 whatever went wrong; which requests it made shows where. */
function describeUnsaved(lastStep: string | undefined): string {
  if (lastStep !== undefined) return `${lastStep}: refused`;
  const mode = process.env['ACTIONS_CACHE_MODE'] ?? '';
  return mode === 'read' || mode === 'none'
    ? '`cache-mode` of this job does not let it write'
    : 'packing it with `tar` failed';
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

/** An entry without the file, or with one that cannot be a position, counts as one that cannot be read. */
async function readSmall(path: string): Promise<Uint8Array | undefined> {
  try {
    const { size } = await stat(path);
    return size <= BYTES_MAX ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}
