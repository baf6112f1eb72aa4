import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { unzipCheckpoint } from '../../../src/checkpoint/checkpoint-zip.ts';
import { CheckpointError } from '../../../src/model/errors.ts';

const content = Buffer.from('{"version":1}');
const zip = (entries: Record<string, Uint8Array>, level: 0 | 6 = 6) => zipSync(entries, { level });

describe('the zip of a checkpoint artifact', () => {
  it('gives its one checkpoint, stored or deflated, beside other files', () => {
    for (const level of [0, 6] as const) {
      const bytes = zip({ 'events.ndjson': Buffer.alloc(5000, 'x'), 'checkpoint.json': content }, level);
      assert.deepEqual(Buffer.from(unzipCheckpoint(bytes, 100)), content);
    }
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
        message: /no checkpoint/,
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
    assert.ok(unzipCheckpoint(lie, 100).length <= 100);
  });

  it('is refused with thousands of entries', () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`f${index}`, content]));
    assert.throws(() => unzipCheckpoint(zip({ ...many, 'checkpoint.json': content }), 100), CheckpointError);
  });

  it('is refused when it is none, or damaged, and nothing else happens', () => {
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
