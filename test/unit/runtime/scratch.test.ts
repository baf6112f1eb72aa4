/** What does not fit into memory comes back as it was, and nobody reads it on the disk meanwhile. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openScratch } from '../../../src/runtime/scratch.ts';

let root = '';
const before = process.env['TMPDIR'];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scratch-'));
  process.env['TMPDIR'] = root;
});
afterEach(async () => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await rm(root, { recursive: true });
});

test('the bytes come back in order, are unreadable on the disk, and are gone in the end', async () => {
  const pieces = Array.from({ length: 40 }, (_, index) => Buffer.alloc(70_001, `"actor":"mona ${index}"`));
  {
    await using scratch = openScratch();
    assert.deepEqual(await readdir(root), [], 'nothing before the first file');
    await scratch.write('one', pieces);
    await scratch.write('two', pieces);
    const read: Buffer[] = [];
    for await (const piece of scratch.read('one')) read.push(Buffer.from(piece));
    assert.ok(Buffer.concat(read).equals(Buffer.concat(pieces)));
    const [folder = ''] = await readdir(root);
    const stored = await Promise.all(['one', 'two'].map((name) => readFile(join(root, folder, name))));
    for (const bytes of stored) {
      assert.equal(bytes.length, Buffer.concat(pieces).length);
      assert.ok(!bytes.includes('mona'));
    }
    assert.notDeepEqual(stored[0], stored[1], 'equal content has another text each time');
    await scratch.remove('one');
    assert.ok(!existsSync(join(root, folder, 'one')));
  }
  assert.deepEqual(await readdir(root), []);
});
