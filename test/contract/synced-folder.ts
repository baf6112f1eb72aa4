/** The objects of an archive as files in a folder of their own, as a cloud's `sync` leaves them. Removed in the end. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export async function syncDown(objects: Iterable<readonly [key: string, bytes: Uint8Array]>) {
  const path = await mkdtemp(join(tmpdir(), 'archive-'));
  for (const [key, bytes] of objects) {
    await mkdir(dirname(join(path, key)), { recursive: true });
    await writeFile(join(path, key), bytes);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
