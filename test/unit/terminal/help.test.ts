import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INPUT_NAMES } from '../../../src/action/inputs/input-table.ts';
import { COMMAND_NAMES, COMMANDS } from '../../../src/terminal/commands.ts';
import { OWN_FLAGS } from '../../../src/terminal/flags.ts';
import { renderHelp } from '../../../src/terminal/help.ts';

const PAGES = [undefined, ...COMMAND_NAMES];

test('the first page names every command, with an example of each', () => {
  const help = renderHelp({ of: undefined, all: false }, 100);
  for (const name of COMMAND_NAMES) {
    assert.match(help, new RegExp(`^ {2}${name} +\\S`, 'm'));
    assert.ok(help.includes(COMMANDS[name].examples[0]?.line ?? 'no example'));
  }
});

test('a page of a command fits on a screen or two, and says where the rest is', () => {
  for (const of of COMMAND_NAMES) {
    const help = renderHelp({ of, all: false }, 100);
    assert.ok(help.split('\n').length < 70, of);
    assert.ok(
      COMMANDS[of].examples.every(({ line }) => help.includes(line)),
      of,
    );
    assert.match(help, /^Exit code$/m);
  }
  const shown = INPUT_NAMES.filter((name) =>
    new RegExp(`^ {2}--${name} `, 'm').test(renderHelp({ of: 'collect', all: false }, 100)),
  );
  const rest = new RegExp(`--help --all +Show the other ${INPUT_NAMES.length - shown.length} flags`);
  assert.match(renderHelp({ of: 'collect', all: false }, 500), rest);
});

test('with --all every flag is there once', () => {
  const help = renderHelp({ of: 'collect', all: true }, 100);
  for (const name of [...INPUT_NAMES, ...OWN_FLAGS]) {
    assert.equal(help.match(new RegExp(`^ {2}--${name}(?:[ ,]|$)`, 'gm'))?.length, 1, name);
  }
});

describe('it fits', () => {
  for (const columns of [60, 80, 100]) {
    test(`into ${columns} columns, but for what is to be copied`, () => {
      const copied = COMMAND_NAMES.flatMap((name) => [
        COMMANDS[name].usage,
        ...COMMANDS[name].examples.map(({ line }) => line),
      ]);
      for (const of of PAGES) {
        const long = renderHelp({ of, all: true }, columns)
          .split('\n')
          .filter((line) => line.length > columns && line.trim().includes(' ') && !copied.includes(line.trim()));
        assert.deepEqual(long, []);
      }
    });
  }
});

test('the defaults are those of a terminal, and no expression of a workflow is left', () => {
  const help = renderHelp({ of: 'collect', all: true }, 500);
  assert.match(help, /--state-dir PATH .* Default: audit-log-state\./);
  assert.match(help, /--artifact .* Default: false\./);
  assert.match(help, /--max-duration DURATION .* Default: 45m\./);
  assert.doesNotMatch(help, /\$\{\{/);
});
