import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { fillRegion } from '../../../scripts/fill-region.ts';
import { renderActionYml } from '../../../scripts/render-action-yml.ts';
import { renderInputTables, renderOutputTable } from '../../../scripts/render-readme-tables.ts';
import { firstSentence } from '../../../src/action/inputs/input-table/row.ts';
import { INPUT_GROUPS, INPUT_NAMES, INPUT_ROWS } from '../../../src/action/inputs/input-table.ts';
import { OUTPUTS } from '../../../src/action/report/output-table.ts';

const root = join(import.meta.dirname, '../../..');

interface ActionYml {
  readonly name: string;
  readonly runs: unknown;
  readonly inputs: Readonly<Record<string, { description: string; required: boolean; default?: unknown }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

const action: ActionYml = parseYaml(renderActionYml('dist/index.js'));

test('action.yml declares exactly the inputs and outputs of the tables', () => {
  assert.equal(action.name, 'Collect audit log');
  assert.deepEqual(action.runs, { using: 'node24', main: 'dist/index.js' });
  assert.deepEqual(Object.keys(action.inputs), INPUT_NAMES);
  assert.deepEqual(Object.keys(action.outputs), Object.keys(OUTPUTS));
});

test('every default in action.yml is text, as a runner passes it', () => {
  for (const name of INPUT_NAMES) {
    assert.equal(action.inputs[name]?.default ?? '', INPUT_ROWS[name].default, name);
  }
});

test('every description is a whole sentence and says what the input accepts', () => {
  for (const [name, { description }] of Object.entries(action.inputs)) {
    assert.match(description, /\. Accepts .+\.$/s, name);
    assert.doesNotMatch(description, /\n|\.\./, name);
  }
});

test('an input has one group, and no group hides an input of another', () => {
  const names = INPUT_GROUPS.flatMap(({ rows }) => Object.keys(rows));
  assert.deepEqual(names, INPUT_NAMES);
  assert.equal(new Set(names).size, names.length);
});

test('a short table has the first sentence only', () => {
  assert.equal(firstSentence('One, as in a.b or 1.5. Two.'), 'One, as in a.b or 1.5.');
  assert.equal(firstSentence('Only one.'), 'Only one.');
  assert.ok(renderInputTables('short').length < renderInputTables('full').length * 0.7);
});

test('the tables have a row for each input and output, and no cell breaks out', () => {
  for (const [table, names, cells] of [
    [renderInputTables('short'), INPUT_NAMES, 3],
    [renderOutputTable('short'), Object.keys(OUTPUTS), 2],
    [renderInputTables('full'), INPUT_NAMES, 3],
    [renderOutputTable('full'), Object.keys(OUTPUTS), 2],
  ] as const) {
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    assert.deepEqual(
      rows.map((row) => /^\| `([a-z0-9-]+)` \|/.exec(row)?.[1]),
      names,
    );
    for (const row of rows) assert.equal(row.split(/(?<!\\)\|/).length, cells + 2, row);
  }
});

test('what is in the tree is what the tables say', () => {
  assert.equal(readFileSync(join(root, 'action.yml'), 'utf8'), renderActionYml('dist/index.js'));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  assert.ok(readme.includes(renderInputTables('short')));
  assert.ok(readme.includes(renderOutputTable('short')));
});

test('a region is replaced, everything around it stays, and doing it again changes nothing', () => {
  const region = { marker: 'inputs', file: 'README.md' };
  const text = 'before <!-- inputs -->\nold\n<!-- /inputs --> after <!-- outputs -->';
  const filled = fillRegion(text, region, 'new');
  assert.equal(filled, 'before <!-- inputs -->\nnew\n<!-- /inputs --> after <!-- outputs -->');
  assert.equal(fillRegion(filled, region, 'new'), filled);
});

test('in YAML the markers stand in comments', () => {
  const filled = fillRegion('a:\n  # <!-- x -->\n  # <!-- /x -->\n', { marker: 'x', file: 'a.yml' }, '  b: 1');
  assert.equal(filled, 'a:\n  # <!-- x -->\n  b: 1\n  # <!-- /x -->\n');
});

test('a file without its markers, or with two of them, is refused', () => {
  const region = { marker: 'inputs', file: 'README.md' };
  for (const text of [
    '',
    '<!-- inputs -->',
    '<!-- /inputs --><!-- inputs -->',
    '<!-- inputs --><!-- inputs --><!-- /inputs -->',
    '<!-- inputs --><!-- /inputs --><!-- /inputs -->',
  ]) {
    assert.throws(() => fillRegion(text, region, 'new'), /README\.md must hold/, text);
  }
});
