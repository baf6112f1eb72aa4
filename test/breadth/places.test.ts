/** Other places for position and events: a directory of the user's own, files without artifacts. */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage } from '../scenario/stage.ts';

describe('places', { concurrency: 4 }, () => {
  test('state-dir keeps the position instead of the cache', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const inputs = { 'state-dir': join(folder.path, 'state') };
    stage.happen(80);
    expectSuccess(await stage.collect(inputs));
    stage.pass(HOUR);
    stage.happen(20);
    const second = expectSuccess(await stage.collect(inputs));
    assert.equal(second.outputs['events'], '20');
    stage.assertComplete();
    assert.deepEqual(stage.github.requestsTo('cache'), []);
    const [file = ''] = await readdir(inputs['state-dir']);
    assert.match(file, /^audit-log-[0-9a-f]{24}\.checkpoint\.json$/);
  });

  test('a damaged position in state-dir is an error, not a cold start', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    stage.happen(20);
    expectSuccess(await stage.collect({ 'state-dir': folder.path }));
    const [file = ''] = await readdir(folder.path);
    const path = join(folder.path, file);
    const bytes = await readFile(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const run = expectFailure(await stage.collect({ 'state-dir': folder.path }), /saved position/);
    assert.equal(stage.pagesRequested(run), 0);
  });

  test('artifact: false leaves the files to a later step, and moves those of an earlier run aside', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const inputs = { artifact: 'false', 'output-dir': join(folder.path, 'out') };
    stage.happen(80);
    const first = expectSuccess(await stage.collect(inputs));
    assert.equal(first.outputs['files'], join(inputs['output-dir'], 'events.ndjson'));
    const before = await readFile(join(inputs['output-dir'], 'events.ndjson'));
    stage.pass(HOUR);
    stage.happen(20);
    expectSuccess(await stage.collect(inputs));
    const read = (name: string): Promise<Buffer> => readFile(join(inputs['output-dir'], name));
    assert.deepEqual(await read('earlier-1/events.ndjson'), before);
    stage.assertComplete(stage.github.log.all, [
      ...linesOf(await read('earlier-1/events.ndjson')),
      ...linesOf(await read('events.ndjson')),
    ]);
    assert.deepEqual(stage.delivered, [], 'no artifact has events');
    // A quiet run leaves no events of an earlier one behind.
    stage.pass(HOUR);
    const idle = expectSuccess(await stage.collect(inputs));
    assert.equal(idle.outputs['files'], '');
    assert.deepEqual(
      (await readdir(inputs['output-dir'])).filter((name) => name === 'events.ndjson'),
      [],
    );
  });

  test('files only, with an evicted cache: the position has a second copy', async () => {
    await using stage = await openStage();
    await using folder = await openFolder();
    const inputs = { artifact: 'false', 'output-dir': folder.path };
    stage.happen(80);
    expectSuccess(await stage.collect(inputs));
    stage.github.caches.evict();
    stage.pass(HOUR);
    const again = expectSuccess(await stage.collect(inputs));
    assert.equal(again.outputs['events'], '0');
  });
});
