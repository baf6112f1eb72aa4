import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeCursor } from '../../../src/source/cursor.ts';

const encode = (text: string) => Buffer.from(text, 'latin1').toString('base64');

test('cursors seen in the wild stand on these timestamps', () => {
  const seen = {
    'MS42MTUzMzYzNzg4MzNlKzEyfFlBdkVhclBZR21reGtQMG5uRng4bVE=': 1_615_336_378_833,
    MTcyNTQ4MTg2NDI2MXxjZmxuckFiZ1lUT0lUdFdoUi1GUVl3: 1_725_481_864_261,
    'MS42NjQzODM5MTkzNDdlKzEyfDM0MkI6NDdBNDo4RTFGMEM6NUIyQkZCMzo2MzM0N0JBRg==': 1_664_383_919_347,
  };
  for (const [after, ts] of Object.entries(seen)) assert.deepEqual(decodeCursor(after), { ts });
});

test('both forms of a number, both alphabets, with and without padding', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 48 - 1), fc.string({ unit: 'binary-ascii' }), fc.boolean(), (ts, id, exponent) => {
      const number = exponent ? ts.toExponential() : String(ts);
      const text = Buffer.from(`${number}|${id}`, 'latin1');
      const forms = [text.toString('base64'), text.toString('base64url')];
      for (const after of [...forms, forms[0]?.replaceAll('=', '') ?? ''])
        assert.deepEqual(decodeCursor(after), { ts });
    }),
  );
});

test('any other text is not a cursor', () => {
  const wrong = [
    '|x',
    '1',
    '-1|x',
    '1.5|x',
    'x1|y',
    ' 1|x',
    '1e400|x',
    '0x10|y',
    '1.23e+1|x',
    `${2 ** 48}|x`,
    '1e-3|x',
  ];
  for (const text of wrong) assert.equal(decodeCursor(encode(text)), undefined, text);
  for (const after of ['', '****', 'a b', `${encode('1|')}!`, encode(`1|${'x'.repeat(2000)}`)]) {
    assert.equal(decodeCursor(after), undefined, after);
  }
});

test('any text gets a result', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (after) => {
      const decoded = decodeCursor(after);
      assert.ok(decoded === undefined || (decoded.ts >= 0 && Number.isInteger(decoded.ts)));
    }),
  );
});
