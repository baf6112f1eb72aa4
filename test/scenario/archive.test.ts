/**
 * The archive as a step of a workflow: before the artifact and the position, with a manifest that names every object, nothing
 * moved when the store is down, and not even loaded where there is none.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { syncDown } from '../contract/synced-folder.ts';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import { dropAnswer, mutate, refused, reset } from '../emulator/sabotage.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { ROOT } from '../meta/tree.ts';
import { assertProven, look } from '../unit/evidence/look.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';
import { openStore, SECRET } from './stage-store.ts';

test('every event is in the archive and in the artifact; the manifest of both is the same and names each object', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  stage.happen(400, { from: stage.github.clock.now() - 30 * HOUR });
  const run = expectSuccess(await stage.collect(store.inputs));
  stage.assertComplete();
  stage.assertComplete(stage.github.log.all, store.events);
  const keys = [...store.objects.keys()];
  assert.deepEqual(run.outputs['archive-objects']?.split('\n').sort(), keys.sort());
  assert.equal(keys.filter((key) => /\/dt=2026-11-2[12]\//.test(key)).length, 2);
  const [key, bytes] = store.below('manifests')[0] ?? [];
  assert.match(key ?? '', /^audit\/manifests\/host=127\.0\.0\.1_\d+\/target=organization-octo-org\/\d+-[\w.]+\.json$/);
  const [delivery] = deliveredEvents(stage.github).deliveries;
  assert.equal(bytes?.toString(), Buffer.from(delivery?.files.get('manifest.json') ?? []).toString());
  const [manifest] = store.manifests();
  for (const { name, bytes, sha256, events } of manifest.objects) {
    const object = store.objects.get(`audit/${name}`);
    assert.ok(object !== undefined);
    assert.deepEqual([object.length, hash('sha256', object)], [bytes, sha256]);
    assert.equal(linesOf(gunzipSync(object)).length, events);
  }
  assert.equal(manifest.objects.length, 2);
  assert.ok(manifest.destinations.includes('archive'));
  assert.ok(run.masks.includes(SECRET));
  stage.pass(HOUR);
  const quiet = expectSuccess(await stage.collect(store.inputs));
  assert.deepEqual([quiet.outputs['events'], quiet.outputs['archive-objects']], ['0', '']);
  assert.equal(store.objects.size, keys.length);
});

test('sink, archive, artifact, position: in this order', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  await using sink = await startSink(new NdjsonDouble(), { faults: stage.github.faults });
  const seen: string[] = [];
  for (const label of ['sink', 'archive.put', 'artifact.create', 'artifact.finalize', 'cache.create'] as const) {
    stage.github.faults.on(label, async (effect) => {
      if (seen.at(-1) !== label) seen.push(label);
      return effect();
    });
  }
  stage.happen(50);
  expectSuccess(await stage.collect({ ...store.inputs, sink: 'http', 'sink-url': `${sink.url}/in` }));
  assert.deepEqual(seen, ['sink', 'archive.put', 'artifact.create', 'artifact.finalize', 'cache.create']);
});

test('a store that is down fails the run, with no artifact and no position; the next run archives the same events', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  stage.happen(120);
  const outage = stage.github.faults.on('archive', reset());
  const run = expectFailure(
    await stage.collect(store.inputs),
    /Storing an object in s3:\/\/audit-archive failed 2 times/,
  );
  assert.match(run.stdout, /Nothing was skipped/);
  assert.equal(stage.github.artifacts.delivered.length, 0);
  assert.equal(store.objects.size, 0);
  outage.remove();
  expectSuccess(await stage.collect(store.inputs));
  stage.assertComplete();
  stage.assertComplete(stage.github.log.all, store.events);
});

test('when the artifact fails after the archive, the archive is complete, and the next run archives the same events again', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  stage.happen(80);
  const outage = stage.github.faults.on('artifact.create', refused());
  expectFailure(await stage.collect(store.inputs), /artifact/);
  const orphans = store.manifests().length;
  outage.remove();
  expectSuccess(await stage.collect(store.inputs));
  stage.assertComplete();
  assert.deepEqual([orphans, store.manifests().length], [1, 2]);
  assert.equal(store.events.length, 160);
});

test('without artifact and sink the archive alone is the delivery', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  stage.happen(90);
  expectSuccess(await stage.collect({ ...store.inputs, artifact: 'false' }));
  stage.pass(HOUR);
  stage.happen(40);
  expectSuccess(await stage.collect({ ...store.inputs, artifact: 'false' }));
  stage.assertComplete(stage.github.log.all, store.events);
  assert.deepEqual(store.manifests()[0].destinations, ['archive']);
});

test('verify proves a synced folder and notices a missing object; merge reads each event of it once', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  for (let run = 0; run < 3; run += 1) {
    stage.happen(60);
    expectSuccess(await stage.collect({ ...store.inputs, artifact: 'false' }));
    stage.pass(HOUR);
  }
  await using synced = await syncDown(store.objects);
  const report = await look([synced.path]);
  assertProven(report);
  assert.equal(report.totals.events, 180);
  const cli = [join(ROOT, 'src/cli.ts'), 'merge', synced.path];
  const { stdout } = await promisify(execFile)(process.execPath, cli, { maxBuffer: 10_000_000 });
  stage.assertComplete(stage.github.log.all, linesOf(Buffer.from(stdout)));
  // A run that was killed before its manifest leaves an object that no manifest names: named, and no reason to disbelieve the rest.
  const [[name = '', bytes = Buffer.alloc(0)] = []] = store.below('events');
  const orphan = name.replace(/[\w.]+-1-/, '9.1.dead-1-');
  await writeFile(join(synced.path, orphan), bytes);
  const withOrphan = await look([synced.path]);
  assertProven(withOrphan);
  assert.ok(withOrphan.findings.some(({ verdict, what }) => verdict === 'note' && what.includes('9.1.dead-1-')));
  const [gone = ''] = store.below('events').map(([key]) => key);
  await rm(join(synced.path, gone));
  assert.equal((await look([synced.path])).answers.unaltered, 'no');
});

test('a pull has a tree of its own, with one manifest for all of its batches', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  // More than one batch, over two days.
  stage.happen(10_100, { from: stage.github.clock.now() - 30 * HOUR });
  const pull = { mode: 'pull', since: '2d', artifact: 'false' };
  const run = expectSuccess(await stage.collect({ ...store.inputs, ...pull }));
  const events = store.below('pulls/events');
  stage.assertComplete(
    stage.github.log.all,
    events.flatMap(([, bytes]) => linesOf(gunzipSync(bytes))),
  );
  assert.ok(events.length >= 3, `${events.length} objects`);
  const [[key, bytes] = [], ...more] = store.below('pulls/manifests');
  assert.match(key ?? '', /^audit\/pulls\/manifests\/host=[\w.]+\/target=organization-octo-org\/[\w.]+\.json$/);
  assert.deepEqual(more, []);
  const manifest = JSON.parse(String(bytes));
  assert.deepEqual(
    manifest.objects.map((object: { readonly name: string }) => `audit/${object.name}`).sort(),
    events.map(([name]) => name).sort(),
  );
  assert.equal(manifest.pull.complete, true);
  assert.equal(run.outputs['archive-objects']?.split('\n').length, store.objects.size);
  assert.equal(store.below('events').length, 0);
});

test('validate requests nothing; test stores one marker and names it, or says what the store refused', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  expectSuccess(await stage.collect({ ...store.inputs, mode: 'validate' }));
  const lacking = { ...store.inputs, mode: 'validate', 'archive-token': '' };
  expectFailure(await stage.collect(lacking), /The archive has no credential/);
  assert.equal(store.server.requests.length, 0);
  const marked = expectSuccess(await stage.collect({ ...store.inputs, mode: 'test' }));
  assert.deepEqual([...store.objects.keys()], [marked.outputs['archive-objects']]);
  assert.match(marked.outputs['archive-objects'] ?? '', /^audit\/tests\/[\w.]+\.json$/);
  const stranger = { ...store.inputs, mode: 'test', 'archive-token': `somebody:${SECRET}` };
  expectFailure(await stage.collect(stranger), /the access key does not exist \(HTTP 403, InvalidAccessKeyId\)/);
});

test('a run without an archive loads none of its code', async () => {
  const dist = join(ROOT, 'dist');
  const programs = (await readdir(dist)).filter((name) => name.endsWith('.js'));
  const holds = await Promise.all(
    programs.map(async (name) => (await readFile(join(dist, name), 'utf8')).includes('AWS4-HMAC-SHA256')),
  );
  const chunks = programs.filter((_, index) => holds[index]);
  assert.equal(chunks.length, 1, `the signer is in ${chunks.join(', ')}`);
  assert.notEqual(chunks[0], 'index.js');
});

test('a 412 without a body, after an answer that was lost, is no proof; the next run stores the events under keys of its own', async () => {
  await using stage = await openStage();
  await using store = await openStore(stage);
  stage.happen(40);
  const inputs = { ...store.inputs, 'retry-attempts': '3' };
  stage.github.faults.on('archive.put', dropAnswer(), { nth: 1 });
  const bare = stage.github.faults.on(
    'archive.put',
    mutate(({ status }) => ({ status, body: '' })),
    { nth: 2 },
  );
  const refusal = expectFailure(
    await stage.collect(inputs),
    /a precondition failed, without a code that says which one \(HTTP 412\)/,
  );
  assert.match(
    refusal.annotations.map(({ message }) => message).join(),
    /the next run archives the same events under other keys/,
  );
  assert.deepEqual(stage.delivered, [], 'the position did not move');
  assert.equal(bare.hits, 1);
  stage.pass(HOUR);
  expectSuccess(await stage.collect(inputs));
  stage.assertComplete();
  const [manifest] = store.manifests();
  const named = new Set(manifest.objects.map(({ name }: { readonly name: string }) => `audit/${name}`));
  const lines = store.below('events').flatMap(([key, bytes]) => (named.has(key) ? linesOf(gunzipSync(bytes)) : []));
  stage.assertComplete(stage.github.log.all, lines);
  await using synced = await syncDown(store.objects);
  const report = await look([synced.path]);
  assertProven(report);
  assert.ok(
    report.findings.some(({ kind }) => kind === 'object-not-named'),
    'the object of the first run',
  );
});
