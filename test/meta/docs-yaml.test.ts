/**
 * What readers copy works: every block of YAML in the documentation is a workflow that GitHub takes, or a piece of one; our own
 * inputs in it pass the parser that a run begins with, and the outputs that it reads exist.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseDocument } from 'yaml';
import { lintGrammar } from '../../scripts/workflow-grammar.ts';
import { lintPins } from '../../scripts/workflow-rules.ts';
import { INPUT_ROWS, isInputName } from '../../src/action/inputs/input-table.ts';
import { type InputContext, parseInputs } from '../../src/action/inputs/inputs.ts';
import { readYaml } from '../../src/action/inputs/yaml-options.ts';
import { OUTPUTS } from '../../src/action/report/output-table.ts';
import { presetOf } from '../../src/delivery/http/registry.ts';
import { InputError } from '../../src/model/errors.ts';
import { type CodeBlock, codeBlocks } from './markdown.ts';
import { breaches, files, ROOT, type Rule, type SourceFile, sourceFile } from './tree.ts';
import { type OwnStep, ownSteps, stepIds, workflowOf } from './yaml-blocks.ts';

const CONTEXT: InputContext = {
  workspace: '/w',
  temp: '/t',
  apiUrl: 'https://api.github.com',
  optionParts: { readYaml, presetOf },
};
/** What an expression may stand for. */
const PLACEHOLDERS = ['https://placeholder.example', 'placeholder'];

const isYaml = ({ language }: CodeBlock) => language === 'yaml' || language === 'yml';

const yamlRule: Rule = ({ text }) =>
  codeBlocks(text)
    .filter(isYaml)
    .flatMap((block) => faultsOf(block.text).map((what) => `block in line ${block.line}: ${what}`));

/** Every rule that needs no grammar of GitHub. */
function faultsOf(text: string): readonly string[] {
  const document = parseDocument(text);
  const broken = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? '');
  if (broken.length > 0) return broken;
  const workflow = workflowOf(text);
  if (workflow === undefined) return ['neither a workflow nor a piece of one'];
  return [...ownSteps(workflow).flatMap(inputFaults), ...outputFaults(workflow), ...lintPins(text)];
}

function inputFaults({ given }: OwnStep): readonly string[] {
  const strange = Object.keys(given).filter((name) => !isInputName(name));
  if (strange.length > 0) return strange.map((name) => `there is no input ${name}`);
  try {
    parseInputs((name) => withoutExpressions(name, given[name] ?? ''), CONTEXT);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [, ...problems] = error.message.split('\n');
    // What an expression stands for is not known here.
    return problems.filter((problem) => !given[/^- ([\w-]+):/.exec(problem)?.[1] ?? '']?.includes('${{'));
  }
}

/** A value with something plausible for each expression; as if it were not given when nothing known would fit. */
function withoutExpressions(name: string, value: string): string {
  if (!value.includes('${{')) return value;
  const kind = isInputName(name) ? INPUT_ROWS[name].kind : undefined;
  const values = PLACEHOLDERS.map((placeholder) => value.replaceAll(/\$\{\{.*?\}\}/gs, placeholder));
  return values.find((each) => kind?.type === 'text' && kind.pattern.test(each)) ?? '';
}

/** Reads of outputs that no run of ours writes; a step that is not in the text is taken for ours. */
function outputFaults(workflow: string): readonly string[] {
  const own = new Set(ownSteps(workflow).map(({ id }) => id));
  const known = stepIds(workflow);
  return [...workflow.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id = '', name = '']) => (own.has(id) || !known.has(id)) && !Object.hasOwn(OUTPUTS, name))
    .map(([, , name]) => `there is no output ${name}`);
}

/** What GitHub would refuse. */
async function grammarFaults({ text }: SourceFile): Promise<readonly string[]> {
  const faults: string[] = [];
  const read = (path: string) => readFile(join(ROOT, path), 'utf8');
  for (const block of codeBlocks(text).filter(isYaml)) {
    const workflow = workflowOf(block.text);
    if (workflow === undefined) continue;
    const found = await lintGrammar({ place: '.github/workflows/docs.yml', text: workflow, read });
    faults.push(...found.map((what) => `block in line ${block.line}: ${what}`));
  }
  return faults;
}

const markdown = files(/\.md$/);

test('every block of YAML is right, and so are its inputs and outputs', () => {
  assert.deepEqual(breaches(yamlRule, markdown), []);
});
test('GitHub accepts every workflow and every piece of one', async () => {
  for (const file of markdown) assert.deepEqual(await grammarFaults(file), [], file.path);
});

const fenced = (text: string, language = 'yaml') => `a\n\n\`\`\`${language}\n${text}\n\`\`\`\n`;
const ours = '- uses: OWNER/collect-audit-log@v1\n  id: collect\n  with:\n    token: x123\n';
const minimal = `${ours}    organization: a\n`;

const wrong = [
  fenced('a: b: c'),
  fenced('a: 1\na: 2'),
  fenced('just words'),
  fenced('settings:\n  interval: 5'),
  fenced(`${ours}    organisation: a`),
  fenced(`${ours}    modus: x`).replaceAll(/^/gm, '   '),
  fenced(ours),
  fenced(`${minimal}    since: yesterday`),
  fenced(
    `${minimal}    sink: splunk-hec\n    sink-url: https://s.example\n    sink-token: \${{ secrets.S }}\n    sink-options: 'indx: a'`,
  ),
  fenced('with:\n  modes: x', 'yml'),
  fenced('overlap: 15'),
  fenced('- uses: ./\n  with: { x: 1 }'),
  fenced('- uses: actions/checkout@v4'),
  fenced(`${minimal}- run: echo "$N"\n  env:\n    N: \${{ steps.collect.outputs.evnts }}`),
  fenced(`${minimal}- if: steps.collect.outputs.evnts == '0'\n  run: a`),
  fenced('- run: echo "$N"\n  env:\n    N: ${{ steps.collect.outputs.evnts }}'),
];

for (const text of wrong) {
  test(`refused: ${JSON.stringify(text)}`, () => {
    const found = yamlRule(sourceFile('README.md', text));
    assert.equal(found.length, 1, found.join('\n'));
  });
}

const other = `- uses: other/action@${'0'.repeat(40)} # v1.2.3\n  id: other\n  with: { x: 1 }`;
const right = [
  fenced(
    `${minimal}${other}\n- run: echo\n  env:\n    A: \${{ steps.other.outputs.any }}\n    B: \${{ steps.collect.outputs.events }}`,
  ),
  fenced(`${minimal}    since: \${{ vars.SINCE }}`),
  fenced('  sink-headers: |\n    A: ${{ secrets.A }}'),
  fenced('    overlap: 15m\n    sink: datadog\n    sink-token: ${{ secrets.D }}'),
  fenced('permissions:\n  actions: read'),
  fenced('permissions:\n  actions: read\nsteps:\n  - run: a'),
  fenced('a: [', 'json'),
];

for (const text of right) {
  test(`allowed: ${JSON.stringify(text)}`, async () => {
    assert.deepEqual(
      [...yamlRule(sourceFile('README.md', text)), ...(await grammarFaults(sourceFile('a.md', text)))],
      [],
    );
  });
}

test('the grammar checks whole workflows, jobs, steps and pieces of them', async () => {
  for (const text of [
    'on: push\njobs:\n  a:\n    run-on: x\n    steps: [{ run: a }]',
    'steps:\n  - run: a\ntimeout: 5',
    '- uses: OWNER/collect-audit-log@v1\n  wiht: {}',
    'uses: OWNER/collect-audit-log@v1\nwiht: {}',
    'permissions:\n  actoins: read',
    'concurrency:\n  cancel: true',
  ]) {
    const faults = await grammarFaults(sourceFile('README.md', fenced(text)));
    assert.ok(faults.length > 0, text);
  }
});
