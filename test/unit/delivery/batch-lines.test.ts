/** Compressed files are read back by decoders that are not Node's own: fflate for gzip, fzstd for zstd. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gunzip } from 'fflate';
import { Decompress as Unzstd } from 'fzstd';
import { encodeBatch } from '../../../src/delivery/batch-lines.ts';
import { openOutputDirectory } from '../../../src/delivery/output-directory.ts';
import { stageCommit } from '../../../src/delivery/staged-commit.ts';
import { sha256Of } from '../../../src/evidence/chain.ts';
import { parseManifest } from '../../../src/evidence/manifest-shape.ts';
import { renderRaw } from '../../../src/format/raw.ts';
import { content, event, RUN } from './contents.ts';
import { MemoryFiles } from './memory-files.ts';

const SUBJECTS = [
  { compression: 'gzip', suffix: '.gz', magic: '1f8b', Decoder: Gunzip },
  { compression: 'zstd', suffix: '.zst', magic: '28b52ffd', Decoder: Unzstd },
] as const;

type Subject = (typeof SUBJECTS)[number];

function decode(bytes: Uint8Array, { Decoder }: Subject): string {
  const chunks: Uint8Array[] = [];
  new Decoder((chunk) => chunks.push(chunk)).push(bytes, true);
  return Buffer.concat(chunks).toString();
}

for (const subject of SUBJECTS) {
  const { compression, suffix, magic } = subject;
  const run = { ...RUN, compression };

  test(`${compression}: whatever is in a batch, a foreign decoder reads it back`, async () => {
    const raw = fc.string({ unit: 'binary', maxLength: 400 }).map((text) => JSON.stringify({ text }));
    const batch = fc.record({ events: fc.array(raw), deadLetters: fc.array(raw) });
    await fc.assert(
      fc.asyncProperty(batch, async ({ events, deadLetters }) => {
        const of = (raws: readonly string[]) => raws.map((raw, ts) => event(ts, raw));
        const lines = await encodeBatch({ events: of(events), deadLetters: of(deadLetters) }, renderRaw, {
          compression,
          encryptedTo: [],
        });
        for (const [each, raws] of [
          [lines.events, events],
          [lines.deadLetters, deadLetters],
        ] as const) {
          const bytes = Buffer.concat(each.pieces);
          assert.equal(each.count, raws.length);
          assert.equal(bytes.length === 0, raws.length === 0, 'no lines, no bytes');
          if (raws.length === 0) continue;
          assert.equal(bytes.toString('hex', 0, magic.length / 2), magic);
          assert.equal(decode(bytes, subject), raws.map((text) => `${text}\n`).join(''));
        }
      }),
      { numRuns: 30 },
    );
  });

  test(`${compression}: several megabytes become one piece, always the same, much smaller`, async () => {
    const events = Array.from({ length: 30_000 }, (_, ts) => event(ts, `{"@timestamp":${ts},"action":"repo.create"}`));
    const [one, two] = await Promise.all(
      [1, 2].map(() => encodeBatch({ events, deadLetters: [] }, renderRaw, { compression, encryptedTo: [] })),
    );
    assert.equal(one?.events.pieces.length, 1);
    assert.deepEqual(one, two);
    const [bytes = new Uint8Array()] = one?.events.pieces ?? [];
    const plain = events.map(({ raw }) => `${raw}\n`).join('');
    assert.ok(bytes.length * 4 < plain.length, `${bytes.length} of ${plain.length} bytes`);
    assert.equal(decode(bytes, subject), plain);
  });

  test(`${compression}: the commits of a run follow each other in one file, and each manifest names its part of it`, async () => {
    const files = new MemoryFiles();
    const output = await openOutputDirectory({ dir: '/out', files });
    const commits = [
      await content(1, [event(1), event(2)], { run }),
      await content(2, [event(3)], { deadLetters: [event(0, '[]')], run }),
    ];
    for (const commit of commits) await output.add(commit);
    const [events, deadLetters] = [`events.ndjson${suffix}`, `dead-letters.ndjson${suffix}`];
    assert.deepEqual(output.linePaths, [`/out/${events}`, `/out/${deadLetters}`]);
    assert.deepEqual(files.paths, ['/out/checkpoint.json', ...output.linePaths, '/out/manifest.json'].toSorted());
    const bytesOf = (name: string) => files.content.get(`/out/${name}`) ?? Buffer.alloc(0);
    assert.equal(decode(bytesOf(events), subject), '{"@timestamp":1}\n{"@timestamp":2}\n{"@timestamp":3}\n');
    assert.equal(decode(bytesOf(deadLetters), subject), '[]\n');
    let at = 0;
    for (const { documents } of commits) {
      const manifest = parseManifest(documents.at(-1)?.content ?? '');
      const [file] = manifest?.files ?? [];
      const part = bytesOf(events).subarray(at, at + (file?.bytes ?? 0));
      assert.deepEqual(file && [file.name, file.sha256], [events, sha256Of(part)]);
      at += part.length;
    }
    assert.equal(at, bytesOf(events).length);
  });

  test(`${compression}: a staged commit holds one stream a file, which every reader takes whole`, async () => {
    const files = new MemoryFiles();
    const settings = { dir: '/staging', files, commitId: '7.1.a' };
    const staged = await stageCommit(await content(1, [event(1)], { run }), settings);
    assert.deepEqual(
      staged.paths.map((path) => path.slice(staged.root.length + 1)),
      [`events.ndjson${suffix}`, 'checkpoint.json', 'manifest.json'],
    );
  });
}

test('what an earlier run left is moved aside however it was compressed', async () => {
  const files = new MemoryFiles();
  for (const name of ['events.ndjson', 'events.ndjson.gz', 'dead-letters.ndjson.zst', 'manifest.json']) {
    await files.replace(`/out/${name}`, name);
  }
  await openOutputDirectory({ dir: '/out', files });
  assert.deepEqual(files.paths, [
    '/out/earlier-1/dead-letters.ndjson.zst',
    '/out/earlier-1/events.ndjson',
    '/out/earlier-1/events.ndjson.gz',
    '/out/earlier-1/manifest.json',
  ]);
});
