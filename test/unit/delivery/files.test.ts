import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encodeLines, LineFile } from '../../../src/delivery/line-file.ts';
import { openOutputDirectory } from '../../../src/delivery/output-directory.ts';
import { stageCommit } from '../../../src/delivery/staged-commit.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import { content, event, RUN } from './contents.ts';
import { MemoryFiles } from './memory-files.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const open = (files: MemoryFiles) => openOutputDirectory({ dir: '/out', files, run: RUN });

describe('a file of lines', () => {
  it('knows its size, lines and digest, however it was appended to', async () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(line)), async (batches) => {
        const files = new MemoryFiles();
        const file = new LineFile('/d', 'x.ndjson', files);
        for (const batch of batches) await file.append(encodeLines(batch));
        const bytes = files.content.get('/d/x.ndjson') ?? Buffer.alloc(0);
        assert.deepEqual(
          bytes,
          Buffer.from(
            batches
              .flat()
              .map((text) => `${text}\n`)
              .join(''),
          ),
        );
        assert.deepEqual(file.facts, {
          name: 'x.ndjson',
          bytes: bytes.length,
          sha256: sha256(bytes),
          lines: batches.flat().length,
        });
        assert.equal(file.isEmpty, batches.flat().length === 0);
      }),
    );
  });

  it('is written in pieces of about a megabyte', async () => {
    const files = new MemoryFiles();
    function* lines() {
      for (let count = 0; count < 50; count += 1) yield 'x'.repeat(100_000);
    }
    await new LineFile('/d', 'x', files).append(encodeLines(lines()));
    assert.equal(files.appended.length, 5);
    assert.ok(Math.max(...files.appended) < 1_200_000);
  });
});

describe('the output directory', () => {
  it('holds all commits of the run, and a manifest over all of them', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    assert.deepEqual([files.paths, output.eventPaths], [[], []]);
    await output.append(content(1, [event(2000, '{"n":12345678901234567890}'), event(3000)]));
    await output.append(content(2, [event(1000)], [event(0, '[]')]));
    assert.deepEqual(files.paths, [
      '/out/checkpoint.json',
      '/out/dead-letters.ndjson',
      '/out/events.ndjson',
      '/out/manifest.json',
    ]);
    assert.equal(
      files.text('/out/events.ndjson'),
      '{"n":12345678901234567890}\n{"@timestamp":3000}\n{"@timestamp":1000}\n',
    );
    assert.equal(files.text('/out/dead-letters.ndjson'), '[]\n');
    assert.equal(files.text('/out/checkpoint.json'), '{"generation":2}\n');
    assert.deepEqual(output.eventPaths, ['/out/events.ndjson', '/out/dead-letters.ndjson']);
    const manifest = JSON.parse(files.text('/out/manifest.json') ?? '');
    assert.deepEqual(manifest, {
      schema: 1,
      tool: RUN.tool,
      run: { id: '77', attempt: 1, repository: 'octo-org/audit', commit: '77.1.00000002' },
      target: RUN.target,
      feeds: ['web', 'git'],
      generation: 2,
      window: { from: '1970-01-01T00:00:01.000Z', to: '1970-01-01T00:00:03.000Z' },
      counts: { events: 3, deadLetters: 1, duplicates: 4 },
      files: ['events.ndjson', 'dead-letters.ndjson', 'checkpoint.json'].map((name) => {
        const bytes = files.content.get(`/out/${name}`) ?? Buffer.alloc(0);
        return { name, bytes: bytes.length, sha256: sha256(bytes), lines: bytes.toString().split('\n').length - 1 };
      }),
      gaps: [
        {
          from: '1970-01-01T00:00:00.000Z',
          to: '1970-01-01T00:00:01.000Z',
          kind: 'retention',
          certain: true,
          run: '77.1',
        },
      ],
      previousManifestSha256: null,
    });
  });

  it('has no file of events when there were none', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    await output.append(content(1, []));
    assert.deepEqual([files.paths, output.eventPaths], [['/out/checkpoint.json', '/out/manifest.json'], []]);
    assert.deepEqual(JSON.parse(files.text('/out/manifest.json') ?? '').window, { from: null, to: null });
  });

  it('never writes into, nor over, what earlier runs left', async () => {
    const files = new MemoryFiles();
    const manifests: string[] = [];
    for (const run of [1, 2, 3, 4]) {
      const output = await open(files);
      assert.equal(files.text('/out/events.ndjson'), undefined);
      await output.append(content(run, [event(run * 1000)], run === 2 ? [event(0)] : []));
      manifests.push(files.text('/out/manifest.json') ?? '');
    }
    const numbers = ['.1', '.2', '.3', ''];
    assert.deepEqual(
      numbers.map((number) => files.text(`/out/events${number}.ndjson`)),
      [1, 2, 3, 4].map((run) => `{"@timestamp":${run * 1000}}\n`),
    );
    assert.deepEqual(
      numbers.map((number) => files.text(`/out/manifest${number}.json`)),
      manifests,
    );
    assert.deepEqual(
      files.paths.filter((path) => path.includes('dead')),
      ['/out/dead-letters.2.ndjson'],
    );
    const previous = manifests.map((text) => JSON.parse(text).previousManifestSha256);
    assert.deepEqual(previous, [null, ...manifests.slice(0, 3).map(sha256)]);
  });

  it('is cleared also for a quiet run, so that nobody reads old events again', async () => {
    const files = new MemoryFiles();
    await (await open(files)).append(content(1, [event(1)]));
    await open(files);
    assert.deepEqual(files.paths, ['/out/checkpoint.json', '/out/events.1.ndjson', '/out/manifest.1.json']);
  });

  it('takes the first number under which nothing is taken', async () => {
    const files = new MemoryFiles();
    for (const name of ['events.1.ndjson', 'manifest.2.json', 'events.ndjson'])
      await files.replace(`/out/${name}`, name);
    await open(files);
    assert.deepEqual(files.paths, ['/out/events.1.ndjson', '/out/events.3.ndjson', '/out/manifest.2.json']);
  });

  it('is not used any more after a failure of the disk', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    files.room = 0;
    await assert.rejects(output.append(content(1, [event(1)])), (error) => {
      assert.ok(error instanceof DeliveryError);
      assert.match(error.message, /ENOSPC/);
      assert.ok(!error.message.includes('canary'));
      return true;
    });
    files.room = 100;
    await assert.rejects(output.append(content(2, [event(2)])), DeliveryError);
    assert.deepEqual(files.paths, []);
  });

  it('has a manifest only when all that it names is written', async () => {
    for (const room of [0, 1, 2, 3]) {
      const files = new MemoryFiles();
      const output = await open(files);
      files.room = room;
      await assert.rejects(output.append(content(1, [event(1)], [event(2)])), DeliveryError);
      assert.equal(await files.exists('/out/manifest.json'), false);
    }
  });
});

describe('a staged commit', () => {
  const settings = (files: MemoryFiles, previousSha256?: string) => ({
    dir: '/temp/staging',
    files,
    run: RUN,
    previousSha256,
  });

  it('is a folder with exactly the files of its artifact, until it is discarded', async () => {
    const files = new MemoryFiles();
    const staged = await stageCommit(content(1, [event(1)]), settings(files));
    assert.equal(staged.root, '/temp/staging/77.1.00000001');
    assert.deepEqual([...staged.paths].toSorted(), files.paths);
    assert.deepEqual(
      files.paths,
      ['checkpoint.json', 'events.ndjson', 'manifest.json'].map((name) => `${staged.root}/${name}`),
    );
    await staged.discard();
    assert.deepEqual(files.paths, []);
  });

  it('names the manifest before it', async () => {
    const files = new MemoryFiles();
    const first = await stageCommit(content(1, [event(1)]), settings(files));
    assert.equal(first.manifestSha256, sha256(files.text(`${first.root}/manifest.json`) ?? ''));
    const second = await stageCommit(content(2, [event(2)], [event(3)]), settings(files, first.manifestSha256));
    const manifest = JSON.parse(files.text(`${second.root}/manifest.json`) ?? '');
    assert.equal(manifest.previousManifestSha256, first.manifestSha256);
    assert.deepEqual(manifest.counts, { events: 1, deadLetters: 1, duplicates: 2 });
  });

  it('begins anew where a try before it left something', async () => {
    const files = new MemoryFiles();
    await stageCommit(content(1, [event(1)], [event(2)]), settings(files));
    const staged = await stageCommit(content(1, [event(1)]), settings(files));
    assert.equal(files.text(`${staged.root}/events.ndjson`), '{"@timestamp":1}\n');
    assert.equal(files.paths.length, 3);
  });

  it('has the same bytes for the same content', async () => {
    const [a, b] = [new MemoryFiles(), new MemoryFiles()];
    await stageCommit(content(1, [event(1)]), settings(a));
    await stageCommit(content(1, [event(1)]), settings(b));
    assert.deepEqual(a.content, b.content);
  });
});
