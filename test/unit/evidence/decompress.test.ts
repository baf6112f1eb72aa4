import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { decompress } from '../../../src/evidence/lines/decompress.ts';

const METHODS = {
  'x.ndjson': (bytes: Buffer) => bytes,
  'x.ndjson.gz': (bytes: Buffer) => gzipSync(bytes),
  'x.ndjson.zst': (bytes: Buffer) => zstdCompressSync(bytes),
} as const;

/** Pieces in one buffer that is used again and again, as files are read. */
async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  const piece = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield piece.subarray(0, bytes.copy(piece, 0, at, at + size));
}

async function all(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const piece of pieces) found.push(Buffer.from(piece));
  return Buffer.concat(found);
}

for (const [name, compress] of Object.entries(METHODS)) {
  test(`${name}: what was added one after the other comes out, however it is cut`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 5000 }),
        async (parts, size) => {
          const stored = Buffer.concat(parts.map((part) => compress(Buffer.from(part))));
          assert.deepEqual(await all(decompress(cut(stored, size), name)), Buffer.concat(parts));
        },
      ),
      { numRuns: 60 },
    );
  });

  test(`${name}: a large one`, async () => {
    const lines = Buffer.from(
      Array.from({ length: 60_000 }, (_, index) => `${index} ${'x'.repeat(index % 90)}\n`).join(''),
    );
    const stored = Buffer.concat([compress(lines), compress(lines)]);
    assert.ok((await all(decompress(cut(stored, 1 << 20), name))).equals(Buffer.concat([lines, lines])));
  });
}

for (const name of ['x.ndjson.gz', 'x.ndjson.zst'] as const) {
  test(`${name}: one that is cut or damaged is an error`, async () => {
    const stored = METHODS[name](Buffer.from('x'.repeat(10_000)));
    await assert.rejects(all(decompress(cut(stored.subarray(0, -3), 100), name)));
    await assert.rejects(all(decompress(cut(Buffer.from('no such format at all'), 100), name)));
  });
}
