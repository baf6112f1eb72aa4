import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, type Outcome, passedOf, readTotals } from '../../../scripts/outcome.ts';

const report = (pass: number, fail: number, rest = 0) =>
  `✔ a (1 ms)\nℹ tests ${pass + fail + rest}\nℹ suites 0\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled 0\nℹ skipped ${rest}\nℹ todo 0\nℹ duration_ms 5\n`;

test('totals are read from the end of the report', () => {
  assert.deepEqual(readTotals(report(3, 1, 2)), { passed: 3, failed: 1, leftOut: 2 });
  assert.deepEqual(readTotals(`${report(9, 9)}\n${report(3, 0)}\n✖ failing tests:\n`), {
    passed: 3,
    failed: 0,
    leftOut: 0,
  });
});

test('a report that breaks off has no totals', () => {
  assert.equal(readTotals(''), 'unreadable');
  assert.equal(readTotals(report(3, 1).split('ℹ cancelled')[0] ?? ''), 'unreadable');
});

const cases: readonly (readonly [string, Outcome, number, number])[] = [
  ['a check that passed', { code: 0, totals: undefined }, 1, 0],
  ['a check that failed', { code: 2, totals: undefined }, 0, 1],
  ['a check that was killed', { code: 'SIGTERM', totals: undefined }, 0, 1],
  ['tests that passed', { code: 0, totals: { passed: 5, failed: 0, leftOut: 0 } }, 5, 0],
  ['tests of which some failed', { code: 1, totals: { passed: 5, failed: 2, leftOut: 0 } }, 5, 2],
  ['tests of which one was skipped', { code: 0, totals: { passed: 5, failed: 0, leftOut: 1 } }, 5, 1],
  ['tests that passed before the runner failed', { code: 7, totals: { passed: 5, failed: 0, leftOut: 0 } }, 5, 1],
  ['no tests at all', { code: 0, totals: { passed: 0, failed: 0, leftOut: 0 } }, 0, 1],
  ['tests without an end', { code: 0, totals: 'unreadable' }, 0, 1],
];

for (const [name, outcome, passed, failed] of cases) {
  test(name, () => {
    assert.equal(passedOf(outcome), passed);
    assert.equal(
      faultsOf(outcome).reduce((sum, { count }) => sum + count, 0),
      failed,
    );
  });
}
