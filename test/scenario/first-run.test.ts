/** The ordinary life of the action: a first run, a run with new events, a run with none. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseManifest } from '../../src/evidence/manifest-shape.ts';
import { DAY, HOUR } from '../emulator/clock.ts';
import { deliveredEvents, linesOf } from '../emulator/delivered.ts';
import { expectSuccess, openStage } from './stage.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

test('the first run delivers every event, the second the new ones, the third none', async () => {
  await using stage = await openStage();
  stage.happen(260);
  const first = expectSuccess(await stage.collect());
  stage.assertComplete();
  assert.equal(first.outputs['events'], '260');
  assert.equal(first.outputs['cold-start'], 'true');
  assert.equal(first.outputs['caught-up'], 'true');
  assert.equal(first.outputs['stop-reason'], 'caught-up');

  stage.pass(HOUR);
  stage.happen(40);
  const second = expectSuccess(await stage.collect());
  stage.assertComplete();
  assert.equal(second.outputs['events'], '40');
  assert.equal(second.outputs['cold-start'], 'false');

  stage.pass(HOUR);
  const deliveries = deliveredEvents(stage.github).deliveries.length;
  const idle = expectSuccess(await stage.collect());
  assert.equal(idle.outputs['manifest-sha256'], second.outputs['manifest-sha256'], 'the head stays known');
  assert.equal(idle.outputs['events'], '0');
  assert.equal(idle.outputs['artifact-names'], '');
  assert.equal(deliveredEvents(stage.github).deliveries.length, deliveries, 'nothing new, no artifact');
});

test('the files of a run are in the output directory and in the artifact, and the manifest has their digests', async () => {
  await using stage = await openStage();
  stage.happen(120);
  const run = expectSuccess(await stage.collect());
  const [delivery] = deliveredEvents(stage.github).deliveries;
  assert.equal(delivery?.artifact.name, run.outputs['artifact-names']);
  assert.equal(String(delivery?.artifact.id), run.outputs['artifact-ids']);
  assert.match(delivery?.artifact.name ?? '', /^audit-log-[\w.-]+$/);
  assert.deepEqual([...(delivery?.files.keys() ?? [])].sort(), ['checkpoint.json', 'events.ndjson', 'manifest.json']);
  const path = join(run.outputDir, 'events.ndjson');
  assert.equal(run.outputs['files'], path);
  stage.assertComplete(stage.github.log.all, linesOf(await readFile(path)));
  const bytes = delivery?.files.get('manifest.json') ?? new Uint8Array();
  assert.deepEqual(bytes, new Uint8Array(await readFile(join(run.outputDir, 'manifest.json'))), 'byte for byte');
  assert.equal(run.outputs['manifest-sha256'], sha256(bytes));
  assert.match(run.stdout, new RegExp(`newest manifest ${sha256(bytes)}: `));
  assert.ok(run.summary.includes(sha256(bytes)));
  const manifest = parseManifest(bytes);
  assert.deepEqual(
    manifest?.files.map(({ name, sha256 }) => [name, sha256]),
    [['events.ndjson', sha256(delivery?.files.get('events.ndjson') ?? '')]],
  );
  assert.equal(manifest?.position, sha256(delivery?.files.get('checkpoint.json') ?? ''));
  assert.deepEqual([manifest?.start, manifest?.parents, manifest?.counts.events], ['first-run', [], 120]);
  assert.match(run.summary, /^## ✅ Organization octo-org: caught up/);
  assert.ok(run.summary.includes(run.outputs['artifact-names'] ?? '?'), 'the summary names the artifact');
});

test('an idle run makes at most four requests for both feeds, two for one, and saves its position again', async () => {
  await using stage = await openStage();
  stage.happen(80);
  expectSuccess(await stage.collect());
  for (const { include, most } of [
    { include: 'all', most: 4 },
    { include: 'web', most: 2 },
  ]) {
    stage.pass(6 * HOUR);
    const before = stage.github.caches.entries.length;
    const idle = expectSuccess(await stage.collect({ include }));
    assert.ok(stage.pagesRequested(idle) <= most, `${stage.pagesRequested(idle)} requests`);
    assert.equal(idle.outputs['requests'], String(stage.pagesRequested(idle)));
    assert.equal(idle.outputs['events'], '0');
    const saved = stage.github.caches.entries.filter(({ finalized }) => finalized).slice(before);
    assert.equal(saved.length, 1, 'that a quiet feed was read to its end is worth knowing');
  }
});

test('events of a target without any, and of one that was quiet for months', async () => {
  await using stage = await openStage();
  const empty = expectSuccess(await stage.collect());
  assert.deepEqual([empty.outputs['events'], empty.outputs['caught-up']], ['0', 'true']);
  stage.pass(3 * DAY);
  stage.happen(3);
  expectSuccess(await stage.collect());
  stage.assertComplete();
});

test('a target whose newest event is older than since: a first run finds nothing, and a later one what is new', async () => {
  await using stage = await openStage();
  const { clock } = stage.github;
  stage.happen(20, { from: clock.now() - 30 * DAY, until: clock.now() - 20 * DAY, gitShare: 0 });
  const first = expectSuccess(await stage.collect());
  assert.deepEqual([first.outputs['events'], first.outputs['caught-up']], ['0', 'true']);
  stage.pass(HOUR);
  const fresh = stage.happen(5);
  expectSuccess(await stage.collect());
  stage.assertComplete(fresh);
});
