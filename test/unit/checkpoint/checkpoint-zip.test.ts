import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { unzipPosition } from '../../../src/checkpoint/checkpoint-zip.ts';
import { CheckpointError } from '../../../src/model/errors.ts';

const content = Buffer.from('{"version":1}');
/** A zip of one checkpoint that announces a size of its own. */
function pretendedSize(packed: Uint8Array, sizeBytes: number): Buffer {
  const name = Buffer.from('checkpoint.json');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(sizeBytes, 22);
  local.writeUInt16LE(name.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(0x02014b50, 0);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(packed.length, 20);
  directory.writeUInt32LE(sizeBytes, 24);
  directory.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, directory, name, end]);
}

const unzipCheckpoint = (bytes: Uint8Array, bytesMax: number) => unzipPosition(bytes, bytesMax).position;
const zip = (entries: Record<string, Uint8Array>, level: 0 | 6 = 6) => zipSync(entries, { level });

describe('the zip of a checkpoint artifact', () => {
  it('gives its one checkpoint, stored or deflated, next to other files', () => {
    for (const level of [0, 6] as const) {
      const bytes = zip({ 'events.ndjson': Buffer.alloc(5000, 'x'), 'checkpoint.json': content }, level);
      assert.deepEqual(Buffer.from(unzipCheckpoint(bytes, 100)), content);
    }
  });

  it('gives the manifest next to it, when there is exactly one', () => {
    const manifest = Buffer.from('{"version":2}');
    assert.equal(unzipPosition(zip({ 'checkpoint.json': content }), 100).manifest, undefined);
    const both = { 'checkpoint.json': content, 'manifest.json': manifest };
    assert.deepEqual(Buffer.from(unzipPosition(zip(both), 100).manifest ?? []), manifest);
    const double = Buffer.from(zip({ ...both, 'manifest.jsoN': manifest }));
    for (let at = double.indexOf('jsoN'); at >= 0; at = double.indexOf('jsoN', at)) double.write('json', at);
    assert.throws(() => unzipPosition(double, 100), { name: 'CheckpointError', message: /more than one/ });
  });

  it('has exactly one, at its root', () => {
    for (const entries of [
      {},
      { 'a/checkpoint.json': content },
      { '../checkpoint.json': content },
      { 'checkpoint.json/': content },
    ]) {
      assert.throws(() => unzipCheckpoint(zip({ other: content, ...entries }), 100), {
        name: 'CheckpointError',
        message: /no checkpoint\.json/,
      });
    }
    const double = Buffer.from(zip({ 'checkpoint.json': content, 'checkpoint.jsoN': content }));
    for (let at = double.indexOf('jsoN'); at >= 0; at = double.indexOf('jsoN', at)) double.write('json', at);
    assert.throws(() => unzipCheckpoint(double, 100), { name: 'CheckpointError', message: /more than one/ });
  });

  it('is refused as a bomb, and does not grow beyond what it announced', () => {
    const bomb = Buffer.from(zip({ 'checkpoint.json': Buffer.alloc(1_000_000) }));
    assert.ok(bomb.length < 5000);
    assert.throws(() => unzipCheckpoint(bomb, 999_999), { name: 'CheckpointError', message: /too large/ });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(1_000_000);
    const lie = Buffer.from(bomb);
    for (let at = lie.indexOf(size); at >= 0; at = lie.indexOf(size)) lie.writeUInt32LE(100, at);
    assert.throws(() => unzipCheckpoint(lie, 100), { name: 'CheckpointError', message: /more than it announces/ });
  });

  it('costs nothing when it announces 100 bytes and unpacks to 256 MB', () => {
    const bomb = pretendedSize(deflateRawSync(Buffer.alloc(256 * 1024 ** 2), { level: 1 }), 100);
    const before = performance.now();
    assert.throws(() => unzipCheckpoint(bomb, 64 * 1024 ** 2), { name: 'CheckpointError', message: /announces/ });
    const tookMs = performance.now() - before;
    assert.ok(tookMs < 500, `it took ${tookMs} ms`);
  });

  it('is refused when its checksum is another, or when it unpacks to less than it announces', () => {
    const whole = zip({ 'checkpoint.json': content }, 0);
    const altered = Buffer.from(whole);
    altered.write('2', altered.indexOf('1}'));
    assert.throws(() => unzipCheckpoint(altered, 100), { name: 'CheckpointError', message: /damaged/ });
    assert.throws(() => unzipCheckpoint(pretendedSize(deflateRawSync(content), 90), 100), /damaged/);
  });

  it('is refused with thousands of entries', () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`f${index}`, content]));
    assert.throws(() => unzipCheckpoint(zip({ ...many, 'checkpoint.json': content }), 100), CheckpointError);
  });

  it('is refused when it is not a zip, or damaged, and nothing else happens', () => {
    const whole = Buffer.from(zip({ 'checkpoint.json': content }));
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), fc.integer({ min: 1, max: 255 }), (noise, at, flip) => {
        assert.throws(() => unzipCheckpoint(noise, 100), CheckpointError);
        assert.throws(() => unzipCheckpoint(whole.subarray(0, at % whole.length), 100), CheckpointError);
        const flipped = Buffer.from(whole);
        flipped[at % whole.length] = (flipped[at % whole.length] ?? 0) ^ flip;
        try {
          assert.ok(unzipCheckpoint(flipped, 100).length <= 100);
        } catch (error) {
          assert.ok(error instanceof CheckpointError);
        }
      }),
    );
  });
});
