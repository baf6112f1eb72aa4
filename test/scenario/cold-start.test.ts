/**
 * A run that finds no position: it begins at `since`, says so at once, and fails only where everything was deleted under a
 * schedule, or where a position has to be there.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DAY, HOUR } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

describe('a cold start', { concurrency: 3 }, () => {
  for (const mode of ['test', 'validate', 'inspect', 'pull']) {
    test(`after a successful run of ${mode} in the same workflow, the first collect succeeds without a gap`, async () => {
      await using stage = await openStage();
      stage.happen(30);
      const since: Readonly<Record<string, string>> = mode === 'pull' ? { since: '3h' } : {};
      expectSuccess(await stage.collect({ mode, artifact: 'false', ...since }, { eventName: 'workflow_dispatch' }));
      stage.pass(HOUR);
      const first = expectSuccess(await stage.collect());
      assert.deepEqual(
        [first.outputs['cold-start'], first.outputs['gap'], first.outputs['events']],
        ['true', 'false', '30'],
      );
      assert.match(first.stdout, /No position of this target was found for the git feed: it begins at/);
      assert.doesNotMatch(warningsOf(first), /position/i);
      stage.assertComplete();
    });
  }

  test('after runs that failed with a wrong token, the first collect succeeds without a gap', async () => {
    await using stage = await openStage();
    stage.happen(30);
    expectFailure(await stage.collect({ token: 'ghp_wrongwrongwrongwrongwrongwrongwrong0000' }), /401/);
    const first = expectSuccess(await stage.collect());
    assert.deepEqual([first.outputs['gap'], first.outputs['events']], ['false', '30']);
  });

  test('a quiet first run leaves an artifact, so that absence stays provable; the next quiet one does not', async () => {
    await using stage = await openStage();
    const first = expectSuccess(await stage.collect());
    assert.match(first.outputs['artifact-names'] ?? '', /^audit-log-/);
    for (let runs = 0; runs < 2; runs++) {
      stage.pass(HOUR);
      assert.equal(expectSuccess(await stage.collect()).outputs['artifact-names'], '');
    }
    assert.equal(stage.github.artifacts.all.length, 1);

    // A week before it expires it is made again, quiet or not; then the old one can go.
    const [artifact] = stage.github.artifacts.all;
    assert.ok(artifact !== undefined);
    artifact.expiresAt = Date.now() + 6 * DAY;
    assert.match(expectSuccess(await stage.collect()).outputs['artifact-names'] ?? '', /^audit-log-/);
    stage.github.artifacts.expire((one) => one === artifact);
    stage.github.caches.evict();
    stage.pass(HOUR);
    const late = expectSuccess(await stage.collect());
    assert.deepEqual([late.outputs['cold-start'], late.outputs['gap']], ['false', 'false']);
  });

  test('an artifact that somebody deleted is made again by the next run, quiet or not', async () => {
    await using stage = await openStage();
    stage.happen(20);
    expectSuccess(await stage.collect());
    stage.github.artifacts.remove();
    stage.pass(HOUR);
    assert.match(expectSuccess(await stage.collect()).outputs['artifact-names'] ?? '', /^audit-log-/);
  });

  test('a target added to a workflow succeeds with a possible gap, and the warning names both explanations', async () => {
    await using stage = await openStage();
    stage.happen(20);
    expectSuccess(await stage.collect());
    stage.pass(HOUR);
    const added = expectSuccess(await stage.collect({ enterprise: stage.github.enterprise }));
    assert.deepEqual([added.outputs['cold-start'], added.outputs['gap']], ['true', 'true']);
    assert.match(
      warningsOf(added),
      /only just added, nothing is missing\. If it was collected before, its position was deleted/,
    );
  });

  test('a target that alone lost its position skips no event that GitHub still has', async () => {
    await using stage = await openStage();
    const enterprise = { enterprise: stage.github.enterprise };
    stage.happen(40, { from: stage.github.clock.now() - 3 * DAY });
    expectSuccess(await stage.collect({ since: '1h' }));
    expectSuccess(await stage.collect(enterprise));
    stage.happen(40, { from: stage.github.clock.now() + 1, until: stage.github.clock.now() + 5 * HOUR });
    stage.pass(6 * HOUR);
    const own = ({ name }: { readonly name: string }) =>
      name.includes(streamOfOrganization(stage.github.artifacts.all));
    stage.github.caches.evict(({ key }) => key.includes(streamOfOrganization(stage.github.artifacts.all)));
    stage.github.artifacts.remove(own);
    const lost = expectSuccess(await stage.collect({ since: '1h' }));
    assert.deepEqual([lost.outputs['cold-start'], lost.outputs['gap']], ['true', 'true']);
    assert.match(warningsOf(lost), /its position was deleted, and what happened before the start may be missing/);
    const since = stage.github.log.all.filter(({ ts }) => ts > Date.parse('2026-11-22T11:00:00Z'));
    assert.deepEqual(compareEvents(since, stage.delivered).lost, []);
  });

  test('on-cold-start: fail reads nothing without a position, and for an added feed; a reset or one run with collect begins', async () => {
    await using stage = await openStage();
    stage.happen(20);
    const refused = expectFailure(
      await stage.collect({ 'on-cold-start': 'fail' }),
      /was not found, and on-cold-start is fail/,
    );
    assert.deepEqual([stage.pagesRequested(refused), refused.outputs['cold-start']], [0, 'true']);
    expectSuccess(await stage.collect({ mode: 'reset', since: '2d', include: 'web' }));
    const web = expectSuccess(await stage.collect({ 'on-cold-start': 'fail', include: 'web' }));
    assert.equal(web.outputs['cold-start'], 'false');
    expectFailure(await stage.collect({ 'on-cold-start': 'fail' }), /position of the git feed was not found/);
    expectSuccess(await stage.collect());
    expectSuccess(await stage.collect({ 'on-cold-start': 'fail' }));
    stage.assertComplete();
  });
});

/** The first twelve digits of the stream that was saved first. */
function streamOfOrganization(artifacts: readonly { readonly name: string }[]): string {
  return /-([0-9a-f]{12})-/.exec(artifacts[0]?.name ?? '')?.[1] ?? 'none';
}
