import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INPUT_NAMES, INPUT_ROWS } from '../../../src/action/inputs/input-table.ts';
import { OWN_FLAGS } from '../../../src/terminal/flags.ts';
import { renderHelp } from '../../../src/terminal/help.ts';

test('every flag is there once, with its help', () => {
  const help = renderHelp(100);
  const flat = help.replaceAll(/\s+/g, ' ');
  for (const name of INPUT_NAMES) {
    assert.equal(help.match(new RegExp(`^ {2}--${name}(?: |$)`, 'gm'))?.length, 1, name);
    assert.ok(flat.includes(INPUT_ROWS[name].help.replaceAll(/\s+/g, ' ')), name);
  }
  for (const name of OWN_FLAGS) assert.match(help, new RegExp(`^ {2}--${name}`, 'm'));
});

for (const columns of [60, 80, 100]) {
  test(`it fits into ${columns} columns`, () => {
    // A word that is longer than the line, such as a pattern, is left whole.
    const long = renderHelp(columns)
      .split('\n')
      .filter((line) => line.length > columns && line.trim().includes(' '));
    assert.deepEqual(long, []);
  });
}

test('the defaults are those of a terminal, and no expression of a workflow is left', () => {
  const help = renderHelp(500);
  assert.match(help, /--state-dir PATH\n.* Default: audit-log-state\./);
  assert.match(help, /--artifact\n.* Default: false\./);
  assert.match(help, /--max-duration DURATION\n.* Default: 45m\./);
  assert.doesNotMatch(help, /\$\{\{/);
});
