/** Cursors that GitHub refuses or no longer knows, and links that get lost: the sweep starts over and skips nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CursorRefusal } from '../emulator/audit-log.ts';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { expectFailure, expectSuccess, openStage, warningsOf } from './stage.ts';

const ANSWERS: Readonly<Record<string, CursorRefusal['answer']>> = {
  '422': { status: 422, body: { message: 'Validation Failed' } },
  'an empty list': 'nothing',
};

describe('cursors', { concurrency: 2 }, () => {
  for (const [what, answer] of Object.entries(ANSWERS)) {
    test(`a saved cursor that is answered with ${what}`, async () => {
      await using stage = await openStage();
      stage.happen(420, { gitShare: 0 });
      expectSuccess(await stage.collect({ include: 'web', 'max-pages': '2' }));
      let cursors = 0;
      stage.github.auditLog.settings.refuseCursor = { when: () => ++cursors === 1, answer };
      stage.pass(HOUR);
      const run = expectSuccess(await stage.collect({ include: 'web' }));
      assert.ok(cursors > 1, 'it went on with another cursor');
      if (answer !== 'nothing') assert.match(warningsOf(run), /GitHub refused a saved cursor of the web feed/);
      stage.assertComplete();
    });
  }

  test('a Link header that is lost once does not end the list', async () => {
    await using stage = await openStage();
    stage.happen(520, { gitShare: 0 });
    let requests = 0;
    stage.github.auditLog.settings.stripLink = ({ query }) => query.get('order') === 'asc' && ++requests === 3;
    expectSuccess(await stage.collect({ include: 'web' }));
    assert.ok(requests > 6, 'it requested the rest');
    stage.assertComplete();
  });

  test('behind a proxy that removes every Link header a run fails, instead of reading a short list', async () => {
    await using stage = await openStage();
    stage.happen(520, { gitShare: 0 });
    stage.github.auditLog.settings.stripLink = () => true;
    const run = expectFailure(await stage.collect({ include: 'web' }), /ended 7 times before its own newest event/);
    assert.equal(run.outputs['caught-up'], 'false');
    stage.github.auditLog.settings.stripLink = () => false;
    stage.pass(MINUTE);
    expectSuccess(await stage.collect({ include: 'web' }));
    stage.assertComplete();
  });
});
