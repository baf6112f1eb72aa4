/** `download.yml`: what it stores, and what it fails of, compared with what the emulated GitHub delivered. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Artifact } from '../emulator/artifact.ts';
import { HOUR, SECOND } from '../emulator/clock.ts';
import type { Scenario } from './scenarios.ts';
import { assertSame, happen, openStage } from './stage.ts';

export const DOWNLOAD_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'download: the deliveries of several runs, in one file': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    for (const [count, compression] of [
      [25, 'none'],
      [0, 'none'],
      [6, 'gzip'],
      [4, 'zstd'],
    ] as const) {
      happen(stage, github.log, count);
      const packed = (text: string) => `${text}          compression: ${compression}\n`;
      await stage.run('scheduled-artifact.yml', { event: 'workflow_dispatch', edit: packed });
    }
    // The runner's disk is gone afterwards: the workflow shows what it would have stored.
    const edit = (text: string) =>
      text.replace('ls -l events.ndjson.gz', 'zcat events.ndjson.gz | sed "s/^/EVENT /"; ls -l events.ndjson.gz');
    const log = await stage.run('download.yml', { edit });
    assert.match(log, /35 events from 3 deliveries, 0 duplicates left out/);
    assertSame(github.log.all, shownEvents(log));
  },

  'download: the last days only, and a failure when a delivery of these days is missing': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    const names: string[] = [];
    let since = 0;
    for (let run = 1; run <= 7; run += 1) {
      // Manifests have the time of this machine, artifacts that of the emulated GitHub.
      github.clock.advance(Date.now() - github.clock.now());
      happen(stage, github.log, 10);
      await stage.run('scheduled-artifact.yml');
      names.push(github.artifacts.delivered.at(-1)?.artifact.name ?? '');
      if (run === 4) since = Math.floor(Date.now() / 1000) + 1;
      if (run === 4) await setTimeout(2 * SECOND);
    }
    const edit = (text: string) => text.replace('$DAYS days ago', `@${since}`);
    const log = await stage.run('download.yml', { edit });
    assert.match(log, /50 events from 5 deliveries, 0 duplicates left out/, 'those three, and two before them');

    const removed = names.at(-2);
    github.artifacts.remove(({ name }) => name === removed);
    const missing = await stage.run('download.yml', { edit, ends: 'failed' });
    assert.match(missing, /40 events from 4 deliveries/, 'the others are stored');
    assert.match(missing, /- a delivery is missing: generation 6, commit [\w.]+, SHA-256 [0-9a-f]{64}/);
    assert.match(missing, /A delivery of the audit log is missing or altered/);
  },

  'download: a feed that was added is no alarm; what is damaged or cannot be downloaded keeps nothing else from being stored':
    async (act) => {
      await using stage = await openStage(act);
      const { github } = stage;
      const artifacts: Artifact[] = [];
      let since = 0;
      for (let run = 1; run <= 6; run += 1) {
        if (run <= 3) github.clock.advance(Date.now() - github.clock.now());
        if (run === 4) github.clock.advance(5 * HOUR);
        happen(stage, github.log, 10);
        const include = `          include: ${run < 4 ? 'web' : 'all'}\n`;
        await stage.run('scheduled-artifact.yml', { edit: (text) => `${text}          since: 1h\n${include}` });
        artifacts.push(github.artifacts.delivered.at(-1)?.artifact ?? assert.fail('it delivers'));
        if (run === 2) since = Math.floor(Date.now() / 1000) + 1;
        if (run === 2) await setTimeout(2 * SECOND);
      }
      const edit = (text: string) => text.replace('$DAYS days ago', `@${since}`);
      const strict = (text: string) => edit(text).replace(' and .kind != "begins-late"', '');
      assert.match(
        await stage.run('download.yml', { edit: strict, ends: 'failed' }),
        /of the git feed of organization [\w-]+ begin at/,
      );
      await stage.run('download.yml', { edit });

      const [, , third, , fifth] = artifacts;
      github.blobs.overwrite(third?.blob ?? '', Buffer.from('damaged'));
      github.blobs.delete(fifth?.blob ?? '');
      const damaged = await stage.run('download.yml', { edit, ends: 'failed' });
      assert.match(damaged, /events from 4 deliveries/, 'the others are stored');
      assert.match(damaged, new RegExp(`- audit-log/${third?.id}\\.zip cannot be opened as a zip file`));
      assert.match(damaged, new RegExp(`- The artifact ${fifth?.id}, created at .*, could not be downloaded`));
    },
};

function shownEvents(log: string): readonly string[] {
  return log.split('\n').flatMap((line) => line.replace(/\r$/, '').split('| EVENT ').slice(1));
}
