/**
 * Folders and large files, as they are read by what looks at deliveries afterwards: listed with their sizes, read piece by
 * piece. Nothing is held in memory but the piece that is looked at. Every failure rejects with Node's own error.
 */
import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface TreeFile {
  readonly path: string;
  readonly bytes: number;
}

export interface FileTree {
  /** `undefined` when there is nothing at `path`. Symbolic links are followed there, and below it to files only. */
  kindOf(path: string): Promise<'file' | 'folder' | undefined>;
  sizeOf(path: string): Promise<number>;
  /** Every file below a folder, in the order of the names; `depth: 'folder'` only those in it. */
  list(folder: string, depth: 'folder' | 'tree'): AsyncIterable<TreeFile>;
  /** The bytes of a file from `from` on, in pieces; each is valid until the next one is requested. */
  read(path: string, from?: number): AsyncIterable<Buffer>;
}

/** Large enough that reading it costs nothing compared with hashing it. */
const PIECE_BYTES = 1024 * 1024;

export const systemFileTree: FileTree = { kindOf, sizeOf: async (path) => (await stat(path)).size, list, read };

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function* list(folder: string, depth: 'folder' | 'tree'): AsyncIterable<TreeFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth === 'tree') yield* list(path, depth);
    } else if (await isFile(entry, path)) yield { path, bytes: (await stat(path)).size };
  }
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  return entry.isFile() || (entry.isSymbolicLink() && (await kindOf(path)) === 'file');
}

async function* read(path: string, from = 0): AsyncIterable<Buffer> {
  const handle = await open(path);
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (let at = from; ; ) {
      const { bytesRead } = await handle.read(piece, 0, piece.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
