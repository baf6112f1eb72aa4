/** The file system as a value. Paths are absolute. Every failure rejects with Node's own error. */
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemRandom } from './random.ts';

export interface Files {
  /** The complete file, or `undefined` when there is none (and only then). */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The last bytes of a file, all of them where it has no more, or `undefined` when there is none. */
  readEnd(path: string, bytesMax: number): Promise<Uint8Array | undefined>;
  /** Whether the file is exactly this; false when there is none. Takes little memory, however large it is. */
  holds(path: string, content: Uint8Array): Promise<boolean>;
  /**
   * Writes the complete file, folders included, so that a crash leaves either the old or the new content on the disk.
   */
  replace(path: string, content: Uint8Array | string): Promise<void>;
  /** Appends to a file, folders included, piece by piece, and returns once all of them are on the disk. */
  append(path: string, pieces: readonly Uint8Array[]): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** The names of the files in a folder, without those of folders in it; none when there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** Folders of the new path are made. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all that is in it; no error when there is none. */
  remove(path: string): Promise<void>;
}

export const systemFiles: Files = filesWith({});

/** New files and folders are for the user alone, where the system knows such a thing. */
export const privateFiles: Files = filesWith({ file: 0o600, folder: 0o700 });

/** Where `path` really is, or would be once it is made: every symbolic link on the way followed, also one to nowhere. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    if (dirname(path) === path) return path;
    const parent = await realPathOf(dirname(path));
    const target = await readTarget(path);
    return target === undefined ? join(parent, basename(path)) : resolve(parent, target);
  }
}

async function readTarget(path: string): Promise<string | undefined> {
  const isLink = await lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
  return isLink ? readlink(path) : undefined;
}

interface Modes {
  readonly file?: number;
  readonly folder?: number;
}

function filesWith(modes: Modes): Files {
  return {
    async read(path) {
      return ifThere(path, readFile(path));
    },
    async readEnd(path, bytesMax) {
      return ifThere(
        path,
        withReader(path, async (handle) => {
          const { size } = await handle.stat();
          const end = Buffer.alloc(Math.min(size, bytesMax));
          const { bytesRead } = await handle.read(end, 0, end.length, size - end.length);
          return end.subarray(0, bytesRead);
        }),
      );
    },
    async holds(path, content) {
      return (
        (await ifThere(
          path,
          withReader(path, (handle) => isExactly(handle, content)),
        )) ?? false
      );
    },
    async replace(path, content) {
      await makeFolder(path, modes);
      // Of its own: two processes that wrote into one draft would make one file of both.
      const draft = `${path}.${systemRandom.token()}.tmp`;
      try {
        await withHandle(draft, { flags: 'wx', mode: modes.file }, (handle) => handle.writeFile(content));
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await withHandle(dirname(path), { flags: 'r', mode: undefined }, async () => {});
    },
    async append(path, pieces) {
      await makeFolder(path, modes);
      await withHandle(path, { flags: 'a', mode: modes.file }, (handle) => handle.writeFile(pieces));
    },
    async exists(path) {
      return stat(path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
    },
    async list(path) {
      const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
    },
    async move(from, to) {
      await makeFolder(to, modes);
      await rename(from, to);
    },
    async remove(path) {
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function ifThere<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    // Of a folder, Node says everything but its path.
    throw Object.assign(error, { path });
  });
}

async function withReader<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

const COMPARED_BYTES = 256 * 1024;

async function isExactly(handle: FileHandle, content: Uint8Array): Promise<boolean> {
  const piece = Buffer.alloc(COMPARED_BYTES);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return at === content.length;
    if (piece.compare(content, at, Math.min(at + bytesRead, content.length), 0, bytesRead) !== 0) return false;
    at += bytesRead;
  }
}

/** The folder that `path` lies in. */
async function makeFolder(path: string, { folder }: Modes): Promise<void> {
  await mkdir(dirname(path), { recursive: true, ...(folder === undefined ? {} : { mode: folder }) });
}

/** Opens, works, flushes to the disk, closes. A folder cannot be flushed on Windows; the rename is then all there is. */
async function withHandle(
  path: string,
  { flags, mode }: { readonly flags: string; readonly mode: number | undefined },
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, mode);
  try {
    await work(handle);
    await handle.sync().catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPERM') throw error;
    });
  } finally {
    await handle.close();
  }
}
