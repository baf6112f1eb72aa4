/**
 * The examples as their users run them: by schedule, by hand and through the reusable workflow, each at least twice, and every
 * event compared with what the emulated GitHub holds. Nothing is changed in an example but what a scenario says.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { HOUR } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { openFolder } from '../interop/program.ts';
import { forge, newestPosition } from '../scenario/forgery.ts';
import { assertSame, happen, openStage, type Stage } from './stage.ts';

/** @param act Path of the program. */
export type Scenario = (act: string) => Promise<void>;

/** As GitHub names the jobs of a called workflow. */
const JOBS = ['your-organization', 'your-other-organization'].map(
  (name) => ({ name: `collect / Organization ${name}`, conclusion: 'success' }) as const,
);

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'schedule and dispatch: one organization into artifacts': (act) =>
    collectTwice(act, 'scheduled-artifact.yml', ({ github }) => github.log),

  'schedule: an enterprise': (act) => collectTwice(act, 'enterprise.yml', ({ github }) => github.enterpriseLog),

  'schedule: to Splunk and into artifacts': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    for (const count of [120, 15]) {
      happen(stage, github.log, count);
      await stage.run('scheduled-splunk.yml');
      assertSame(github.log.all, stage.indexed());
      assertSame(github.log.all, deliveredEvents(github, 'audit-log-splunk-').lines);
    }
  },

  'call: several organizations, each with a position of its own': async (act) => {
    await using stage = await openStage(act);
    const { github, otherLog } = stage;
    for (const [first, second] of [
      [80, 60],
      [0, 9],
      [7, 0],
    ] as const) {
      happen(stage, github.log, first);
      happen(stage, otherLog, second);
      const log = await stage.run('many-organizations.yml', { jobs: JOBS });
      assert.match(log, /Result: success\. Events may be missing: no\. A target is still behind: no\./);
      assertSame([...github.log.all, ...otherLog.all], deliveredEvents(github).lines);
    }
  },

  'call: a target that fails makes the run fail, and all other targets are collected': async (act) => {
    await using stage = await openStage(act);
    const { github, otherLog } = stage;
    happen(stage, otherLog, 20);
    const edit = (text: string) => text.replace(': your-organization,', ': no-such-organization,');
    await stage.run('many-organizations.yml', { edit, ends: 'failed' });
    assertSame(otherLog.all, deliveredEvents(github).lines);
  },

  'call: an enterprise and no organization': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    happen(stage, github.enterpriseLog, 30);
    const edit = (text: string) => text.replace(/organizations: .*/, `enterprises: '["your-enterprise"]'`);
    for (let run = 1; run <= 2; run += 1) await stage.run('many-organizations.yml', { edit });
    assertSame(github.enterpriseLog.all, deliveredEvents(github).lines);
  },

  'call: a target that is still behind is reported': async (act) => {
    await using stage = await openStage(act);
    // act keeps the value of the first job of a matrix; GitHub the last that is not empty.
    happen(stage, stage.github.log, 900);
    const edit = (text: string) => text.replace('    secrets:', '      max-pages: 2\n    secrets:');
    const log = await stage.run('many-organizations.yml', { edit });
    assert.match(log, /A target is still behind: true/);
  },

  'call: nothing to collect is an error': async (act) => {
    await using stage = await openStage(act);
    const edit = (text: string) => text.replace(/organizations: .*/, 'organizations: ${{ vars.NO_SUCH_VARIABLE }}');
    const log = await stage.run('many-organizations.yml', { edit, ends: 'failed' });
    assert.match(
      log,
      /Nothing to collect: organizations and enterprises are both empty \(a variable that does not exist/,
    );
    assert.deepEqual(stage.github.artifacts.all, []);
  },

  'call: one part of the targets, without arithmetic by hand': async (act) => {
    await using stage = await openStage(act);
    const { github, otherLog } = stage;
    happen(stage, github.log, 11);
    happen(stage, otherLog, 12);
    const vars = { AUDIT_LOG_ORGANIZATIONS: 'your-organization, your-other-organization' };
    const inputs = { part: '2', parts: '2' };
    await stage.run('organizations-in-parts.yml', { event: 'workflow_dispatch', inputs, vars, jobs: JOBS });
    assertSame(otherLog.all, deliveredEvents(github).lines);
  },

  "matrix of one's own: positions in a directory, events to a collector": async (act) => {
    await using stage = await openStage(act);
    await using folder = await openFolder();
    const { github, otherLog } = stage;
    const edit = (text: string) => text.replace('/var/lib/audit-log/positions', folder.path);
    for (const count of [40, 6]) {
      happen(stage, github.log, count);
      happen(stage, otherLog, count);
      await stage.run('enterprise-server.yml', { edit });
      assertSame([...github.log.all, ...otherLog.all], stage.collected());
    }
    assert.deepEqual(github.artifacts.all, []);
    assert.equal((await readdir(folder.path)).length, 2);
  },

  'dispatch: a pull of one range, twice, next to a collecting workflow': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    happen(stage, github.log, 30);
    await stage.run('scheduled-artifact.yml');
    const keys = github.caches.entries.map(({ key }) => key);
    const form = { kind: 'organization', target: 'your-organization', since: '24h', include: 'all', format: 'raw' };
    for (const runs of [1, 2]) {
      await stage.run('ad-hoc-pull.yml', { event: 'workflow_dispatch', inputs: form });
      const pulled = deliveredEvents(github, 'pull-audit-log').lines;
      assertSame(Array.from({ length: runs }, () => github.log.all).flat(), pulled);
    }
    assert.deepEqual(
      github.caches.entries.map(({ key }) => key),
      keys,
      'no position was touched',
    );
    happen(stage, github.log, 4);
    await stage.run('scheduled-artifact.yml');
    assertSame(github.log.all, deliveredEvents(github, 'audit-log').lines);
  },

  'schedule: as a GitHub App, by the inputs': async (act) => {
    await using stage = await openStage(act);
    const { github } = stage;
    for (const count of [20, 5]) {
      happen(stage, github.log, count);
      await stage.run('github-app.yml');
      assertSame(github.log.all, deliveredEvents(github).lines);
    }
  },

  'watchdog: fails without a position, succeeds with a fresh one': async (act) => {
    await using stage = await openStage(act);
    assert.match(await stage.run('watchdog.yml', { ends: 'failed' }), /0 of 1 positions were saved/);
    await stage.run('scheduled-artifact.yml');
    assert.match(await stage.run('watchdog.yml'), /1 of 1 positions were saved/);
    const two = (text: string) => text.replace('POSITIONS: 1', 'POSITIONS: 2');
    assert.match(await stage.run('watchdog.yml', { edit: two, ends: 'failed' }), /1 of 2 positions were saved/);
  },

  'watchdog: fails when the position is old, or only a foreign one is fresh; succeeds when only an artifact holds a believed one':
    async (act) => {
      await using stage = await openStage(act, Date.now() - 13 * HOUR);
      const { github } = stage;
      happen(stage, github.log, 5);
      await stage.run('scheduled-artifact.yml');
      assert.match(await stage.run('watchdog.yml', { ends: 'failed' }), /0 of 1 positions were saved/);
      github.clock.advance(13 * HOUR);
      github.repositories.get().commits.push('refs/heads/evil');
      forge(github, newestPosition(github), { event: 'push', ref: 'refs/heads/evil' });
      assert.match(await stage.run('watchdog.yml', { ends: 'failed' }), /0 of 1 positions were saved/);
      happen(stage, github.log, 5);
      await stage.run('scheduled-artifact.yml');
      github.caches.evict();
      assert.match(await stage.run('watchdog.yml'), /1 of 1 positions were saved/);
    },
};

async function collectTwice(act: string, example: string, logOf: (stage: Stage) => Stage['otherLog']): Promise<void> {
  await using stage = await openStage(act);
  const log = logOf(stage);
  for (const [event, count] of [
    ['schedule', 150],
    ['schedule', 12],
    ['workflow_dispatch', 3],
  ] as const) {
    happen(stage, log, count);
    await stage.run(example, { event });
    assertSame(log.all, deliveredEvents(stage.github).lines);
  }
}
