/** Files encrypted to age recipients, through the built action: only who has an identity reads them, and all else works as before. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess, openStage, type Stage } from './stage.ts';

const identities = [await generateX25519Identity(), await generateX25519Identity()] as const;
const recipients = await Promise.all(identities.map((identity) => identityToRecipient(identity)));
const TO = { 'encrypt-to': recipients.join('\n') };

async function decrypt(bytes: Uint8Array, identity: string = identities[0]): Promise<Buffer> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Buffer.from(await decrypter.decrypt(bytes));
}

/** The lines of all artifacts, for who has the key. */
async function decryptedLines(stage: Stage): Promise<readonly string[]> {
  const files = deliveredEvents(stage.github).deliveries.flatMap(({ files }) => [...files]);
  const events = files.filter(([name]) => name.startsWith('events'));
  assert.ok(
    events.every(([name]) => name.endsWith('.age')),
    events.map(([name]) => name).join(),
  );
  const texts = await Promise.all(
    events.map(async ([name, bytes]) => {
      const content = await decrypt(bytes);
      return name.includes('.gz') ? gunzipSync(content) : name.includes('.zst') ? zstdDecompressSync(content) : content;
    }),
  );
  return texts.flatMap((text) => linesOf(text));
}

describe('encryption', { concurrency: 3 }, () => {
  for (const compression of ['none', 'gzip', 'zstd'] as const) {
    test(`each recipient reads the events, compression ${compression}`, async () => {
      await using stage = await openStage();
      stage.happen(250);
      const run = expectSuccess(await stage.collect({ ...TO, compression }));
      stage.assertComplete(stage.github.log.all, await decryptedLines(stage));
      const [name = ''] = (await readdir(run.outputDir)).filter((each) => each.startsWith('events'));
      assert.match(name, /^events\.ndjson(\.gz|\.zst)?\.age$/);
      const bytes = await readFile(join(run.outputDir, name));
      assert.deepEqual(await decrypt(bytes, identities[0]), await decrypt(bytes, identities[1]));
      await assert.rejects(decrypt(bytes, await generateX25519Identity()));
      const manifest = JSON.parse(await readFile(join(run.outputDir, 'manifest.json'), 'utf8'));
      assert.deepEqual(manifest.encryptedTo, recipients);
      stage.pass(HOUR);
      stage.happen(30);
      assert.equal(expectSuccess(await stage.collect({ ...TO, compression })).outputs['events'], '30');
      stage.assertComplete(stage.github.log.all, await decryptedLines(stage));
    });
  }

  test('no byte of an event is in what is kept, and the phrase only by its digest', async () => {
    await using stage = await openStage();
    const generator = stage.generator({ oddShare: 0 });
    const now = stage.github.clock.now();
    stage.github.log.appendAll(
      Array.from({ length: 40 }, (_, i) =>
        generator.event(now - HOUR / 2 + i, 'web', ['"actor"', '"canary-actor-7f3a"']),
      ),
    );
    expectSuccess(await stage.collect({ ...TO, phrase: 'actor:canary-actor-7f3a' }));
    const files = deliveredEvents(stage.github).deliveries.flatMap(({ files }) => [...files.values()]);
    assert.ok(files.length > 0);
    for (const bytes of files) assert.ok(!Buffer.from(bytes).includes('canary'), 'in clear text');
  });

  test('several commits of a run, and the batches of a pull, are files of their own', async () => {
    await using stage = await openStage();
    stage.happen(21_000, { gitShare: 0, oddShare: 0 });
    const run = expectSuccess(await stage.collect({ ...TO, include: 'web' }));
    const names = (await readdir(run.outputDir)).filter((name) => name.startsWith('events')).toSorted();
    assert.deepEqual(names, ['events-2.ndjson.age', 'events-3.ndjson.age', 'events.ndjson.age']);
    const own = await Promise.all(
      names.map(async (name) => linesOf(await decrypt(await readFile(join(run.outputDir, name))))),
    );
    stage.assertComplete(stage.github.log.all, own.flat());
    stage.assertComplete(stage.github.log.all, await decryptedLines(stage));
  });

  test('dead letters are encrypted, too', async () => {
    await using stage = await openStage();
    stage.happen(20, { gitShare: 0 });
    stage.github.log.append({
      raw: '"no event"',
      ts: stage.github.clock.now() - 20 * MINUTE,
      id: 'poison',
      feed: 'web',
    });
    const run = expectFailure(await stage.collect(TO), /returned 1 entries that are not valid events/);
    const letters = await decrypt(await readFile(join(run.outputDir, 'dead-letters.ndjson.age')));
    assert.deepEqual(linesOf(letters), ['"no event"']);
  });

  test('a wrong recipient is an error before anything is read', async () => {
    await using stage = await openStage();
    const right = recipients[0] ?? '';
    const wrong = `${right.slice(0, -1)}${right.endsWith('q') ? 'p' : 'q'}`;
    expectFailure(await stage.collect({ 'encrypt-to': wrong }), /encrypt-to: .*mistake in recipient 1/);
    assert.equal(stage.github.requests.length, 0);
  });
});
