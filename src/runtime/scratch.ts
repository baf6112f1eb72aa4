/**
 * Files for what does not fit into memory: in a folder of their own that only this user can read, gone when it is disposed of.
 * They hold what the log holds.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemFileTree } from './file-tree.ts';

export interface Scratch extends AsyncDisposable {
  /** Writes a file that does not exist yet; each piece is written before the next one is requested. */
  write(name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Pieces are valid until the next one is requested. */
  read(name: string): AsyncIterable<Buffer>;
  remove(name: string): Promise<void>;
}

/** Nothing is on the disk before the first file is written. */
export function openScratch(): Scratch {
  let made: Promise<string> | undefined;
  const folder = () => (made ??= mkdtemp(join(tmpdir(), 'collect-audit-log-')));
  return {
    async write(name, pieces) {
      const handle = await open(join(await folder(), name), 'wx', 0o600);
      try {
        for await (const piece of pieces) await handle.write(piece);
      } finally {
        await handle.close();
      }
    },
    async *read(name) {
      yield* systemFileTree.read(join(await folder(), name));
    },
    async remove(name) {
      await rm(join(await folder(), name), { force: true });
    },
    async [Symbol.asyncDispose]() {
      if (made !== undefined) await rm(await made, { recursive: true, force: true });
    },
  };
}
