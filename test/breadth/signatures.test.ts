/** A collector with a key, through the built action: what it signs, what it believes, and how a position gets from here to there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parseManifest } from '../../src/evidence/manifest-shape.ts';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage, type Stage, shownBy } from '../scenario/stage.ts';
import { makeKey } from './signing-keys.ts';

/** What `ssh-keygen` says of every signed file of an artifact. */
async function checkWithSshKeygen(folder: string, files: ReadonlyMap<string, Uint8Array>, publicLine: string) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'allowed_signers'), `collector ${publicLine}\n`);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return ['manifest', 'position'].map((what) => {
    const name = what === 'manifest' ? 'manifest.json' : 'checkpoint.json';
    const args = ['-Y', 'verify', '-f', 'allowed_signers', '-I', 'collector', '-n', `collect-audit-log-${what}`];
    const input = Buffer.from(files.get(name) ?? '');
    return spawnSync('ssh-keygen', [...args, '-s', `${name}.sig`], { cwd: folder, input }).status;
  });
}

const deliveries = (stage: Stage) => deliveredEvents(stage.github).deliveries;

describe('with a signing key', () => {
  test('manifests and positions are signed, the cache holds none, and a quiet run keeps its position too', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const key = await makeKey(folder.path);
    const inputs = { ...key.inputs, 'on-cold-start': 'collect' };
    stage.happen(30);
    const first = expectSuccess(await stage.collect(inputs));
    const [delivery] = deliveries(stage);
    assert.deepEqual([...(delivery?.files.keys() ?? [])].sort(), [
      'checkpoint.json',
      'checkpoint.json.sig',
      'events.ndjson',
      'manifest.json',
      'manifest.json.sig',
    ]);
    assert.deepEqual(await checkWithSshKeygen(join(folder.path, 'x'), delivery?.files ?? new Map(), key.line), [0, 0]);
    for (const line of key.text.split('\n').filter((each) => each.length > 40)) {
      assert.ok(!shownBy(first).includes(line), 'a line of the private key is shown');
    }
    stage.pass(HOUR);
    const quiet = expectSuccess(await stage.collect(key.inputs));
    assert.equal(quiet.outputs['cold-start'], 'false');
    assert.deepEqual(stage.github.caches.entries, []);
    stage.pass(HOUR);
    stage.happen(10);
    expectSuccess(await stage.collect(key.inputs));
    stage.assertComplete();
    const manifests = deliveries(stage).flatMap(({ files }) => parseManifest(files.get('manifest.json') ?? '') ?? []);
    assert.equal(manifests.length, 2);
    assert.deepEqual(manifests.flatMap(({ parents }) => parents).length, 1, 'the chain goes on across the quiet run');
  });

  test('a position that is not signed by a trusted key is none, and its uploader cannot hide events', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const [key, other] = [await makeKey(folder.path), await makeKey(folder.path, 'other')];
    const run = (inputs: Readonly<Record<string, string>>) => stage.collect({ 'on-cold-start': 'collect', ...inputs });
    stage.happen(20);
    expectSuccess(await run(key.inputs));
    for (const attacker of [{}, other.inputs]) {
      stage.pass(HOUR);
      stage.happen(10);
      // Somebody else's run collects the newest events, and leaves a position that claims them.
      const before = deliveries(stage).length;
      await run(attacker);
      assert.equal(deliveries(stage).length, before + 1);
      const ours = await run({ ...key.inputs, 'on-cold-start': 'fail' });
      assert.equal(expectSuccess(ours).outputs['cold-start'], 'false');
      assert.equal(ours.outputs['events'], '10', 'they are delivered all the same');
    }
    const incidents = shownBy(await run(key.inputs));
    assert.match(incidents, /signed/);
  });

  test('without a believed position the run fails with nothing read, and says how to go on', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const key = await makeKey(folder.path);
    stage.happen(20);
    expectSuccess(await stage.collect());
    const run = expectFailure(await stage.collect(key.inputs), /position/i);
    assert.equal(run.outputs['events'] ?? '0', '0');
    assert.equal(stage.pagesRequested(run), 0);
  });

  test('switching on, and changing the key: export, take over, and nothing is lost or repeated', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const [key, next] = [await makeKey(folder.path), await makeKey(folder.path, 'next')];
    const exported = join(folder.path, 'export');
    stage.happen(40);
    expectSuccess(await stage.collect());
    expectSuccess(await stage.collect({ mode: 'inspect', 'output-dir': exported }));
    assert.deepEqual(await readdir(exported), ['checkpoint.json']);
    const file = join(exported, 'checkpoint.json');
    expectSuccess(await stage.collect({ mode: 'reset', 'position-file': file, ...key.inputs }));
    stage.pass(HOUR);
    stage.happen(10);
    assert.equal(expectSuccess(await stage.collect(key.inputs)).outputs['events'], '10');
    // The new key signs, the old one is trusted until it has.
    stage.pass(HOUR);
    stage.happen(5);
    const both = { ...next.inputs, 'trusted-keys': key.line };
    assert.equal(expectSuccess(await stage.collect(both)).outputs['events'], '5');
    stage.pass(HOUR);
    stage.happen(6);
    assert.equal(expectSuccess(await stage.collect(next.inputs)).outputs['events'], '6');
    stage.assertComplete();
    const manifests = deliveries(stage).flatMap(({ files }) => parseManifest(files.get('manifest.json') ?? '') ?? []);
    assert.equal(manifests.filter(({ parents }) => parents.length === 0).length, 1, 'one chain, across the move');
  });

  test('a position file that is another target’s, damaged, or badly signed is refused, and nothing changes', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const key = await makeKey(folder.path);
    const exported = join(folder.path, 'export');
    const file = join(exported, 'checkpoint.json');
    stage.happen(10);
    expectSuccess(await stage.collect());
    expectSuccess(await stage.collect({ mode: 'inspect', 'output-dir': exported, include: 'all' }));
    const take = (inputs: Readonly<Record<string, string>> = {}) =>
      stage.collect({ mode: 'reset', 'position-file': file, ...key.inputs, ...inputs });
    expectFailure(await take({ organization: 'another-org' }), /another target/);
    await writeFile(`${file}.sig`, 'no signature');
    expectFailure(await take(), /signature that cannot be read/);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"generation":1', '"generation":9'));
    expectFailure(await take({ 'signing-key': '' }), /does not match its own digest/);
    expectFailure(await take({ 'position-file': join(exported, 'nothing.json') }), /no such file/);
    stage.pass(HOUR);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
  });
});
