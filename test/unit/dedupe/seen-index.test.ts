import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { SeenIndex } from '../../../src/dedupe/seen-index.ts';
import { NOTHING_SEEN, packSeen } from '../../../src/model/seen.ts';

const key = fc.integer({ min: 0, max: 40 }).map((number) => keyOfId(String(number)));

describe('the index of delivered ids', () => {
  it('knows what a set would know', () => {
    fc.assert(
      fc.property(fc.array(key), fc.array(key), fc.array(key), (packed, added, asked) => {
        const index = new SeenIndex(packSeen(packed.map((each, ts) => ({ ts, key: each }))));
        const set = new Set(packed);
        for (const each of added) {
          index.add(each);
          set.add(each);
        }
        for (const each of asked) assert.equal(index.has(each), set.has(each));
        assert.equal(index.size, set.size);
      }),
    );
  });

  it('still knows everything after it has grown', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const keys = Array.from({ length: 5_000 }, (_, number) => keyOfId(`grown ${number}`));
    for (const each of keys) index.add(each);
    assert.equal(index.size, keys.length);
    assert.ok(keys.every((each) => index.has(each)));
    assert.equal(index.has(keyOfId('never added')), false);
  });

  it('tells keys apart whose hashes meet in one slot', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const keys = ['1', '2', '3', '4'].map((digit) => `${digit.repeat(24)}00000001`);
    const [absent = '', ...present] = keys;
    for (const each of present) index.add(each);
    assert.ok(present.every((each) => index.has(each)));
    assert.equal(index.has(absent), false);
  });

  it('holds a key that begins with zeros, which mark a free slot', () => {
    const index = new SeenIndex(NOTHING_SEEN);
    const zeros = '0'.repeat(32);
    assert.equal(index.has(zeros), false);
    index.add(zeros);
    assert.ok(index.has(zeros));
    assert.equal(index.has(`${'0'.repeat(31)}1`), false);
  });

  it('refuses a key of another length', () => {
    assert.throws(() => new SeenIndex(NOTHING_SEEN).has('abc'), /bug in collect-audit-log/);
  });
});
