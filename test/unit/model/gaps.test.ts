import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Gap } from '../../../src/model/checkpoint.ts';
import { keepGaps, POSSIBLE_GAPS_MAX, uniteGaps } from '../../../src/model/gaps.ts';

const gap = (from: number, to: number, more: Partial<Gap> = {}): Gap => ({
  ...{ from, to, kind: 'retention', certain: true, run: '1.1' },
  ...more,
});

const anyGap = fc.record({
  from: fc.nat(20),
  length: fc.integer({ min: 0, max: 6 }),
  kind: fc.constantFrom('retention' as const, 'capacity' as const),
  certain: fc.boolean(),
  run: fc.constantFrom('1.1', '2.1', '3.1'),
});
const anyGaps = fc.array(anyGap, { maxLength: 6 }).map((gaps) =>
  uniteGaps(
    gaps.map(({ from, length, ...rest }) => ({ from, to: from + length, ...rest })),
    [],
  ),
);

describe('gaps', () => {
  it('are united in any order, and twice as once', () => {
    fc.assert(
      fc.property(anyGaps, anyGaps, anyGaps, (a, b, c) => {
        assert.deepEqual(uniteGaps(a, b), uniteGaps(b, a));
        assert.deepEqual(uniteGaps(a, uniteGaps(b, c)), uniteGaps(uniteGaps(a, b), c));
        assert.deepEqual(uniteGaps(a, a), a);
        assert.deepEqual(uniteGaps(uniteGaps(a, b), a), uniteGaps(a, b));
      }),
    );
  });

  it('cover exactly the instants that one of them covered', () => {
    fc.assert(
      fc.property(anyGaps, anyGaps, fc.nat(30), (a, b, at) => {
        const covers = (gaps: readonly Gap[], certain: boolean) =>
          gaps.some((each) => each.certain === certain && each.from <= at && at < each.to);
        for (const certain of [true, false])
          assert.equal(covers(uniteGaps(a, b), certain), covers(a, certain) || covers(b, certain));
      }),
    );
  });

  it('of one kind and certainty are one where they touch, and no others', () => {
    assert.deepEqual(uniteGaps([gap(0, 5)], [gap(5, 9, { run: '0.9' })]), [gap(0, 9, { run: '0.9' })]);
    assert.equal(uniteGaps([gap(0, 5)], [gap(6, 9)]).length, 2);
    assert.equal(uniteGaps([gap(0, 5)], [gap(2, 9, { certain: false })]).length, 2);
    assert.equal(uniteGaps([gap(0, 5)], [gap(2, 9, { kind: 'capacity' })]).length, 2);
  });

  it('that are certain are kept, however many possible ones there are', () => {
    const possible = Array.from({ length: 349 }, (_, at) => gap(10 * at + 5, 10 * at + 6, { certain: false }));
    const kept = keepGaps(uniteGaps([gap(0, 1)], possible));
    assert.equal(kept.length, POSSIBLE_GAPS_MAX + 1);
    assert.deepEqual(kept.at(-1), gap(0, 1));
    assert.equal(kept[0]?.to, 3486);
  });
});
