/**
 * `merge --only-proven`: whatever bytes of one delivery are damaged, every event of the others is merged, and nothing that was not
 * delivered. A damaged manifest can cost the one that it contradicts as well, because nothing says which of the two is right.
 */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sha256Of } from '../../../src/evidence/chain.ts';
import { type Made, make, makeChain, openRoot, usualLines, zip } from './deliveries.ts';
import { mergeProven, nth } from './look.ts';

const COUNT = 4;

interface Damage {
  /** Of the delivery. */
  readonly at: number;
  readonly what: 'events' | 'checkpoint' | 'manifest' | 'zip';
  /** Where in the file, as a share of it, and what is done there. */
  readonly where: number;
  readonly how: 'flip' | 'cut' | 'append';
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.nat({ max: COUNT - 1 }),
  what: fc.constantFrom('events', 'checkpoint', 'manifest', 'zip'),
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  how: fc.constantFrom('flip', 'cut', 'append'),
});

async function inflict(made: Made, { what, where, how }: Damage): Promise<void> {
  const names = {
    events: made.manifest.files[0]?.name ?? '',
    checkpoint: 'checkpoint.json',
    manifest: 'manifest.json',
  };
  const path = what === 'zip' ? await zip(made.folder) : join(made.folder, names[what]);
  const bytes = await readFile(path);
  const at = Math.floor(where * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const flipped = Buffer.from(bytes);
  await writeFile(path, { flip: flipped, cut: bytes.subarray(0, at), append: Buffer.concat([bytes, flipped]) }[how]);
}

test('law: damage to one delivery costs no event of another', async () => {
  await fc.assert(
    fc.asyncProperty(damage, async (done) => {
      await using root = await openRoot();
      const made = await makeChain(root.path, COUNT);
      await inflict(nth(made, done.at), done);
      const { lines, problems } = await mergeProven(root.path);
      const generations = made.map((_, index) => index).filter((index) => index !== done.at);
      // The manifest that it says it follows.
      const kept = done.what === 'manifest' ? generations.filter((index) => index !== done.at - 1) : generations;
      const wanted = kept.flatMap((index) => usualLines(index + 1));
      assert.deepEqual(
        wanted.filter((line) => !lines.includes(line)),
        [],
      );
      const delivered = new Set(made.flatMap(({ lines: own }) => own));
      assert.ok(lines.every((line) => delivered.has(line)));
      assert.equal(new Set(lines).size, lines.length);
      if (done.what === 'events') assert.ok(problems.length > 0, 'it is reported');
    }),
    { numRuns: 150 },
  );
});

test('of two copies that are damaged in different files, every event is merged once', async () => {
  await using root = await openRoot();
  const lines = [usualLines(1), usualLines(2)];
  const files = lines.map((each, index) => {
    const content = each.map((line) => `${line}\n`).join('');
    return { name: `events-${index}.ndjson`, content, bytes: content.length, sha256: sha256Of(content), events: 5 };
  });
  const named = files.map(({ content: _, ...facts }) => facts);
  for (const [index, copy] of ['a', 'b'].entries()) {
    const options = { generation: 1, parents: [], lines: [], change: { files: named } } as const;
    const { folder } = await make(join(root.path, copy), options);
    for (const { name, content } of files) await writeFile(join(folder, name), content);
    await writeFile(join(folder, `events-${index}.ndjson`), 'damaged');
  }
  const { lines: merged, problems } = await mergeProven(root.path);
  assert.deepEqual(merged, lines.flat());
  assert.equal(problems.length, 2);
});
