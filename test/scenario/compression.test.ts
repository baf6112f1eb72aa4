/** Compressed files through the built action: in the artifact and in the output directory, listed by name, size and digest. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { gunzipSync as foreignGunzip } from 'fflate';
import { decompress as foreignUnzstd } from 'fzstd';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

const DECODERS = [
  { compression: 'gzip', suffix: '.gz', decode: foreignGunzip },
  { compression: 'zstd', suffix: '.zst', decode: foreignUnzstd },
] as const;

interface Manifest {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

describe('compression', { concurrency: 3 }, () => {
  for (const { compression, suffix, decode } of DECODERS) {
    test(`compression: ${compression}`, async () => {
      await using stage = await openStage();
      stage.happen(250, { oldGitShare: 0.3 });
      const first = expectSuccess(await stage.collect({ compression }));
      const events = `events.ndjson${suffix}`;
      assert.equal(first.outputs['files'], join(first.outputDir, events));
      stage.assertComplete(stage.github.log.all, linesOf(decode(await readFile(join(first.outputDir, events)))));
      const [delivery] = deliveredEvents(stage.github).deliveries;
      assert.deepEqual([...(delivery?.files.keys() ?? [])].sort(), ['checkpoint.json', events, 'manifest.json']);
      stage.assertComplete(stage.github.log.all, linesOf(decode(delivery?.files.get(events) ?? new Uint8Array())));
      assert.ok(delivery !== undefined);
      const { files } = delivery.manifest as Manifest;
      assert.deepEqual(
        files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
        [events].map((name) => {
          const content = delivery.files.get(name) ?? new Uint8Array();
          return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
        }),
      );
      stage.pass(HOUR);
      stage.happen(30);
      const second = expectSuccess(await stage.collect({ compression }));
      assert.equal(second.outputs['events'], '30');
      stage.assertComplete();
    });
  }

  test('compression: gzip compresses dead letters too', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(20, { gitShare: 0 });
    github.log.append({ raw: '"no event"', ts: github.clock.now() - 20 * MINUTE, id: 'poison', feed: 'web' });
    const run = expectFailure(
      await stage.collect({ compression: 'gzip' }),
      /returned 1 entries that are not valid events/,
    );
    const content = await readFile(join(run.outputDir, 'dead-letters.ndjson.gz'));
    assert.deepEqual(linesOf(gunzipSync(content)), ['"no event"']);
  });
});
