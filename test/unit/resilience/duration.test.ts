import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderDuration } from '../../../src/resilience/duration.ts';

test('durations read as a person would say them', () => {
  const said = [0, 49, 1300, 2000, 9999, 10_400, 61_000, 119_499, 601_000, 5_400_000, 7_200_000].map(renderDuration);
  const expected = ['0 s', '0 s', '1.3 s', '2 s', '10 s', '10 s', '61 s', '119 s', '10 min', '1.5 h', '2 h'];
  assert.deepEqual(said, expected);
  assert.equal(renderDuration(Number.POSITIVE_INFINITY), 'for ever');
});
