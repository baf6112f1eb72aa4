/**
 * Where lines go for good: a file that appears under its name only when it is complete, or a stream that somebody
 * reads. The next lines are accepted only when the ones before have been passed on.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip, createZstdCompress } from 'node:zlib';

export interface LineOutput {
  /** Each without its line feed. */
  write(lines: readonly string[]): Promise<void>;
  /** Everything is where it belongs when this resolves. */
  end(): Promise<void>;
  /** Instead of `end`: nothing stays behind. */
  discard(): Promise<void>;
}

const PIECE_CHARACTERS = 256 * 1024;

/** A path, whose end says how it is compressed, or an open stream. */
export async function openLineOutput(target: string | Writable): Promise<LineOutput> {
  return typeof target === 'string' ? openFile(target) : openStream(target);
}

/** Rejects with Node's own error where no file can be at `path`. */
export async function makeFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR', syscall: 'open', path });
}

function openStream(stream: Writable): LineOutput {
  const lines = new Pieces((piece) => push(stream, piece));
  return { write: (batch) => lines.add(batch), end: () => lines.flush(), discard: async () => {} };
}

function openFile(path: string): LineOutput {
  const draft = `${path}.tmp`;
  const file = createWriteStream(draft, { mode: 0o600 });
  const compressor = path.endsWith('.gz') ? createGzip() : path.endsWith('.zst') ? createZstdCompress() : undefined;
  const entrance: Writable = compressor ?? file;
  compressor?.pipe(file);
  const lines = new Pieces((piece) => push(entrance, piece));
  // A failure is met by the write or the end that waits for it.
  const closed = finished(file);
  closed.catch(() => {});
  return {
    write: (batch) => Promise.race([lines.add(batch), failing(closed)]),
    async end() {
      await lines.flush();
      entrance.end();
      await closed;
      await rename(draft, path);
    },
    async discard() {
      file.destroy();
      await rm(draft, { force: true });
    },
  };
}

/** Never resolves: it only rejects as `closed` does. */
function failing(closed: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    closed.catch(reject);
  });
}

async function push(stream: Writable, piece: string): Promise<void> {
  if (stream.destroyed) throw new Error('the stream is closed');
  if (!stream.write(piece)) await once(stream, 'drain');
}

/** Lines put together, because each write costs more than a line. */
class Pieces {
  readonly #push: (piece: string) => Promise<void>;
  #piece = '';

  constructor(push: (piece: string) => Promise<void>) {
    this.#push = push;
  }

  async add(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      this.#piece += `${line}\n`;
      if (this.#piece.length >= PIECE_CHARACTERS) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const piece = this.#piece;
    this.#piece = '';
    if (piece !== '') await this.#push(piece);
  }
}
