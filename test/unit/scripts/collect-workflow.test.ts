/** The reusable workflow and the twin of the action take what the action takes, and hand it on as it came. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { MINUTE } from '../../../src/action/inputs/input-table/row.ts';
import { INPUT_NAMES, INPUT_ROWS, INPUTS, isInputName } from '../../../src/action/inputs/input-table.ts';
import { parseDuration } from '../../../src/action/inputs/parse-values.ts';
import { permissionsOfCalled } from '../../workflows/called-permissions.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TWIN = '.github/actions/collect/action.yml';
const read = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8'));

const collect = read('.github/workflows/collect.yml');
const { on, jobs } = collect;
const { inputs, secrets, outputs } = on.workflow_call;
const { plan, target, report } = jobs;
const passed: Readonly<Record<string, string>> = target.steps[0].with;
const isOpen = (name: string) => isInputName(name) && INPUT_ROWS[name].secret !== true;

test('every input of the action is an input or a secret of the workflow, but for what the workflow decides', () => {
  const decided = ['organization', 'enterprise', 'github-token', 'output-dir'];
  const own = ['organizations', 'enterprises', 'runs-on', 'timeout-minutes', 'max-parallel', 'part', 'parts'];
  const mirrored = INPUT_NAMES.filter((name) => !decided.includes(name));
  assert.deepEqual(Object.keys(inputs), [...own, ...mirrored.filter(isOpen)]);
  assert.deepEqual(
    Object.keys(secrets),
    mirrored.filter((name) => !isOpen(name)),
  );
  assert.deepEqual(Object.keys(passed), ['organization', 'enterprise', ...mirrored]);
});

test('each goes to the input of its name, secrets from secrets only', () => {
  const { organization, enterprise, artifact, ...others } = passed;
  assert.deepEqual([organization, enterprise], ['${{ matrix.organization }}', '${{ matrix.enterprise }}']);
  assert.equal(artifact, "${{ inputs.artifact || inputs.sink == 'none' }}");
  for (const [name, value] of Object.entries(others)) {
    assert.equal(value, `\${{ ${isOpen(name) ? 'inputs' : 'secrets'}.${name} }}`);
  }
});

test('an input that is not given has the default of the action', () => {
  for (const [name, { default: value, type }] of Object.entries<{ default?: unknown; type: string }>(inputs)) {
    if (!isInputName(name)) continue;
    assert.equal(String(value ?? ''), INPUT_ROWS[name].default, name);
    // GitHub makes 0 of a number and false of a boolean that has no default.
    assert.equal(type, value === undefined ? 'string' : typeof value, name);
  }
});

test('only the secrets that the action needs are required', () => {
  for (const [name, { required }] of Object.entries<{ required: boolean }>(secrets)) {
    assert.ok(isInputName(name));
    assert.equal(required, INPUT_ROWS[name].required ?? false, name);
  }
});

test('a job is not ended by force before the action has ended by itself', () => {
  const maxDurationMs = parseDuration(INPUTS['max-duration'].default) ?? Number.NaN;
  assert.ok(inputs['timeout-minutes'].default * MINUTE >= maxDurationMs + 10 * MINUTE);
  assert.equal(target['timeout-minutes'], '${{ inputs.timeout-minutes }}');
});

test('a target has a job and a group of its own, and nothing that is in progress is cancelled', () => {
  assert.equal(target.needs, 'plan');
  assert.deepEqual(target.strategy.matrix, { include: '${{ fromJSON(needs.plan.outputs.targets) }}' });
  assert.deepEqual(target.concurrency, { group: '${{ matrix.group }}', 'cancel-in-progress': false });
  assert.equal(target.strategy['fail-fast'], false);
});

test('a target has an OIDC identity when its caller grants one, and no caller has to', () => {
  const listing = { actions: 'read' };
  const identified = { actions: 'read', 'id-token': 'write' };
  for (const granted of [listing, identified]) {
    const jobs = { plan: {}, target: granted, report: listing };
    assert.deepEqual(permissionsOfCalled(granted, collect), { kind: 'started', jobs });
  }
  // A caller that grants too little is refused before anything runs: no job fails half way for it.
  const why = "The nested job 'report' is requesting 'actions: read', but is only allowed 'actions: none'.";
  assert.deepEqual(permissionsOfCalled({ 'id-token': 'write' }, collect), { kind: 'refused', why });
  // The shape that would refuse every caller without an identity.
  const naming = { jobs: { ...jobs, target: { ...target, permissions: identified } } };
  assert.equal(permissionsOfCalled(listing, naming).kind, 'refused');
});

test('whatever distinguishes two positions of one target goes into the plan, which makes the groups', () => {
  const planned = Object.keys(plan.steps[0].with);
  for (const name of ['organizations', 'enterprises', 'part', 'parts', 'state-key', 'phrase', 'mode']) {
    assert.ok(planned.includes(name), name);
    assert.equal(plan.steps[0].with[name], `\${{ inputs.${name} }}`);
  }
  assert.deepEqual(plan.permissions, {});
});

test('the report comes after targets that failed, and not without a plan', () => {
  assert.equal(report.if, "always() && needs.plan.result == 'success'");
  assert.deepEqual(report.needs, ['plan', 'target']);
});

test('its outputs are those of its targets', () => {
  for (const [name, { value }] of Object.entries<{ value: string }>(outputs)) {
    assert.ok(name in target.outputs, name);
    assert.equal(value, `\${{ jobs.target.outputs.${name} }}`);
  }
});

test('the twin is the action, and starts the same program', () => {
  const { runs, ...twin } = read(TWIN);
  const { runs: original, ...action } = read('action.yml');
  assert.deepEqual(twin, action);
  assert.equal(normalize(join(dirname(TWIN), runs.main)), original.main);
  assert.equal(runs.using, original.using);
});
