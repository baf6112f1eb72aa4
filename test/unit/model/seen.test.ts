import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  countSeen,
  cutSeen,
  hasSeen,
  hasSeenKey,
  isPackedSeen,
  NOTHING_SEEN,
  packSeen,
  SEEN_RECORD_BYTES,
  seenBefore,
  seenRecords,
  seenTs,
  TS_MAX,
  uniteSeen,
} from '../../../src/model/seen.ts';

const key = fc.constantFrom(...'0123456789abcdef').map((digit) => digit.repeat(32));
const records = (max: number) =>
  fc.array(fc.record({ ts: fc.integer({ min: 0, max }), key }, { noNullPrototype: true }), { maxLength: 30 });
const few = records(9);
const any = fc.oneof(few, records(TS_MAX));
const texts = (seen: Uint8Array) =>
  Array.from(seenRecords(seen), ({ ts, key }) => `${String(ts).padStart(15, '0')} ${key}`);
const sorted = (list: readonly { ts: number; key: string }[]) =>
  [...new Set(list.map(({ ts, key }) => `${String(ts).padStart(15, '0')} ${key}`))].sort();

describe('packed ids', () => {
  it('come out as they went in, ascending and once each', () => {
    fc.assert(fc.property(any, (list) => assert.deepEqual(texts(packSeen(list)), sorted(list))));
  });

  it('take 22 bytes each and are known by their form', () => {
    fc.assert(
      fc.property(any, (list) => {
        const seen = packSeen(list);
        assert.equal(seen.length, countSeen(seen) * SEEN_RECORD_BYTES);
        assert.ok(isPackedSeen(seen));
      }),
    );
  });

  it('unite to everything in both', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        const united = uniteSeen(packSeen(a), packSeen(b));
        assert.deepEqual(texts(united), sorted([...a, ...b]));
        assert.ok(isPackedSeen(united));
      }),
    );
  });

  it('are looked for by timestamp and key, or by key alone', () => {
    const record = fc.record({ ts: fc.constantFrom(0, 7, 2 ** 32, 2 ** 32 + 7, TS_MAX), key });
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (list, queried) => {
        const seen = packSeen(list);
        const set = new Set(sorted(list));
        const keys = new Set(list.map((each) => each.key));
        for (const each of queried) {
          assert.equal(
            hasSeen(seen, each),
            sorted([each]).every((text) => set.has(text)),
          );
          assert.equal(hasSeenKey(seen, each.key), keys.has(each.key));
        }
      }),
    );
  });

  it('are found among many, of one instant and of several', () => {
    const keyAt = (index: number) => (index * 2_654_435_761).toString(16).padStart(32, '0');
    const list = Array.from({ length: 5_000 }, (_, index) => ({ ts: index >> 6, key: keyAt(index) }));
    const seen = packSeen(list);
    assert.ok(list.every((each) => hasSeen(seen, each) && hasSeenKey(seen, each.key)));
    assert.ok(list.every(({ ts, key }) => !hasSeen(seen, { ts: ts + 1, key }) && !hasSeen(seen, { ts: ts - 1, key })));
  });

  it('are not found where the bytes of two of them read like a key', () => {
    const [one, two] = [
      { ts: 0, key: 'ab'.repeat(16) },
      { ts: 5, key: 'cd'.repeat(16) },
    ];
    const seen = packSeen([one, two]);
    for (let at = 0; at + 16 <= seen.length; at += 1) {
      const bytes = Buffer.from(seen.subarray(at, at + 16)).toString('hex');
      assert.equal(hasSeenKey(seen, bytes), at === 6 || at === 28);
    }
  });

  it('have keys of 32 hex digits', () => {
    for (const wrong of ['abc', 'x'.repeat(32), 'a'.repeat(33)]) {
      assert.throws(() => packSeen([{ ts: 0, key: wrong }]), /bug in collect-audit-log/);
      assert.throws(() => hasSeenKey(NOTHING_SEEN, wrong), /bug in collect-audit-log/);
    }
  });

  it('are cut at a floor, which stays', () => {
    fc.assert(
      fc.property(few, fc.integer({ min: 0, max: 11 }), (list, floor) => {
        const cut = cutSeen(packSeen(list), floor);
        assert.deepEqual(texts(cut), sorted(list.filter(({ ts }) => ts >= floor)));
      }),
    );
  });

  it('are cut before the first of others', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        const [first] = sorted(b);
        const before = sorted(a).filter((text) => first === undefined || text < first);
        assert.deepEqual(texts(seenBefore(packSeen(a), packSeen(b))), before);
      }),
    );
  });

  it('give the timestamp of each', () => {
    const seen = packSeen([
      { ts: TS_MAX, key: 'f'.repeat(32) },
      { ts: 0, key: '0'.repeat(32) },
    ]);
    assert.equal(seenTs(seen, 0), 0);
    assert.equal(seenTs(seen, 1), TS_MAX);
  });

  it('survive being a part of a larger buffer', () => {
    const seen = packSeen([{ ts: 5, key: 'a'.repeat(32) }]);
    const inside = new Uint8Array(seen.length + 7);
    inside.set(seen, 7);
    assert.deepEqual(texts(inside.subarray(7)), texts(seen));
    assert.deepEqual(texts(uniteSeen(inside.subarray(7), NOTHING_SEEN)), texts(seen));
  });
});

describe('bytes that are not packed ids', () => {
  const [one, two] = [packSeen([{ ts: 1, key: 'a'.repeat(32) }]), packSeen([{ ts: 2, key: 'a'.repeat(32) }])];
  for (const [what, bytes] of [
    ['of another length', one.subarray(1)],
    ['descending', Buffer.concat([two, one])],
    ['twice the same', Buffer.concat([one, one])],
  ] as const) {
    it(`are refused: ${what}`, () => assert.equal(isPackedSeen(bytes), false));
  }
});
