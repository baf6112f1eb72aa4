/** The files below a folder, by their path within it, with `/` between the parts. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export async function readTree(root: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map(async (path) => [relative(root, path), await readFile(path)] as const));
  return new Map(files.map(([path, bytes]) => [path.split(sep).join('/'), bytes]));
}
