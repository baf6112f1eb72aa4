/** Elements of the list that are not valid events: kept unchanged and apart, counted, reported as one failure, and in nobody's way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents, deliveredEvents, linesOf } from '../emulator/delivered.ts';
import type { NewEvent } from '../emulator/event-log.ts';
import { expectFailure, expectSuccess, openStage } from './stage.ts';

const POISON = [
  'null',
  '7',
  '"an event"',
  '[]',
  '{"_document_id":"without-a-timestamp"}',
  '{"@timestamp":"yesterday"}',
];

test('poison goes to dead-letters.ndjson, the events around it to events.ndjson, and later runs continue', async () => {
  await using stage = await openStage();
  const { github } = stage;
  stage.happen(120, { gitShare: 0 });
  const events = github.log.all;
  const ts = github.clock.now() - 20 * MINUTE;
  const poison = POISON.map((raw, index): NewEvent => ({ raw, ts: ts + index, id: `poison-${index}`, feed: 'web' }));
  github.log.appendAll(poison);
  const run = expectFailure(await stage.collect(), new RegExp(`${POISON.length} entries that are not valid events`));
  assert.equal(run.outputs['dead-letters'], String(POISON.length));
  assert.equal(run.outputs['events'], '120');
  const isPoison = ({ id }: NewEvent): boolean => id.startsWith('poison-');
  stage.assertComplete(events.filter((event) => !isPoison(event)));
  assert.deepEqual(deadLetters(), { lost: [], duplicated: [], altered: [], foreign: [] });
  stage.pass(HOUR);
  stage.happen(30, { gitShare: 0 });
  const next = expectSuccess(await stage.collect());
  assert.deepEqual([next.outputs['events'], next.outputs['dead-letters']], ['30', '0']);
  stage.assertComplete(github.log.all.filter((event) => !isPoison(event)));
  assert.deepEqual(deadLetters(), { lost: [], duplicated: [], altered: [], foreign: [] });

  function deadLetters() {
    const files = deliveredEvents(github).deliveries.flatMap(({ files }) => files.get('dead-letters.ndjson') ?? []);
    return compareEvents(POISON, files.flatMap(linesOf));
  }
});
