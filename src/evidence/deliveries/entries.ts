/**
 * Everything that lies under the paths that somebody gave: files of folders, and entries of zip files as if each zip were a
 * folder. One list, whatever the mixture and the order of the paths; what is given twice is there once.
 */
import { basename, dirname, join } from 'node:path';
import { describeForeign, InputError } from '../../model/errors.ts';
import type { FileTree } from '../../runtime/file-tree.ts';
import { listZip } from '../../runtime/zip-file.ts';

export interface Entry {
  /** For people: the path of a file, or that of a zip with the name in it behind. */
  readonly path: string;
  /** Where it lies, a folder or a zip: what is next to it has the same. */
  readonly folder: string;
  /** Without a folder. */
  readonly name: string;
  readonly bytes: number;
  /** Pieces are valid until the next one is requested. */
  read(): AsyncIterable<Buffer>;
}

export interface Listing {
  /** In the order of their paths. */
  readonly entries: readonly Entry[];
  /** Manifests that were given by themselves: of their folder no other one is looked at. */
  readonly alone: ReadonlySet<string>;
  readonly unreadable: readonly Unreadable[];
}

/** A zip file that cannot be opened. */
export interface Unreadable {
  readonly path: string;
  readonly why: string;
}

const ZIP = /\.zip$/i;

/** Rejects with `InputError` for a path where nothing is. */
export async function listEntries(paths: readonly string[], tree: FileTree): Promise<Listing> {
  const entries = new Map<string, Entry>();
  const search: Search = { tree, alone: new Set(), unreadable: new Map() };
  for (const path of paths) {
    for await (const entry of entriesAt(path, search)) entries.set(entry.path, entry);
  }
  return {
    entries: [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    alone: search.alone,
    unreadable: [...search.unreadable].map(([path, why]) => ({ path, why })),
  };
}

interface Search {
  readonly tree: FileTree;
  readonly alone: Set<string>;
  readonly unreadable: Map<string, string>;
}

async function* entriesAt(path: string, search: Search): AsyncIterable<Entry> {
  const { tree, alone } = search;
  const kind = await tree.kindOf(path);
  if (kind === undefined) {
    throw new InputError(`there is nothing at ${path}`, {
      hint: 'Give folders, zip files or manifests that exist; see docs/evidence.md#verify.',
    });
  }
  if (kind === 'folder') {
    for await (const file of tree.list(path, 'tree')) yield* entryOf(file.path, file.bytes, search);
    return;
  }
  if (ZIP.test(path)) return yield* entriesOfZip(path, search);
  alone.add(path);
  // What it names lies next to it.
  for await (const file of tree.list(dirname(path), 'folder')) yield fileEntry(file.path, file.bytes, tree);
}

async function* entryOf(path: string, bytes: number, search: Search): AsyncIterable<Entry> {
  if (ZIP.test(path)) yield* entriesOfZip(path, search);
  else yield fileEntry(path, bytes, search.tree);
}

function fileEntry(path: string, bytes: number, tree: FileTree): Entry {
  return { path, folder: dirname(path), name: basename(path), bytes, read: () => tree.read(path) };
}

async function* entriesOfZip(path: string, { unreadable }: Search): AsyncIterable<Entry> {
  const listed = await listZip(path).catch((error: unknown) => {
    unreadable.set(path, describeForeign(error));
    return [];
  });
  for (const { name, bytes, read } of listed) {
    const inside = join(path, name);
    yield { path: inside, folder: dirname(inside), name: basename(name), bytes, read };
  }
}
