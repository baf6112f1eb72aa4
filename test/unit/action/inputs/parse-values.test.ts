import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseBoolean,
  parseCount,
  parseDecimal,
  parseDuration,
  renderDuration,
} from '../../../../src/action/inputs/parse-values.ts';

test('durations have one unit', () => {
  assert.equal(parseDuration('0s'), 0);
  assert.equal(parseDuration('90s'), 90_000);
  assert.equal(parseDuration('15m'), 900_000);
  assert.equal(parseDuration('24h'), 86_400_000);
  assert.equal(parseDuration('7d'), 604_800_000);
  for (const text of [
    '',
    '5',
    's',
    '1.5h',
    '-1s',
    '+1s',
    '1h30m',
    '1 h',
    '07d',
    '7D',
    '7days',
    '1e3s',
    '١s',
    '9999999999s',
  ]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('a duration that is rendered is parsed back to the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (seconds) => {
      assert.equal(parseDuration(renderDuration(seconds * 1000)), seconds * 1000);
    }),
  );
});

test('a duration that is parsed is rendered in its largest unit', () => {
  assert.equal(renderDuration(48 * 3_600_000), '2d');
  assert.equal(renderDuration(90_000), '90s');
  assert.equal(renderDuration(0), '0s');
});

test('booleans are those of the YAML 1.2 core schema', () => {
  for (const text of ['true', 'True', 'TRUE']) assert.equal(parseBoolean(text), true, text);
  for (const text of ['false', 'False', 'FALSE']) assert.equal(parseBoolean(text), false, text);
  for (const text of ['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true ', 'y']) {
    assert.equal(parseBoolean(text), undefined, text);
  }
});

test('a count is plain digits', () => {
  fc.assert(fc.property(fc.nat(), (count) => assert.equal(parseCount(String(count)), count)));
  for (const text of ['', '-1', '+1', '1.0', '010', '1e3', '0x10', '1_000', ' 1', '9999999999999999']) {
    assert.equal(parseCount(text), undefined, text);
  }
});

test('a decimal has a whole part and at most six decimals', () => {
  assert.equal(parseDecimal('2'), 2);
  assert.equal(parseDecimal('1.5'), 1.5);
  assert.equal(parseDecimal('0.000001'), 0.000001);
  for (const text of ['', '.5', '1.', '1,5', '-1', '1e1', 'NaN', 'Infinity', '01']) {
    assert.equal(parseDecimal(text), undefined, text);
  }
});
