/**
 * The lines of a stored file as the bytes that they were: of gzip with several members, and of zstd with several frames, because
 * each commit adds one. Nothing is held but what one piece unpacks to. Rejects where a file is damaged or cut.
 */
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress, type ZstdDecompress } from 'node:zlib';

/** `name` says how the file is compressed. */
export async function* decompress(pieces: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  if (name.endsWith('.zst')) yield* decompressZstd(pieces);
  else if (name.endsWith('.gz')) {
    // A piece is valid until the next one is requested, and the decompressor requests it before it is done.
    const gunzip = createGunzip();
    // What fails is met by the loop.
    pipeline(Readable.from(copies(pieces)), gunzip, () => {});
    for await (const piece of gunzip) yield piece as Buffer;
  } else yield* pieces;
}

async function* copies(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** Of what is taken at a time; it can unpack to many times as much. */
const SLICE_BYTES = 64 * 1024;

/** Node's decompressor ends with the first frame and leaves out what follows in the same piece. */
async function* decompressZstd(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let frames = new ZstdFrames();
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const slice = Buffer.from(piece.subarray(at, at + SLICE_BYTES));
      const taken = await frames.take(slice);
      yield* frames.output();
      at += taken;
      if (taken < slice.length) frames = new ZstdFrames();
    }
  }
  await frames.end();
  yield* frames.output();
}

class ZstdFrames {
  readonly #stream: ZstdDecompress = createZstdDecompress();
  readonly #failed: Promise<never>;
  readonly #ended: Promise<'ended'>;
  #output: Buffer[] = [];
  #given = 0;

  constructor() {
    this.#failed = new Promise((_, reject) => this.#stream.once('error', reject));
    this.#failed.catch(() => {});
    this.#ended = new Promise((resolve) => this.#stream.once('end', () => resolve('ended')));
    this.#stream.on('data', (piece: Buffer) => this.#output.push(piece));
  }

  /** How many bytes belonged to frames so far; fewer than given: the last frame ended within them. */
  async take(bytes: Buffer): Promise<number> {
    this.#given += bytes.length;
    const written = new Promise<'written'>((resolve) => {
      this.#stream.write(bytes, () => resolve('written'));
    });
    const how = await Promise.race([written, this.#ended, this.#failed]);
    return how === 'written' ? bytes.length : bytes.length - (this.#given - this.#stream.bytesWritten);
  }

  output(): readonly Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  async end(): Promise<void> {
    if (this.#given === 0) return;
    this.#stream.end();
    await Promise.race([this.#ended, this.#failed]);
  }
}
