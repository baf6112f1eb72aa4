/** Events that break naive readers come out byte for byte, and none of them speaks to the runner. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { allOddities, DUPLICATE_KEY } from '../emulator/event-oddities.ts';
import { green, openStage } from './stage.ts';

test('every oddity that was seen or could be, byte for byte', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const generator = stage.generator({ oddShare: 0 });
  const at = (index: number): number => clock.now() - 30 * MINUTE + index * 100;
  const oddities = allOddities();
  log.appendAll(oddities.map((oddity, index) => generator.event(at(index), 'web', oddity)));
  log.appendAll(oddities.map((oddity, index) => generator.event(at(index) + 5, 'git', oddity)));
  log.append(generator.event(at(900), 'web', ...DUPLICATE_KEY), generator.deep(at(901), 200));
  const first = green(await stage.collect());
  stage.assertComplete();
  assert.equal(first.outputs['dead-letters'], '0');
  for (const text of ['gotcha', 'pwned', 'gnitrats', 'octopus', '12345678901234567890']) {
    assert.ok(!first.stdout.includes(text) && !first.summary.includes(text), `${text} is shown`);
  }
  stage.pass(HOUR);
  assert.equal(green(await stage.collect()).outputs['events'], '0', 'and they are known again');
});

test('events without an id, and equal ones in one millisecond, are counted and told apart', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const ts = clock.now() - 4 * MINUTE;
  stage.happen(120, { gitShare: 1, oldGitShare: 0.7 });
  const generator = stage.generator();
  log.appendAll(generator.identicalClones(ts, 23));
  green(await stage.collect({ 'per-page': '10', 'max-pages': '9' }));
  log.appendAll(generator.identicalClones(ts, 4));
  await stage.collectAll({ 'per-page': '10', 'max-pages': '40' });
  green(await stage.collect());
  stage.assertComplete();
});

test('an event that changes between two fetches is the same event', async () => {
  await using stage = await openStage();
  const { log } = stage.github;
  const events = stage.happen(60);
  green(await stage.collect());
  const before = log.all.map(({ raw }) => raw);
  for (const { id } of events) log.revise(id, (raw) => raw.replace('{', '{"actor_ip":"192.0.2.7",'));
  assert.notDeepEqual(
    log.all.map(({ raw }) => raw),
    before,
  );
  stage.pass(2 * MINUTE);
  const again = green(await stage.collect());
  assert.equal(again.outputs['events'], '0');
  stage.assertComplete(before);
});

test('an event stamped in the future is handed over and holds nothing back', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  stage.happen(50);
  const generator = stage.generator();
  log.append({ ...generator.event(clock.now() + 3 * HOUR, 'web'), visibleAt: clock.now() });
  green(await stage.collect());
  stage.assertComplete();
  stage.pass(30 * MINUTE);
  stage.happen(50, { from: clock.now() - 20 * MINUTE });
  green(await stage.collect());
  stage.assertComplete();
});

test('the id may lie elsewhere: dedupe-id', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const generator = stage.generator();
  const ids = Array.from({ length: 30 }, (_, index) => `"${'k'.repeat(16)}${index}"`);
  const event = (id: string, index: number) =>
    generator.event(clock.now() - HOUR + index, 'web', ['"data"', `{"key":{"id":${id}}}`]);
  log.appendAll(ids.map(event));
  green(await stage.collect({ 'dedupe-id': 'data.key.id' }));
  for (const { id } of log.all) log.revise(id, (raw) => raw.replace('"actor":', '"_actor":'));
  stage.pass(MINUTE);
  const again = green(await stage.collect({ 'dedupe-id': 'data.key.id' }));
  assert.equal(again.outputs['events'], '0');
});
