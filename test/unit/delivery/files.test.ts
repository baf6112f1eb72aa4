import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DeliveryFolder } from '../../../src/delivery/delivery-folder.ts';
import { encodeLines, GrowingFile } from '../../../src/delivery/line-file.ts';
import { openOutputDirectory } from '../../../src/delivery/output-directory.ts';
import { stageCommit } from '../../../src/delivery/staged-commit.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import { content, event } from './contents.ts';
import { MemoryFiles } from './memory-files.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const open = (files: MemoryFiles) => openOutputDirectory({ dir: '/out', files });

describe('a file of lines', () => {
  it('knows its size, lines and digest, however it was appended to', async () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(line)), async (batches) => {
        const files = new MemoryFiles();
        const [folder, file] = [new DeliveryFolder('/d', files), new GrowingFile('x.ndjson')];
        for (const batch of batches) {
          const lines = encodeLines(batch);
          await folder.add({ lines: [{ name: 'x.ndjson', lines }], documents: [] });
          file.add(lines);
        }
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
          events: batches.flat().length,
        });
        assert.deepEqual(folder.linePaths, batches.flat().length === 0 ? [] : ['/d/x.ndjson']);
      }),
    );
  });

  it('is written in pieces of about a megabyte, which reach the disk together', async () => {
    const files = new MemoryFiles();
    function* lines() {
      for (let count = 0; count < 50; count += 1) yield 'x'.repeat(100_000);
    }
    await new DeliveryFolder('/d', files).add({ lines: [{ name: 'x', lines: encodeLines(lines()) }], documents: [] });
    const [pieces = []] = files.appended;
    assert.deepEqual([files.appended.length, pieces.length], [1, 5]);
    assert.ok(Math.max(...pieces) < 1_200_000);
  });
});

describe('the output directory', () => {
  it('holds all commits of the run, each next to the others in one file of events', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    assert.deepEqual([files.paths, output.linePaths], [[], []]);
    await output.add(await content(1, [event(2000, '{"n":12345678901234567890}'), event(3000)]));
    await output.add(await content(2, [event(1000)], { deadLetters: [event(0, '[]')] }));
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
    assert.equal(JSON.parse(files.text('/out/checkpoint.json') ?? '').generation, 2);
    assert.deepEqual(output.linePaths, ['/out/events.ndjson', '/out/dead-letters.ndjson']);
    assert.deepEqual([...output.paths].toSorted(), files.paths);
  });

  it('has neither a file of events nor a manifest when there were none', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    await output.add(await content(1, []));
    assert.deepEqual([files.paths, output.linePaths], [['/out/checkpoint.json'], []]);
  });

  it('never writes into, nor over, what earlier runs left, and keeps what belongs together in one folder', async () => {
    const files = new MemoryFiles();
    const manifests: string[] = [];
    for (const run of [1, 2, 3, 4]) {
      const output = await open(files);
      assert.equal(files.text('/out/events.ndjson'), undefined);
      await output.add(await content(run, [event(run * 1000)], { deadLetters: run === 2 ? [event(0)] : [] }));
      manifests.push(files.text('/out/manifest.json') ?? '');
    }
    const folders = ['/out/earlier-1', '/out/earlier-2', '/out/earlier-3', '/out'];
    assert.deepEqual(
      folders.map((folder) => files.text(`${folder}/events.ndjson`)),
      [1, 2, 3, 4].map((run) => `{"@timestamp":${run * 1000}}\n`),
    );
    assert.deepEqual(
      folders.map((folder) => files.text(`${folder}/manifest.json`)),
      manifests,
    );
    assert.deepEqual(
      files.paths.filter((path) => path.includes('dead')),
      ['/out/earlier-2/dead-letters.ndjson'],
    );
  });

  it('is cleared also for a quiet run, so that nobody reads old events again', async () => {
    const files = new MemoryFiles();
    await (await open(files)).add(await content(1, [event(1)]));
    await open(files);
    assert.deepEqual(
      files.paths,
      ['checkpoint.json', 'events.ndjson', 'manifest.json'].map((name) => `/out/earlier-1/${name}`),
    );
  });

  it('takes the first number that is free, and leaves what is not ours where it is', async () => {
    const files = new MemoryFiles();
    for (const name of ['earlier-1/events.ndjson', 'earlier-3/x', 'mine.txt', 'events', 'events.ndjson'])
      await files.replace(`/out/${name}`, name);
    await open(files);
    assert.deepEqual(
      files.paths,
      ['earlier-1/events.ndjson', 'earlier-2/events.ndjson', 'earlier-3/x', 'events', 'mine.txt'].map(
        (name) => `/out/${name}`,
      ),
    );
  });

  it('is not used any more after a failure of the disk', async () => {
    const files = new MemoryFiles();
    const output = await open(files);
    files.room = 0;
    await assert.rejects(output.add(await content(1, [event(1)])), (error) => {
      assert.ok(error instanceof DeliveryError);
      assert.match(error.message, /ENOSPC/);
      assert.ok(!error.message.includes('canary'));
      return true;
    });
    files.room = 100;
    await assert.rejects(output.add(await content(2, [event(2)])), DeliveryError);
    assert.deepEqual(files.paths, []);
  });

  it('has a manifest only when all that it names is written', async () => {
    for (const room of [0, 1, 2, 3]) {
      const files = new MemoryFiles();
      const output = await open(files);
      files.room = room;
      await assert.rejects(output.add(await content(1, [event(1)], { deadLetters: [event(2)] })), DeliveryError);
      assert.equal(await files.exists('/out/manifest.json'), false);
    }
  });
});

describe('a staged commit', () => {
  const staging = (files: MemoryFiles) => ({ dir: '/temp/staging', files, commitId: '77.1.00000001' });

  it('is a folder with exactly the files of its artifact, until it is discarded', async () => {
    const files = new MemoryFiles();
    const staged = await stageCommit(await content(1, [event(1)]), staging(files));
    assert.equal(staged.root, '/temp/staging/77.1.00000001');
    assert.deepEqual([...staged.paths].toSorted(), files.paths);
    assert.deepEqual(
      files.paths,
      ['checkpoint.json', 'events.ndjson', 'manifest.json'].map((name) => `${staged.root}/${name}`),
    );
    await staged.discard();
    assert.deepEqual(files.paths, []);
  });

  it('starts over where a try before it left something', async () => {
    const files = new MemoryFiles();
    await stageCommit(await content(1, [event(1)], { deadLetters: [event(2)] }), staging(files));
    const staged = await stageCommit(await content(1, [event(1)]), staging(files));
    assert.equal(files.text(`${staged.root}/events.ndjson`), '{"@timestamp":1}\n');
    assert.equal(files.paths.length, 3);
  });

  it('has the same bytes for the same content', async () => {
    const [a, b] = [new MemoryFiles(), new MemoryFiles()];
    await stageCommit(await content(1, [event(1)]), staging(a));
    await stageCommit(await content(1, [event(1)]), staging(b));
    assert.deepEqual(a.content, b.content);
  });
});
