/** A name of others as a part of a line: it is one line, shows nothing else than itself, and commands nobody. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { onOneLine, visibleJson } from '../../../src/model/one-line.ts';

const hostile = fc.array(
  fc.constantFrom(
    '::error::x',
    '##[error]',
    '#',
    '[',
    ':',
    ' ',
    '\n',
    '\r',
    '\u2028',
    '\u001b[2J',
    '\u009b31m',
    '\u202e',
    'ä',
    '😀',
  ),
  { maxLength: 12 },
);

const HARMLESS = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

describe('onOneLine', () => {
  test('leaves nothing that a terminal or a runner obeys', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const line = onOneLine(parts.join(''));
        assert.match(line, HARMLESS);
        assert.doesNotMatch(line, /^\s*::|##\[/);
        assert.equal(onOneLine(line), line);
      }),
    );
  });

  test('leaves usual names as they are', () => {
    for (const name of ['audit-log/a b/events.ndjson.gz', 'C:\\x::y', 'Ä#[1]😀.zip'])
      assert.equal(onOneLine(name), name);
  });
});

test('visibleJson is the same content, and every line of it is harmless', () => {
  fc.assert(
    fc.property(fc.array(hostile), (names) => {
      const value = names.map((parts) => parts.join(''));
      const json = visibleJson(JSON.stringify(value, undefined, 2));
      assert.deepEqual(JSON.parse(json), value);
      for (const line of json.split('\n')) {
        assert.match(line, HARMLESS);
        assert.doesNotMatch(line, /^\s*::|##\[/);
      }
    }),
  );
});
