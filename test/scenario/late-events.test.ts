/** Events that GitHub shows late: by minutes, which every run tolerates, and by hours, which the deep sweep finds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../emulator/clock.ts';
import { expectSuccess, openStage } from './stage.ts';

test('events up to 14 minutes late over six runs', async () => {
  await using stage = await openStage();
  const { clock } = stage.github;
  const begin = clock.now();
  const latenessMs = (_: unknown, random: { int(min: number, max: number): number }): number =>
    random.int(0, 14 * MINUTE);
  stage.happen(700, { from: begin - HOUR, until: begin + HOUR, latenessMs, tieShare: 0.3 });
  for (let run = 1; run <= 5; run += 1) {
    const due = new Set(stage.github.log.visible().map(({ raw }) => raw));
    expectSuccess(await stage.collect());
    // More of them may have shown up while it ran.
    stage.assertComplete(
      [...due],
      stage.delivered.filter((line) => due.has(line)),
    );
    stage.pass(12 * MINUTE);
  }
  clock.set(begin + HOUR + 15 * MINUTE);
  expectSuccess(await stage.collect());
  stage.assertComplete();
});

test('events that are hours late come with the deep sweep of the next day, and their lateness is reported', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  stage.happen(200, { from: clock.now() - 10 * HOUR });
  const late = stage.happen(20, {
    from: clock.now() - 9 * HOUR,
    until: clock.now() - 8 * HOUR,
    latenessMs: () => 10 * HOUR,
    gitShare: 0,
  });
  const first = expectSuccess(await stage.collect());
  assert.equal(first.outputs['lateness-seconds'], '');
  stage.pass(3 * HOUR);
  stage.happen(30);
  const tail = expectSuccess(await stage.collect());
  stage.assertComplete(log.all.filter((event) => !late.includes(event)));
  assert.equal(tail.outputs['lateness-seconds'], '');
  stage.pass(21 * HOUR);
  stage.happen(30);
  const deep = expectSuccess(await stage.collect());
  stage.assertComplete();
  const oldest = Math.min(...late.map(({ ts }) => ts));
  const seconds = Number(deep.outputs['lateness-seconds']);
  assert.ok(seconds >= 10 * 3600 && seconds <= (clock.now() - oldest) / 1000 + 1, `${seconds} s`);
  assert.match(deep.summary, /late/);
});

test('nothing is lost when a pipeline stalls for days and then drains', async () => {
  await using stage = await openStage();
  const { log, clock } = stage.github;
  const stallsAt = clock.now() + MINUTE;
  log.stall('web', stallsAt, stallsAt + 2 * DAY);
  stage.happen(100);
  expectSuccess(await stage.collect());
  stage.pass(20 * HOUR);
  stage.happen(60, { from: clock.now() - 19 * HOUR, gitShare: 0.5 });
  stage.pass(DAY);
  stage.happen(60, { from: clock.now() - 20 * HOUR, gitShare: 0.5 });
  expectSuccess(await stage.collect());
  stage.assertComplete(log.visible());
  stage.pass(5 * HOUR);
  expectSuccess(await stage.collect());
  stage.assertComplete();
});
