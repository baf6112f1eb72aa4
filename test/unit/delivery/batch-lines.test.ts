/** Compressed files are read back by decoders that are not Node's own: fflate for gzip, fzstd for zstd. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gunzip } from 'fflate';
import { Decompress as Unzstd } from 'fzstd';
import { encodeBatch } from '../../../src/delivery/batch-lines.ts';
import { openOutputDirectory } from '../../../src/delivery/output-directory.ts';
import { stageCommit } from '../../../src/delivery/staged-commit.ts';
import { renderRaw } from '../../../src/format/raw.ts';
import type { AuditEvent } from '../../../src/model/event.ts';
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

async function compressed(
  { compression }: Subject,
  generation: number,
  batch: { readonly events: readonly AuditEvent[]; readonly deadLetters: readonly AuditEvent[] },
) {
  const lines = await encodeBatch(batch, renderRaw, compression);
  return { ...content(generation, batch.events, batch.deadLetters), lines };
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
        const lines = await encodeBatch({ events: of(events), deadLetters: of(deadLetters) }, renderRaw, compression);
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
      [1, 2].map(() => encodeBatch({ events, deadLetters: [] }, renderRaw, compression)),
    );
    assert.equal(one?.events.pieces.length, 1);
    assert.deepEqual(one, two);
    const [bytes = new Uint8Array()] = one?.events.pieces ?? [];
    const plain = events.map(({ raw }) => `${raw}\n`).join('');
    assert.ok(bytes.length * 4 < plain.length, `${bytes.length} of ${plain.length} bytes`);
    assert.equal(decode(bytes, subject), plain);
  });

  test(`${compression}: the commits of a run follow each other in one file, and the manifest tells it as it was written`, async () => {
    const files = new MemoryFiles();
    const output = await openOutputDirectory({ dir: '/out', files, run });
    await output.append(await compressed(subject, 1, { events: [event(1), event(2)], deadLetters: [] }));
    await output.append(await compressed(subject, 2, { events: [event(3)], deadLetters: [event(0, '[]')] }));
    const [events, deadLetters] = [`events.ndjson${suffix}`, `dead-letters.ndjson${suffix}`];
    assert.deepEqual(output.eventPaths, [`/out/${events}`, `/out/${deadLetters}`]);
    assert.deepEqual(files.paths, ['/out/checkpoint.json', ...output.eventPaths, '/out/manifest.json'].toSorted());
    const bytesOf = (name: string) => files.content.get(`/out/${name}`) ?? Buffer.alloc(0);
    assert.equal(decode(bytesOf(events), subject), '{"@timestamp":1}\n{"@timestamp":2}\n{"@timestamp":3}\n');
    assert.equal(decode(bytesOf(deadLetters), subject), '[]\n');
    const manifest = JSON.parse(files.text('/out/manifest.json') ?? '');
    assert.deepEqual(
      manifest.files.slice(0, 2),
      [events, deadLetters].map((name, index) => ({
        name,
        bytes: bytesOf(name).length,
        sha256: createHash('sha256').update(bytesOf(name)).digest('hex'),
        lines: [3, 1][index],
      })),
    );
  });

  test(`${compression}: a staged commit holds one stream a file, which every reader takes whole`, async () => {
    const files = new MemoryFiles();
    const settings = { dir: '/staging', files, run, previousSha256: undefined };
    const staged = await stageCommit(await compressed(subject, 1, { events: [event(1)], deadLetters: [] }), settings);
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
  await openOutputDirectory({ dir: '/out', files, run: RUN });
  assert.deepEqual(files.paths, [
    '/out/dead-letters.1.ndjson.zst',
    '/out/events.1.ndjson',
    '/out/events.1.ndjson.gz',
    '/out/manifest.1.json',
  ]);
});
