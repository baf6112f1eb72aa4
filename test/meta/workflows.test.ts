/** The linter of workflows finds what it is there for: GitHub's grammar, the rules of this house, and nothing that is right. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintGrammar } from '../../scripts/workflow-grammar.ts';
import { lintWorkflowRules } from '../../scripts/workflow-rules.ts';

const ACTION = `name: a
description: b
inputs:
  token:
    description: c
    required: true
runs:
  using: node24
  main: dist/index.js
`;

const REUSABLE = `on:
  workflow_call:
    inputs:
      organization:
        type: string
        required: true
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo a
`;

const SHA = '0123456789abcdef0123456789abcdef01234567';
const WORKFLOW = `# Does nothing. Trust: nobody.
on:
  schedule:
    - cron: '7 3 * * *'
      timezone: Europe/Zurich
permissions: {}
concurrency:
  group: a
  queue: max
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read # to check it out
    steps:
      - uses: actions/checkout@${SHA} # v7.0.1
        with:
          persist-credentials: false
      - uses: $/.github/actions/collect
        with:
          token: \${{ secrets.TOKEN }}
      - run: echo "$NAME"
        env:
          NAME: \${{ github.ref_name }}
  b:
    uses: $/.github/workflows/collect.yml
    with:
      organization: acme
`;

const grammar = (place: string, text: string) =>
  lintGrammar({ place, text, read: async (path) => (path.includes('workflows/') ? REUSABLE : ACTION) });

test('a correct action and a correct workflow have no faults', async () => {
  assert.deepEqual(await grammar('action.yml', ACTION), []);
  assert.deepEqual(await grammar('.github/workflows/a.yml', WORKFLOW), []);
  assert.deepEqual(lintWorkflowRules(WORKFLOW), []);
});

/** What is put in the place of what, and a word of the complaint. */
type Change = readonly [from: string, to: string, fault: RegExp];

const wrongActions: readonly Change[] = [
  ['description: b', 'descriptoin: b', /descriptoin/],
  ['using: node24', 'using: node99', /node99/],
  ['  main: dist/index.js\n', '', /main/],
];

const wrongWorkflows: readonly Change[] = [
  ["'7 3 * * *'", "'7 25 * * *'", /cron/],
  ["'7 3 * * *'", "'*/2 * * * *'", /5 minutes/],
  ['runs-on:', 'run-on:', /run-on/],
  ['secrets.TOKEN', 'secret.TOKEN', /secret/],
  ['          token: ${', '          tokn: ${', /tokn|token/],
  ['organization: acme', 'organisation: acme', /organi[sz]ation/],
  ['queue: max', 'queue: ever', /ever/],
];

for (const [place, text, changes] of [
  ['action.yml', ACTION, wrongActions],
  ['.github/workflows/a.yml', WORKFLOW, wrongWorkflows],
] as const) {
  for (const [from, to, fault] of changes) {
    test(`the grammar refuses ${to.trim() || `no ${from.trim()}`}`, async () => {
      assert.ok(text.includes(from));
      const faults = await grammar(place, text.replace(from, to));
      assert.ok(faults.length > 0 && faults.some((line) => fault.test(line)), faults.join('\n'));
      for (const line of faults) assert.match(line, /^\d+: /);
    });
  }
}

test('the grammar refuses a workflow that is not YAML', async () => {
  assert.notDeepEqual(await grammar('.github/workflows/a.yml', 'on: [push\njobs: "'), []);
});

test('a reference that cannot be read is reported', async () => {
  const read = () => Promise.reject(new Error('none'));
  assert.notDeepEqual(await lintGrammar({ place: '.github/workflows/a.yml', text: WORKFLOW, read }), []);
});

test('cache-mode is right, whatever the library thinks of it, and only that', async () => {
  const text = WORKFLOW.replace('    timeout-minutes: 5', '    timeout-minutes: 5\n    cache-mode: read');
  assert.deepEqual(await grammar('.github/workflows/a.yml', text), []);
  assert.equal((await grammar('.github/workflows/a.yml', text.replace('cache-mode', 'cache-moode'))).length, 1);
});

test('the inputs of our own action are known, by whatever name an example calls it', async () => {
  const text = WORKFLOW.replace('$/.github/actions/collect', 'acme/collect-audit-log@v1');
  assert.deepEqual(await grammar('.github/workflows/a.yml', text), []);
  assert.equal(
    (await grammar('.github/workflows/a.yml', text.replace('          token: ${', '          x: ${'))).length,
    2,
  );
});

test('permissions that were granted before, with their reasons, can be repeated', () => {
  const text = WORKFLOW.replace('    permissions:\n', '    permissions: &read\n');
  assert.deepEqual(lintWorkflowRules(`${text}  c:\n    timeout-minutes: 1\n    permissions: *read\n`), []);
});

test('the reusable workflow is checked under its full name as well, that of another repository is not', async () => {
  const text = WORKFLOW.replace('$/.github/workflows', 'acme/collect-audit-log/.github/workflows').replace(
    'collect.yml',
    'collect.yml@v1',
  );
  assert.deepEqual(await grammar('.github/workflows/a.yml', text), []);
  const wrong = await grammar('.github/workflows/a.yml', text.replace('organization: acme', 'organisation: acme'));
  assert.ok(wrong.some((line) => /organisation/.test(line)));
  assert.notDeepEqual(await grammar('.github/workflows/a.yml', text.replace('collect-audit-log', 'other')), []);
});

const wrongByRule: readonly Change[] = [
  ['# Does nothing. Trust: nobody.\n', '', /comment/],
  ['permissions: {}', 'permissions: read-all', /permission/],
  ['permissions: {}\n', '', /permission/],
  [' # to check it out', '', /why/],
  ['          persist-credentials: false', '          fetch-depth: 0', /persist-credentials/],
  ['    timeout-minutes: 5\n', '', /timeout-minutes/],
  ['echo "$NAME"', 'echo ${{ github.ref_name }}', /env/],
  ['echo "$NAME"', '|\n          echo a\n          echo ${{ inputs.x }}', /env/],
  [`@${SHA} # v7.0.1`, '@v7', /pin/],
  [' # v7.0.1', '', /version/],
  ['  schedule:', '  pull_request_target:\n  schedule:', /stranger/],
  ['on:\n', 'on: [pull_request_target]\nnothing:\n', /stranger/],
  ['    with:\n      organization: acme', '    secrets: inherit', /secrets/],
];

const CALLED = `# Does nothing. Trust: its caller.
on:
  workflow_call:
jobs:
  a:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
      - run: echo a
  b:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    # Permissions of the caller: what its target needs.
    steps:
      - run: echo b
`;

test('a workflow that is only called leaves the permissions of a job to its caller, if that job says so', () => {
  assert.deepEqual(lintWorkflowRules(CALLED), []);
  const faultsOf = (from: string, to: string) => {
    assert.ok(CALLED.includes(from));
    return lintWorkflowRules(CALLED.replace(from, to)).join('\n');
  };
  assert.match(
    faultsOf('    # Permissions of the caller: what its target needs.\n', ''),
    /^1: job b has the permissions/,
  );
  assert.match(faultsOf('    permissions: {}\n', ''), /^1: job a has the permissions/);
  assert.match(faultsOf('on:\n', 'on:\n  workflow_dispatch:\n'), /at the top/);
});

for (const [from, to, fault] of wrongByRule) {
  test(`the rules refuse ${to.trim() || `no ${from.trim()}`}`, () => {
    assert.ok(WORKFLOW.includes(from));
    const faults = lintWorkflowRules(WORKFLOW.replace(from, to));
    assert.ok(faults.length > 0 && faults.every((line) => fault.test(line)), faults.join('\n') || 'no fault');
  });
}
