import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { differences } from '../../../scripts/folder-differences.ts';

async function folder(t: TestContext, content: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'folder-differences-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(content)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return path;
}

test('equal folders do not differ', async (t) => {
  const content = { 'index.js': 'a', 'deep/b.js': 'b', empty: '' };
  assert.deepEqual(await differences(await folder(t, content), await folder(t, content)), []);
});

test('a changed byte, a missing file and one left over are each named', async (t) => {
  const actual = await folder(t, { 'index.js': 'abc', '7.index.js': 'old', 'same.js': 's', 'long.js': 'xy' });
  const expected = await folder(t, { 'index.js': 'abd', '8.index.js': 'new', 'same.js': 's', 'long.js': 'x' });
  assert.deepEqual(await differences(actual, expected), [
    '7.index.js: left over, a fresh build does not make it',
    '8.index.js: missing',
    'index.js: 3 bytes here, 3 in a fresh build, first difference at 2',
    'long.js: 2 bytes here, 1 in a fresh build, first difference at 1',
  ]);
});

test('a missing folder lacks everything', async (t) => {
  const expected = await folder(t, { 'index.js': 'a' });
  assert.deepEqual(await differences(join(expected, 'none'), expected), ['index.js: missing']);
});
