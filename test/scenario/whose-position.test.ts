/**
 * Whose positions count. Anyone who can push a branch can upload an artifact of any name; that neither moves the collector nor
 * stops it, and is reported with the run that did it.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR } from '../emulator/clock.ts';
import type { NewRun } from '../emulator/workflow-run.ts';
import { forge, newestPosition } from './forgery.ts';
import { expectFailure, expectSuccess, openStage, type Stage, warningsOf } from './stage.ts';

const TOPIC = 'refs/heads/topic';

/** Branches, tags and pull requests from which somebody uploads a forged copy. */
function forgers({ github }: Stage): Readonly<Record<string, NewRun>> {
  const { commits } = github.repositories.get();
  const [main, evil] = [commits.tip('refs/heads/main'), commits.push('refs/heads/evil')];
  commits.set('refs/tags/main', evil);
  return {
    'a push to a branch': { event: 'push', ref: 'refs/heads/evil' },
    'a tag that is called like the default branch': { event: 'push', ref: 'refs/tags/main', headBranch: 'main' },
    'a dispatch on a branch': { event: 'workflow_dispatch', ref: 'refs/heads/evil' },
    'a pull request whose head is the newest commit of the default branch': {
      ...{ event: 'pull_request', ref: 'refs/pull/7/merge', headSha: main, headBranch: 'main' },
    },
    'a fork': { event: 'pull_request', ref: 'refs/pull/8/merge', headSha: evil, headBranch: 'main', fromFork: true },
  };
}

describe('whose positions count', { concurrency: 3 }, () => {
  test('forged copies move nothing and hide nothing, and each is reported with its run', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(120);
    expectSuccess(await stage.collect());
    const known = newestPosition(github);
    stage.pass(HOUR);
    const runs = Object.values(forgers(stage)).map((start, index) =>
      forge(github, known, { ...start, ahead: 1 + index }),
    );
    stage.happen(30);
    const run = expectSuccess(await stage.collect());
    assert.equal(run.outputs['events'], '30');
    for (const { id } of runs) assert.match(warningsOf(run), new RegExp(`uploaded by run ${id} .* is not trusted`));
    stage.assertComplete();

    // Also when nothing but artifacts is left, and with generations that no run ever reaches.
    for (const start of Object.values(forgers(stage))) forge(github, known, { ...start, ahead: 1e9 });
    github.caches.evict();
    stage.pass(HOUR);
    stage.happen(20);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '20');
    stage.assertComplete();
  });

  test('after a quiet trial on a branch, the first run of the default branch succeeds without a gap', async () => {
    await using stage = await openStage();
    stage.github.repositories.get().commits.push(TOPIC);
    const trial = expectSuccess(await stage.collect({}, { ref: TOPIC, eventName: 'workflow_dispatch' }));
    assert.equal(trial.outputs['events'], '0');
    for (let runs = 0; runs < 2; runs++) {
      stage.pass(HOUR);
      stage.happen(10);
      const run = expectSuccess(await stage.collect());
      assert.deepEqual([run.outputs['gap'], run.outputs['events']], ['false', '10']);
      assert.doesNotMatch(warningsOf(run), /cache entr/i);
      assert.match(warningsOf(run), new RegExp(`run ${trial.run.id} .*another branch`));
    }
    stage.assertComplete();
  });

  test('a trial at the commit of the default branch is the same code: each goes on from the other', async () => {
    await using stage = await openStage();
    stage.happen(50);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    stage.happen(20);
    const trial = await stage.collect({}, { ref: TOPIC, eventName: 'workflow_dispatch' });
    assert.equal(expectSuccess(trial).outputs['events'], '20');
    stage.pass(HOUR);
    stage.happen(10);
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '10');
    stage.assertComplete();
  });

  test('after the default branch was renamed, its caches are gone and its artifacts still count', async () => {
    await using stage = await openStage();
    stage.happen(60);
    expectSuccess(await stage.collect());
    const { repositories } = stage.github;
    repositories.get().commits.push('refs/heads/main');
    repositories.renameDefaultBranch('trunk');
    stage.pass(HOUR);
    stage.happen(15);
    const run = expectSuccess(await stage.collect());
    assert.equal(run.outputs['events'], '15');
    assert.match(warningsOf(run), /holds no position; the position comes from 1 checkpoint artifact/);
    stage.assertComplete();
  });

  test('a copy of a dispatch at an older commit is unknown: the run fails when it is the only one, and believes it with contents: read', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(40);
    expectSuccess(await stage.collect({}, { eventName: 'workflow_dispatch' }));
    github.repositories.get().commits.push('refs/heads/main');
    github.caches.evict();
    stage.pass(HOUR);
    stage.happen(15);
    const doubt = expectFailure(
      await stage.collect(),
      /only position is in the artifact of run \d+.*cannot verify that artifact/,
    );
    assert.match(doubt.annotations.map(({ message }) => message).join(), /permissions: contents: read/);
    assert.equal(stage.pagesRequested(doubt), 0);
    github.setPermissions({ contents: 'read' });
    assert.equal(expectSuccess(await stage.collect()).outputs['events'], '15');
    stage.assertComplete();
  });

  test('a doubtful name keeps a feed that is added closed until its artifact is gone, and the other feed goes on', async () => {
    await using stage = await openStage();
    const { github } = stage;
    stage.happen(60, { gitShare: 0.3 });
    expectSuccess(await stage.collect({ include: 'web' }));
    const { commits } = github.repositories.get();
    commits.push('refs/heads/main');
    const { id } = forge(github, newestPosition(github), { event: 'workflow_dispatch', ref: 'refs/heads/main' });
    commits.push('refs/heads/main');
    stage.pass(HOUR);
    stage.happen(30, { gitShare: 0.3 });
    const before = stage.delivered.length;
    const closed = expectFailure(await stage.collect(), /position of the git feed is unknown: .*artifact of run \d+/);
    assert.match(closed.annotations.map(({ message }) => message).join(), new RegExp(`artifact of run ${id}`));
    assert.ok(stage.delivered.length > before, 'the web feed is collected');
    github.artifacts.remove(({ runId }) => runId === id);
    stage.pass(HOUR);
    expectSuccess(await stage.collect());
    stage.assertComplete();
  });
});
