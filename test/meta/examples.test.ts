/** The examples: each is listed, collects in the way that the documentation says is safe, and goes by the release. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { files, ROOT } from './tree.ts';

const ACTION = 'OWNER/collect-audit-log@v1';
const WORKFLOW = 'OWNER/collect-audit-log/.github/workflows/collect.yml@v1';

/** What `max-duration` has to be below: its grace, and a minute for the steps around it. */
const GRACE_MINUTES = 6;

interface Job {
  readonly 'timeout-minutes'?: number;
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

test('a job that collects can find its position, and is not cancelled by the next', () => {
  assert.ok(examples.filter(({ collecting }) => collecting.length > 0).length > 4);
  for (const { path, workflow, collecting } of examples) {
    for (const job of collecting) {
      // The identity of the job is for a store that trusts it, and for nothing else.
      const archives = job.steps?.some((step) => step.with?.['archive-url'] !== undefined) ?? false;
      // With a position in a directory and no artifact, nothing is kept at GitHub.
      const isOutside = job.steps?.some(
        (step) => step.with?.['state-dir'] !== undefined && step.with['artifact'] === false,
      );
      const listing = isOutside ? {} : { actions: 'read' };
      assert.deepEqual(job.permissions, archives ? { ...listing, 'id-token': 'write' } : listing, path);
      const concurrency = job.concurrency ?? workflow.concurrency;
      // The reusable workflow has a group for each target, and a pull touches no position.
      const pulls = job.steps?.some((step) => step.with?.['mode'] === 'pull') ?? false;
      if (job.uses === undefined && !pulls) assert.equal(concurrency?.['cancel-in-progress'], false, path);
    }
  }
});

test('the action ends before GitHub ends its job', () => {
  for (const { path, collecting } of examples) {
    for (const { steps = [], 'timeout-minutes': timeout } of collecting) {
      const own = steps.filter(({ uses }) => uses === ACTION);
      const minutes = own.map((step) => Number(/^(\d+)m$/.exec(String(step.with?.['max-duration'] ?? '45m'))?.[1]));
      if (own.length === 0 || timeout === undefined) continue;
      const longest = Math.max(...minutes) + GRACE_MINUTES;
      assert.ok(timeout >= longest, `${path}: timeout-minutes is ${timeout}, not ${longest} or more`);
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
