/** The two steps of the reusable workflow around its matrix, as a runner starts them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ActionRun, runAction } from '../emulator/runner.ts';
import { expectFailure, openStage } from './stage.ts';

const ROOT = join(import.meta.dirname, '../..');
const stepOf = (name: string): Pick<ActionRun, 'entry' | 'actionYml'> => ({
  entry: join(ROOT, 'dist', `${name}.js`),
  actionYml: join(ROOT, '.github/actions', name, 'action.yml'),
});

test('a plan is the matrix as JSON; empty lists are one clear error', async () => {
  await using stage = await openStage();
  const given = { organizations: 'acme, labs', enterprises: '' };
  const planned = await runAction({ github: stage.github, inputs: given, ...stepOf('plan-targets') });
  assert.equal(planned.exitCode, 0, planned.stdout);
  const targets = JSON.parse(planned.outputs['targets'] ?? '') as readonly Record<string, string>[];
  assert.deepEqual(
    targets.map(({ organization, enterprise }) => ({ organization, enterprise })),
    [
      { organization: 'acme', enterprise: '' },
      { organization: 'labs', enterprise: '' },
    ],
  );
  const empty = await runAction({ github: stage.github, ...stepOf('plan-targets') });
  expectFailure(empty, /Nothing to collect: organizations and enterprises are both empty/);
});

test('a report is one table, and names what failed', async () => {
  await using stage = await openStage();
  const { run } = stage.github.repositories.openRun();
  run.jobs = [
    { name: 'collect / Organization acme', conclusion: 'success' },
    { name: 'collect / Organization labs', conclusion: 'failure' },
  ];
  const report = await runAction({ github: stage.github, ...stepOf('report-targets'), runId: run.id, runAttempt: 1 });
  expectFailure(report, /Not collected: Organization labs/);
  assert.match(report.summary, /## ❌ 1 of 2 targets failed/);
  assert.match(report.summary, /\| \[Organization labs\]\(https:\S+\) \| failure \|/);
});
