import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { SeenIndex } from '../../../src/dedupe/seen-index.ts';
import { NOTHING_SEEN, packSeen } from '../../../src/model/seen.ts';

const key = fc.integer({ min: 0, max: 20 }).map((number) => keyOfId(String(number)));
const record = fc.record({ key, ts: fc.constantFrom(0, 7, 2 ** 32, 2 ** 32 + 7, 2 ** 48 - 1) });

describe('the index of delivered ids', () => {
  it('knows what a set of keys and timestamps would know', () => {
    fc.assert(
      fc.property(fc.array(record), fc.array(record), fc.array(record), (packed, added, queried) => {
        const index = new SeenIndex(packSeen(packed));
        const set = new Set(packed.map((each) => `${each.ts} ${each.key}`));
        for (const each of added) {
          index.add(each.key, each.ts);
          set.add(`${each.ts} ${each.key}`);
        }
        const keys = new Set([...packed, ...added].map((each) => each.key));
        for (const each of queried) {
          assert.equal(index.has(each.key, each.ts), set.has(`${each.ts} ${each.key}`));
          assert.equal(index.hasAtAnyTime(each.key), keys.has(each.key));
        }
        assert.equal(index.size, set.size);
      }),
    );
  });

  it('still knows everything after it has grown', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const keys = Array.from({ length: 5_000 }, (_, number) => keyOfId(`grown ${number}`));
    for (const [ts, each] of keys.entries()) index.add(each, ts);
    assert.equal(index.size, keys.length);
    assert.ok(keys.every((each, ts) => index.has(each, ts) && !index.has(each, ts + 1)));
    assert.equal(index.hasAtAnyTime(keyOfId('never added')), false);
  });

  it('distinguishes keys whose hashes meet in one slot', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const keys = ['1', '2', '3', '4'].map((digit) => `${digit.repeat(24)}00000001`);
    const [absent = '', ...present] = keys;
    for (const each of present) index.add(each, 5);
    assert.ok(present.every((each) => index.has(each, 5)));
    assert.equal(index.has(absent, 5), false);
  });

  it('holds a key that begins with zeros, which mark a free slot', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const zeros = '0'.repeat(32);
    assert.equal(index.has(zeros, 0), false);
    index.add(zeros, 0);
    assert.ok(index.has(zeros, 0));
    assert.equal(index.has(`${'0'.repeat(31)}1`, 0), false);
  });

  it('refuses a key of another length', () => {
    assert.throws(() => new SeenIndex(NOTHING_SEEN).has('abc', 0), /bug in collect-audit-log/);
  });
});
