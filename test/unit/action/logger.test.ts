import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRedactor } from '../../../src/action/inputs/secrets.ts';
import { createActionsLog, safeLine } from '../../../src/action/logger.ts';
import type { RunnerConsole } from '../../../src/action/runner-console.ts';
import { anyText } from './any-text.ts';

/** Writes what `@actions/core` writes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function recordingConsole(): RunnerConsole & { readonly written: string[] } {
  const written: string[] = [];
  const command = (name: string) => (text: string) => {
    written.push(`::${name}::${text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}\n`);
  };
  return {
    written,
    info: (line) => written.push(`${line}\n`),
    warning: command('warning'),
    notice: command('notice'),
    setFailed: command('error'),
    startGroup: command('group'),
    endGroup: () => command('endgroup')(''),
    setSecret: command('add-mask'),
  };
}

const keep = (text: string) => text;

/** Text that goes for the runner: fragments of commands, of escapes and of what may be dropped between them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', ':', '##[', '#', '[', '\n', '\r', '\u2028', ' ', '\t', '\u00a0', '\ufeff', '\u200b'),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]0;x\u0007',
        '\u202e',
        '\u0000',
        '%0A',
        'error',
        'stop-commands',
        'add-mask',
      ),
      anyText(8),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('no line is a command to the runner but our own', () => {
  fc.assert(
    fc.property(hostile, hostile, (text, hint) => {
      const console = recordingConsole();
      const log = createActionsLog(console, keep);
      log.info(text);
      log.warning(text);
      log.notice(text);
      log.fail({ message: text, hint });
      const lines = console.written.join('').split('\n').slice(0, -1);
      assert.equal(lines.length, 4, 'one line each');
      const [info = '', warning = '', notice = '', error = ''] = lines;
      assert.ok(!info.trimStart().startsWith('::'), JSON.stringify(info));
      assert.doesNotMatch(info, /^[\s\p{C}\p{Z}]*::/u);
      assert.ok(warning.startsWith('::warning::') && notice.startsWith('::notice::') && error.startsWith('::error::'));
      for (const line of lines) {
        assert.ok(!line.includes('##['), JSON.stringify(line));
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a secret is in no line, also when cleaning would put it together', () => {
  const redact = createRedactor(['secret-token', 'two\nrow']);
  for (const text of ['x secret-token y', 'x secret\u200b-to\u0000ken y', 'x two\nrow y', 'secret-\u001b[1mtoken']) {
    const line = safeLine(text, redact);
    assert.ok(!line.includes('secret-token') && !line.includes('row'), line);
    assert.ok(line.includes('***'), line);
  }
});

test('an ordinary sentence is written as it is', () => {
  const sentence = '12 new events of the web feed, page 3: complete up to 2026-11-22T09:25:00.000Z (100 % é)';
  assert.equal(safeLine(sentence, keep), sentence);
});

test('a very long line is cut', () => {
  assert.ok(safeLine('x'.repeat(1_000_000), keep).length < 5000);
});

test('a failure is one annotation, its problems line by line and the remedy last', () => {
  const console = recordingConsole();
  createActionsLog(console, keep).fail({ message: 'Two problems:\n- a\n::error::- b', hint: 'Do this.' });
  assert.deepEqual(console.written, ['::error::Two problems:%0A- a%0A: :error::- b%0ADo this.\n']);
});

test('a group is closed although its body fails', async () => {
  const console = recordingConsole();
  const log = createActionsLog(console, keep);
  await assert.rejects(
    log.group('Title\n::error::', async () => {
      log.info('inside');
      throw new Error('on purpose');
    }),
    /on purpose/,
  );
  assert.deepEqual(console.written, ['::group::Title ::error::\n', 'inside\n', '::endgroup::\n']);
});

test('the toolkit itself writes what the recording says', () => {
  const source = join(import.meta.dirname, '../../../src/action');
  const script = `
    import { createActionsLog } from ${JSON.stringify(join(source, 'logger.ts'))};
    import { actionsRunner } from ${JSON.stringify(join(source, 'runner-console.ts'))};
    const log = createActionsLog(actionsRunner, (text) => text);
    log.info('  ::warning::a\\n::error::b ##[error]c');
    log.warning('d\\n::error::e');
    log.fail({ message: 'f\\ng', hint: undefined });
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  assert.equal(run.stderr, '');
  assert.equal(run.status, 1, 'fail makes the step fail');
  assert.deepEqual(run.stdout.split(/\r?\n/), [
    ': :warning::a ::error::b ## [error]c',
    '::warning::d ::error::e',
    '::error::f%0Ag',
    '',
  ]);
});
