/**
 * Files for what does not fit into memory: in a folder of their own that only this user can read, gone when it is disposed of.
 * They hold what the log holds, so they are encrypted with a key that is nowhere but in memory: what was decrypted for reading
 * never lies on a disk in clear text, and what a killed process leaves behind says nothing.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
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

/** Every file has a counter of its own to begin with; a change of these bytes is not what this protects against. */
const CIPHER = 'aes-256-ctr';
const KEY_BYTES = 32;
const COUNTER_BYTES = 16;

/** Nothing is on the disk before the first file is written. */
export function openScratch(): Scratch {
  let made: Promise<string> | undefined;
  const key = randomBytes(KEY_BYTES);
  const counters = new Map<string, Buffer>();
  const folder = () => (made ??= mkdtemp(join(tmpdir(), 'collect-audit-log-')));
  return {
    async write(name, pieces) {
      const counter = randomBytes(COUNTER_BYTES);
      const cipher = createCipheriv(CIPHER, key, counter);
      const handle = await open(join(await folder(), name), 'wx', 0o600);
      counters.set(name, counter);
      try {
        for await (const piece of pieces) await handle.writeFile(cipher.update(piece));
      } finally {
        await handle.close();
      }
    },
    async *read(name) {
      const counter = counters.get(name);
      if (counter === undefined) throw new Error('a file is written before it is read');
      const decipher = createDecipheriv(CIPHER, key, counter);
      for await (const piece of systemFileTree.read(join(await folder(), name))) yield decipher.update(piece);
    },
    async remove(name) {
      await rm(join(await folder(), name), { force: true });
    },
    async [Symbol.asyncDispose]() {
      if (made !== undefined) await rm(await made, { recursive: true, force: true });
    },
  };
}
