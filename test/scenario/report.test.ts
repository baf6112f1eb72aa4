/** `report: true`: a page next to the events and in the artifact, for a collection and for a pull. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { readPage } from './read-page.ts';
import { expectSuccess, openStage } from './stage.ts';

test('a collection: the page of the run next to its files, that of each delivery in its artifact', async () => {
  await using stage = await openStage();
  stage.happen(40, { from: stage.github.clock.now() - 3 * HOUR });
  const run = expectSuccess(await stage.collect({ report: 'true' }));
  assert.match(run.outputs['report'] ?? '', /report\.html$/);
  const html = await readFile(run.outputs['report'] ?? '', 'utf8');
  const delivered = (await readFile(run.outputs['files'] ?? '', 'utf8')).trim().split('\n');
  const { lines, facts } = readPage(html);
  assert.deepEqual(lines, delivered);
  assert.equal(facts['target'], `organization ${stage.github.organization}`);
  assert.deepEqual(facts['manifests'], [run.outputs['manifest-sha256']]);
  const [delivery] = deliveredEvents(stage.github).deliveries;
  const page = delivery?.files.get('report.html');
  assert.ok(page !== undefined, 'the artifact has the page');
  assert.deepEqual(readPage(Buffer.from(page).toString()).lines, delivered);
  stage.pass(20 * MINUTE);
  assert.equal(
    expectSuccess(await stage.collect({ report: 'true' })).outputs['report'],
    '',
    'nothing delivered, no page',
  );
});

test('a pull', async () => {
  await using stage = await openStage();
  stage.happen(25);
  const run = expectSuccess(await stage.collect({ mode: 'pull', since: '1d', report: 'true' }));
  const { lines, facts } = readPage(await readFile(run.outputs['report'] ?? '', 'utf8'));
  assert.equal(lines.length, 25);
  assert.equal(facts['mode'], 'pull');
});

test('without the input there is none', async () => {
  await using stage = await openStage();
  stage.happen(5);
  assert.equal(expectSuccess(await stage.collect()).outputs['report'], '');
});
