/** The examples: each is listed, collects in the way that the documentation says is safe, and goes by the release. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { files, ROOT } from './tree.ts';

const ACTION = 'OWNER/collect-audit-log@v1';
const WORKFLOW = 'OWNER/collect-audit-log/.github/workflows/collect.yml@v1';

interface Job {
  readonly uses?: string;
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
  readonly permissions?: unknown;
  readonly concurrency?: Concurrency;
}
type Concurrency = { readonly group: string; readonly 'cancel-in-progress': boolean };

const examples = files(/^examples\/.*\.yml$/).map(({ path, text }) => {
  const workflow: { readonly jobs: Readonly<Record<string, Job>>; readonly concurrency?: Concurrency } = parse(text);
  const jobs = Object.values(workflow.jobs);
  return { path, text, workflow, jobs, collecting: jobs.filter(collects) };
});

function collects({ uses, steps = [] }: Job): boolean {
  return uses === WORKFLOW || steps.some((step) => step.uses === ACTION);
}

test('the list names every example, and nothing else', () => {
  const listed = readFileSync(join(ROOT, 'examples/README.md'), 'utf8').matchAll(/^\| \[([\w.-]+)\]\(\1\)/gm);
  assert.deepEqual(
    [...listed].map(([, name]) => name).sort(),
    examples.map(({ path }) => basename(path)),
  );
});

test('our own action goes by its release', () => {
  const used = examples.flatMap(({ text }) => [...text.matchAll(/uses: +(\S*collect-audit-log\S*)/g)]);
  assert.ok(used.length > 5);
  for (const [, name] of used) assert.ok(name === ACTION || name === WORKFLOW, name);
});

test('a job that collects may find its position, and is not cancelled by the next', () => {
  assert.ok(examples.filter(({ collecting }) => collecting.length > 0).length > 4);
  for (const { path, workflow, collecting } of examples) {
    for (const job of collecting) {
      assert.deepEqual(job.permissions, { actions: 'read' }, path);
      const concurrency = job.concurrency ?? workflow.concurrency;
      // The reusable workflow has a group for each target, and a pull touches no position.
      const pulls = job.steps?.some((step) => step.with?.['mode'] === 'pull') ?? false;
      if (job.uses === undefined && !pulls) assert.equal(concurrency?.['cancel-in-progress'], false, path);
    }
  }
});

test('a schedule does not fall on the full hour', () => {
  for (const { path, text } of examples) {
    for (const [, minutes] of text.matchAll(/cron: '(\S+) /g)) {
      assert.match(minutes ?? '', /^[1-9]\d?(,[1-9]\d?)*$/, path);
    }
  }
});
