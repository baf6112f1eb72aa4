/** What the file system refuses to `verify` and `merge` is one error that names the path, before anything is read or written. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { linesOf } from '../emulator/delivered.ts';
import { makeChain, usualLines } from '../unit/evidence/deliveries.ts';
import { command } from './evidence-command.ts';
import { openFolder } from './folder.ts';

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'an output that is a folder': ['merge', 'in', '--output', 'folder'],
  'an output below a file': ['merge', 'in', '--output', 'file/all.ndjson'],
  'a report that is a folder': ['merge', 'in', '--report', 'folder'],
  'a report of verify that is a folder': ['verify', 'in', '--report', 'folder'],
  'an identity that is a folder': ['merge', 'in', '--identity', 'folder'],
  'signers that are a folder': ['verify', 'in', '--allowed-signers', 'folder'],
  'a path below a file': ['verify', 'file/deliveries'],
};

describe('the file system refuses', { concurrency: 2 }, () => {
  for (const [what, args] of Object.entries(REFUSED)) {
    test(what, async () => {
      await using at = await openFolder();
      await makeChain(join(at.path, 'in'), 2);
      await mkdir(join(at.path, 'folder'));
      await writeFile(join(at.path, 'file'), '');
      const below = args.map((arg) => (/^(?:in|file|folder)/.test(arg) ? join(at.path, arg) : arg));
      const { exitCode, stderr } = await command(...below);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, /^error: The file system refuses \S+(?:folder|file\S*): [a-z ]+ \(E[A-Z]+\)\.$/m);
      assert.match(stderr, /this file was not changed\.$/m);
      assert.doesNotMatch(stderr, /bug/);
      assert.deepEqual((await readdir(at.path)).sort(), ['file', 'folder', 'in']);
    });
  }
});

test('the folder of the output is made', async () => {
  await using at = await openFolder();
  await makeChain(join(at.path, 'in'), 1);
  const output = join(at.path, 'new', 'folder', 'all.ndjson');
  assert.equal((await command('merge', join(at.path, 'in'), '--output', output)).exitCode, 0);
  assert.deepEqual(linesOf(await readFile(output)), usualLines(1));
});
