/** Recordings of a pull, and recordings in places where they must not be. */
import assert from 'node:assert/strict';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { badGateway } from '../emulator/sabotage.ts';
import { openFolder } from '../scenario/folder.ts';
import { expectFailure, expectSuccess, openStage } from '../scenario/stage.ts';
import { FILES, outcomeOf, recorded, replay } from './replayed.ts';

test('of a pull, in both orders', async () => {
  for (const order of ['asc', 'desc']) {
    await using folder = await openFolder();
    const dir = join(folder.path, 'recording');
    const { run, events, inputs } = await recorded(dir, (stage) => {
      stage.happen(130);
      stage.github.faults.on('audit-log', badGateway(), { nth: 2 });
      return {
        mode: 'pull',
        since: '2026-11-22',
        until: '2026-11-22T12:00:00Z',
        order,
        'retry-initial-backoff': '0s',
      };
    });
    assert.equal(events.length, 130);
    const again = await replay(dir, inputs);
    expectSuccess(again.run);
    assert.deepEqual(again.events, events);
    assert.deepEqual(outcomeOf(again.run), outcomeOf(run));
  }
});

test('a recording that a symbolic link leads into `output-dir` is refused before anything is read', async () => {
  await using stage = await openStage();
  await using folder = await openFolder();
  const [out, link] = [join(folder.path, 'out'), join(folder.path, 'link')];
  await mkdir(out);
  await symlink(out, link);
  await symlink(join(out, 'not-yet'), join(folder.path, 'nowhere'));
  for (const dir of [link, join(link, 'recording'), join(folder.path, 'nowhere')]) {
    const run = expectFailure(
      await stage.collect({ ...FILES, 'output-dir': out, 'record-dir': dir }),
      /record-dir leads into output-dir through a symbolic link/i,
    );
    assert.equal(stage.pagesRequested(run), 0);
  }
  assert.deepEqual(await readdir(out), []);
  const apart = { ...FILES, 'output-dir': link, 'record-dir': join(folder.path, 'recording') };
  expectSuccess(await stage.collect(apart));
});
