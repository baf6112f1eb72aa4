/** Events that break naive readers come out byte for byte, and none of them speaks to the runner. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { allOddities, DUPLICATE_KEY } from '../emulator/event-oddities.ts';
import { expectSuccess, openStage } from './stage.ts';

test('every oddity that was seen or is possible, byte for byte', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const generator = stage.generator({ oddShare: 0 });
  const at = (index: number): number => clock.now() - 30 * MINUTE + index * 100;
  const oddities = allOddities();
  log.appendAll(oddities.map((oddity, index) => generator.event(at(index), 'web', oddity)));
  log.appendAll(oddities.map((oddity, index) => generator.event(at(index) + 5, 'git', oddity)));
  log.append(generator.event(at(900), 'web', ...DUPLICATE_KEY), generator.deep(at(901), 200));
  const first = expectSuccess(await stage.collect());
  stage.assertComplete();
  assert.equal(first.outputs['dead-letters'], '0');
  for (const text of ['gotcha', 'pwned', 'gnitrats', 'octopus', '12345678901234567890']) {
    assert.ok(!first.stdout.includes(text) && !first.summary.includes(text), `${text} is shown`);
  }
  stage.pass(HOUR);
  assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0', 'and they are known again');
});

test('events without an id, and equal ones in one millisecond, are counted and kept apart', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const ts = clock.now() - 4 * MINUTE;
  stage.happen(120, { gitShare: 1, oldGitShare: 0.7 });
  const generator = stage.generator();
  log.appendAll(generator.identicalClones(ts, 23));
  expectSuccess(await stage.collect({ 'per-page': '10', 'max-pages': '9' }));
  log.appendAll(generator.identicalClones(ts, 4));
  await stage.collectAll({ 'per-page': '10', 'max-pages': '40' });
  expectSuccess(await stage.collect());
  stage.assertComplete();
});

test('an event that changes between two fetches is the same event, by its id wherever that lies', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const generator = stage.generator();
  const at = (index: number): number => clock.now() - HOUR + index;
  log.appendAll(
    Array.from({ length: 30 }, (_, i) => generator.event(at(i), 'web', ['"data"', `{"key":{"id":"the-key-${i}"}}`])),
  );
  const inputs = { 'dedupe-id': 'data.key.id' };
  expectSuccess(await stage.collect(inputs));
  const before = log.all.map(({ raw }) => raw);
  for (const { id } of log.all) {
    log.revise(id, (raw) =>
      raw.replace('{', '{"actor_ip":"192.0.2.7",').replace('"_document_id":"', '"_document_id":"x'),
    );
  }
  assert.ok(log.all.every(({ raw }, index) => raw !== before[index]));
  stage.pass(2 * MINUTE);
  assert.equal(expectSuccess(await stage.collect(inputs)).outputs['events'], '0');
  stage.assertComplete(before);
});

test('an event stamped in the future is delivered and holds nothing back', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  stage.happen(50);
  const generator = stage.generator();
  log.append({ ...generator.event(clock.now() + 3 * HOUR, 'web'), visibleAt: clock.now() });
  expectSuccess(await stage.collect());
  stage.assertComplete();
  stage.pass(30 * MINUTE);
  stage.happen(50, { from: clock.now() - 20 * MINUTE });
  expectSuccess(await stage.collect());
  stage.assertComplete();
});
