/** `mode: reset`: the position moves where the inputs say, and stays there whichever older copies survive. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import { cacheWriteDenied, twirpError } from '../emulator/sabotage.ts';
import { expectFailure, expectSuccess, openStage, START, type Stage, warningsOf } from '../scenario/stage.ts';

const at = (ms: number) => new Date(ms).toISOString();
const BACK = START - DAY;

/** A log of two days, collected, and then moved back by a day. */
async function movedBack(inputs: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const stage = await openStage();
  stage.happen(200, { from: START - 2 * DAY, until: START - MINUTE });
  expectSuccess(await stage.collect(inputs));
  stage.pass(HOUR);
  const run = expectSuccess(await stage.collect({ ...inputs, mode: 'reset', since: at(BACK) }));
  assert.equal(run.outputs['watermark'], at(BACK));
  assert.equal(run.outputs['gap'], 'false');
  assert.match(run.stdout, /events delivered since then will be delivered again/);
  stage.pass(HOUR);
  return stage;
}

/** Everything since the reset came a second time, and nothing before it. */
function assertAgain({ github, delivered }: Stage): void {
  const { lost, duplicated, foreign } = compareEvents(github.log.all, delivered);
  const again = github.log.all.filter(({ ts }) => ts >= BACK).map(({ raw }) => raw);
  assert.deepEqual([lost, foreign], [[], []]);
  assert.deepEqual(new Set(duplicated), new Set(again));
  assert.equal(duplicated.length, again.length);
}

describe('reset', { concurrency: 3 }, () => {
  test('back: everything since then once more, and only once', async () => {
    await using stage = await movedBack();
    expectSuccess(await stage.collect());
    assertAgain(stage);
    stage.pass(HOUR);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
    const shown = expectSuccess(await stage.collect({ mode: 'inspect' }));
    assert.match(
      shown.stdout,
      /Moved by hand, 2026-11-22T13:0.*: the web feed from .* to 2026-11-21T12:00:00\.000Z, in run/,
    );
  });

  test('back: a re-run of its job does not move the position a second time', async () => {
    await using stage = await movedBack();
    const reset = stage.github.repositories.runs.at(-1);
    assert.ok(reset !== undefined);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    const again = expectSuccess(await stage.collect({ mode: 'reset', since: at(BACK) }, { runId: reset.id }));
    assert.equal(again.run.attempt, 2);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '0');
    assertAgain(stage);

    // A reset that is a run of its own does.
    expectSuccess(await stage.collect({ mode: 'reset', since: at(BACK) }));
    assert.notEqual(expectSuccess(await stage.collect()).outputs['events'], '0');
  });

  test('back: survives the loss of the cache, and an older cache entry that comes back as the newest', async () => {
    await using lost = await movedBack();
    lost.github.caches.evict();
    expectSuccess(await lost.collect());
    assertAgain(lost);

    await using stale = await movedBack();
    const [oldest] = stale.github.caches.entries.toSorted((a, b) => a.id - b.id);
    assert.ok(oldest !== undefined);
    stale.github.caches.evict((entry) => entry !== oldest);
    expectSuccess(await stale.collect());
    assertAgain(stale);
  });

  test('back: undone, and said so, when only the name of its artifact is left next to intact copies from before', async () => {
    await using stage = await movedBack();
    const { artifacts, caches } = stage.github;
    caches.evict();
    artifacts.expire(({ name }) => /-e[0-9a-z]+g\d+-/.test(name));
    const run = expectSuccess(await stage.collect());
    assert.match(
      warningsOf(run),
      /moved by hand, and the artifact that records the move has expired, so the move does not count/,
    );
    stage.assertComplete();
    expectSuccess(await stage.collect({ mode: 'reset', since: at(BACK) }));
    stage.pass(HOUR);
    expectSuccess(await stage.collect());
    assertAgain(stage);
  });

  test('forward: what lies between is not delivered and is a possible gap', async () => {
    await using stage = await openStage();
    stage.happen(60, { from: START - 2 * HOUR, until: START - HOUR });
    expectSuccess(await stage.collect());
    stage.pass(4 * HOUR);
    const skipped = stage.happen(50, { from: START + HOUR, until: START + 2 * HOUR });
    const to = START + 3 * HOUR;
    const run = expectSuccess(await stage.collect({ mode: 'reset', since: at(to) }));
    assert.equal(run.outputs['gap'], 'true');
    const fresh = stage.happen(40, { from: to, until: START + 4 * HOUR - MINUTE });
    const collected = expectSuccess(await stage.collect());
    assert.equal(collected.outputs['events'], String(fresh.length));
    const { lost } = compareEvents(stage.github.log.all, stage.delivered);
    assert.deepEqual(new Set(lost), new Set(skipped.map(({ raw }) => raw)));
    assert.match(expectSuccess(await stage.collect({ mode: 'inspect' })).stdout, /web: possible gap: .* \(reset\)/);
  });

  test('is saved in an artifact when the cache takes nothing, and in a directory where the position lives there', async () => {
    await using stage = await openStage();
    stage.happen(60);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    const fault = stage.github.faults.on('cache.create', cacheWriteDenied());
    const run = expectSuccess(await stage.collect({ mode: 'reset', since: at(START - 2 * HOUR) }));
    assert.match(warningsOf(run), /the position is saved in an artifact/);
    fault.remove();
    expectSuccess(await stage.collect());
    assert.equal(compareEvents(stage.github.log.all, stage.delivered).duplicated.length, 60);

    const inDirectory = { 'state-dir': 'state', artifact: 'false' };
    const { workspace, ...first } = expectSuccess(await stage.collect(inDirectory));
    assert.equal(first.outputs['events'], '60');
    const dir = { ...inDirectory, 'state-dir': `${workspace}/state` };
    expectSuccess(await stage.collect({ ...dir, mode: 'reset', since: at(START - 2 * HOUR) }));
    assert.equal(expectSuccess(await stage.collect(dir)).outputs['events'], '60');
  });

  test('fails when only the cache has the new position, where a run in progress could replace it', async () => {
    await using stage = await openStage();
    stage.happen(60);
    expectSuccess(await stage.collect());
    const fault = stage.github.faults.on('artifact.create', twirpError(403, 'permission_denied'));
    const move = { mode: 'reset', since: at(START - 2 * HOUR) };
    expectFailure(
      await stage.collect(move),
      /the position is saved in the Actions cache only: an artifact could not be uploaded/i,
    );
    fault.remove();
    expectSuccess(await stage.collect(move));
  });

  test('requires a time, in the past, without a default', async () => {
    await using stage = await openStage();
    const run = expectFailure(
      await stage.collect({ mode: 'reset' }),
      /since: is empty; it accepts where `mode: reset` moves/,
    );
    assert.deepEqual(run.requests, []);
    expectFailure(await stage.collect({ mode: 'reset', since: at(START + DAY) }), /Since is in the future/);
    assert.equal(stage.github.caches.entries.length, 0);
  });

  test('in a place without a position begins one, so that no run takes another mode’s success for a lost one', async () => {
    await using stage = await openStage();
    stage.happen(60);
    expectSuccess(await stage.collect({ mode: 'test' }));
    assert.equal(expectSuccess(await stage.collect({ mode: 'reset', since: '3h' })).outputs['cold-start'], 'true');
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });
});
