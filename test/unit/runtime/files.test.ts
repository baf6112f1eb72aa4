/** Files on a real disk. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { privateFiles, systemFiles } from '../../../src/runtime/files.ts';

async function openFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'files-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

for (const [name, files] of Object.entries({ systemFiles, privateFiles })) {
  test(`${name}: a file is replaced whole, appended to, read, and leaves no draft behind`, async () => {
    await using folder = await openFolder();
    const path = join(folder.path, 'a', 'b', 'file');
    assert.equal(await files.read(path), undefined);
    await files.replace(path, 'one');
    await files.append(path, [Buffer.from(' t'), Buffer.from('wo')]);
    assert.equal(Buffer.from((await files.read(path)) ?? []).toString(), 'one two');
    await files.replace(path, 'three');
    assert.equal(Buffer.from((await files.read(path)) ?? []).toString(), 'three');
    assert.deepEqual(await readdir(join(folder.path, 'a', 'b')), ['file']);
  });
}

test('of two that replace one file at the same time, one is there whole', async () => {
  await using folder = await openFolder();
  const path = join(folder.path, 'file');
  const contents = ['one', 'two'].map((word) => word.repeat(1_000_000));
  await Promise.all(contents.map((content) => systemFiles.replace(path, content)));
  assert.ok(contents.includes(Buffer.from((await systemFiles.read(path)) ?? []).toString()));
  assert.deepEqual(await readdir(folder.path), ['file']);
});

test('the end of a file, and whether it is exactly this, without reading all of it at once', async () => {
  await using folder = await openFolder();
  const path = join(folder.path, 'file');
  assert.deepEqual(
    [await systemFiles.readEnd(path, 3), await systemFiles.holds(path, Buffer.alloc(0))],
    [undefined, false],
  );
  for (const size of [0, 1, 5, 262_143, 262_144, 262_145, 1_000_000]) {
    const content = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
    await systemFiles.replace(path, content);
    assert.deepEqual(await systemFiles.readEnd(path, 3), content.subarray(-3));
    assert.equal(await systemFiles.holds(path, content), true);
    assert.equal(await systemFiles.holds(path, Buffer.concat([content, Buffer.from('x')])), false);
    if (size === 0) continue;
    assert.equal(await systemFiles.holds(path, content.subarray(0, -1)), false);
    for (const at of [0, size - 1]) {
      const other = Buffer.from(content);
      other.writeUInt8(255, at);
      assert.equal(await systemFiles.holds(path, other), false);
    }
  }
});

test('only the user can read private files and their folders', async (context) => {
  if (process.platform === 'win32') return context.diagnostic('Windows knows no such modes');
  await using folder = await openFolder();
  const path = join(folder.path, 'a', 'file');
  await privateFiles.replace(path, 'one');
  await privateFiles.append(`${path}-2`, [Buffer.from('two')]);
  const modeOf = async (at: string) => ((await stat(at)).mode & 0o777).toString(8);
  assert.deepEqual(
    [await modeOf(path), await modeOf(`${path}-2`), await modeOf(join(folder.path, 'a'))],
    ['600', '600', '700'],
  );
});
