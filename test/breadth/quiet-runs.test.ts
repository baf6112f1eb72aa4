/**
 * What runs ask of the repository that they run in when hardly anything happens, and what they say when the copy that they go on
 * from lacks ids: no copy that holds nothing new is downloaded, and no repeated event is silent.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { expectSuccess, openStage, warningsOf } from '../scenario/stage.ts';

/** The lists of caches and artifacts, who the default branch is and whether anybody may look. */
const QUESTIONS_MAX = 5;

const count = ({ requests }: ActionResult, pattern: RegExp) =>
  requests.filter(({ label }) => pattern.test(label)).length;

describe('quiet runs', { concurrency: 2 }, () => {
  test('60 of them: the same few questions each, and no artifact is downloaded, from the 25th commit on as well', async () => {
    await using stage = await openStage();
    for (let runs = 0; runs < 4; runs++) {
      stage.happen(20);
      expectSuccess(await stage.collect());
      stage.pass(HOUR);
    }
    assert.ok(stage.github.artifacts.all.length >= 4, 'there are copies that could be downloaded');
    const requests: number[] = [];
    for (let runs = 1; runs <= 60; runs++) {
      const run = expectSuccess(await stage.collect());
      assert.equal(run.outputs['events'], '0');
      assert.equal(count(run, /^rest\.artifact\.zip$/), 0, `quiet run ${runs} downloads an artifact`);
      assert.equal(count(run, /^blob\.get$/), 1, `quiet run ${runs} reads something in addition to its cache entry`);
      assert.equal(count(run, /^(blob\.put|artifact\.create)/) > 0, count(run, /^cache\.create$/) > 0);
      requests.push(count(run, /^rest\./) - count(run, /^rest\.caches\.delete$/));
      stage.pass(HOUR);
    }
    assert.ok(Math.max(...requests) <= QUESTIONS_MAX, `questions about the repository: ${requests.join(' ')}`);
    stage.assertComplete();
  });

  test('60,000 ids and an evicted cache: what the deep sweep repeats was announced, and nothing else comes twice', async () => {
    await using stage = await openStage();
    const { artifacts, caches, clock, log } = stage.github;
    const settings = { include: 'web', 'max-pages': '2000', 'reconcile-every': '1h' };
    stage.happen(60_000, { from: clock.now() - 6 * HOUR, until: clock.now() - MINUTE, gitShare: 0 });
    assert.equal(expectSuccess(await stage.collect(settings)).outputs['caught-up'], 'true');
    caches.evict();
    const newest = Math.max(...artifacts.all.map(({ id }) => id));
    artifacts.remove(({ id }) => id !== newest);
    stage.pass(2 * HOUR);
    stage.happen(30, { from: clock.now() - HOUR, gitShare: 0 });
    const run = expectSuccess(await stage.collect(settings));
    const { lost, duplicated, foreign } = compareEvents(log.all, stage.delivered);
    assert.deepEqual([lost.length, foreign.length], [0, 0]);
    assert.equal(duplicated.length, 60_000 - 45_454);
    assert.match(
      warningsOf(run),
      /holds the newest ids of delivered events only.*deep sweep can deliver older events again/,
    );
    assert.match(warningsOf(run), /the position comes from 1 checkpoint artifact\. Events can be delivered again\./);
    assert.match(run.summary, /### Incidents/);

    // The position has all ids again, so that the next deep sweep repeats nothing and has nothing to say.
    stage.pass(2 * HOUR);
    const next = expectSuccess(await stage.collect(settings));
    assert.equal(next.outputs['events'], '0');
    assert.doesNotMatch(warningsOf(next), /delivered again|position/);
  });

  test('an evicted cache and an artifact with every id: nothing is repeated, and nothing of the kind is said', async () => {
    await using stage = await openStage();
    stage.happen(300);
    expectSuccess(await stage.collect());
    stage.github.caches.evict();
    stage.pass(DAY + HOUR);
    const run = expectSuccess(await stage.collect());
    assert.match(warningsOf(run), /the position comes from 1 checkpoint artifact\./);
    assert.doesNotMatch(warningsOf(run), /delivered again/);
    stage.assertComplete();
  });
});
