/** Compares two folders byte for byte, in both directions: what only one of them has is a difference too. */
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** One line a difference, beginning with the file's path below the folder; a folder that does not exist is empty. */
export async function differences(actual: string, expected: string): Promise<readonly string[]> {
  const [present, wanted] = await Promise.all([filesBelow(actual), filesBelow(expected)]);
  const found: string[] = [];
  for (const path of new Set([...present, ...wanted])) {
    if (!present.has(path)) found.push(`${path}: missing`);
    else if (!wanted.has(path)) found.push(`${path}: left over, a fresh build does not make it`);
    else {
      const [a, b] = await Promise.all([readFile(join(actual, path)), readFile(join(expected, path))]);
      if (!a.equals(b))
        found.push(
          `${path}: ${a.length} bytes here, ${b.length} in a fresh build, first difference at ${firstDifference(a, b)}`,
        );
    }
  }
  return found.sort();
}

async function filesBelow(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries.filter((entry) => !entry.isDirectory());
  return new Set(
    files.map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    ),
  );
}

function firstDifference(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a[at] === b[at]) at += 1;
  return at;
}
