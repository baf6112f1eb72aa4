import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/dedupe/canonical-json.ts';
import { contentHash, idAt, keyOfCopy, keyOfId, keyOfSharedId } from '../../../src/dedupe/event-key.ts';
import { keepLongNumbers } from '../../../src/dedupe/long-numbers.ts';

const parsed = (raw: string) => ({ raw, value: JSON.parse(raw) as unknown });

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => assert.equal(canonicalJson(reversed(value)), canonicalJson(value))),
    );
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('distinguishes different values', () => {
    const values = [
      [],
      {},
      null,
      '',
      'null',
      [null],
      [[]],
      [{}],
      { a: 1 },
      { a: '1' },
      { a: [1] },
      { b: 1 },
      1,
      [1, 2],
      [12],
    ];
    assert.equal(new Set(values.map(canonicalJson)).size, values.length);
  });

  it('goes deeper than a stack of calls could', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    assert.equal(canonicalJson(deep).length, 200_000);
  });

  it('keeps __proto__ as a key like any other', () => {
    assert.equal(canonicalJson(JSON.parse('{"__proto__":{"a":1}}')), '{"__proto__":{"a":1}}');
  });
});

describe('the id of an event', () => {
  it('is found at its path', () => {
    assert.equal(idAt({ _document_id: 'x' }, ['_document_id']), 'x');
    assert.equal(idAt({ data: { id: 7 } }, ['data', 'id']), 7);
  });

  for (const value of [{}, { _document_id: '' }, { _document_id: null }, { _document_id: ['x'] }, null, 'text', [1]]) {
    it(`is none in ${JSON.stringify(value)}`, () => assert.equal(idAt(value, ['_document_id']), undefined));
  }

  it('is not inherited', () => assert.equal(idAt({}, ['constructor', 'name']), undefined));
});

describe('the key of an event', () => {
  it('has 128 bits, whatever it is made from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, copy) => {
        for (const key of [keyOfId(text), contentHash(parsed(JSON.stringify(text))), keyOfCopy(text, copy)])
          assert.match(key, /^[0-9a-f]{32}$/);
      }),
    );
  });

  it('differs between copies, and between an id and a content of the same text', () => {
    assert.notEqual(keyOfCopy('x', 1), keyOfCopy('x', 2));
    assert.notEqual(keyOfId('x'), keyOfCopy('x', 1));
    assert.notEqual(keyOfCopy('x\n1', 1), keyOfCopy('x', 11));
  });

  it('is not the same for a number and a text of the same digits', () => {
    assert.notEqual(keyOfId(7), keyOfId('7'));
    assert.notEqual(keyOfSharedId(7, 'content'), keyOfSharedId('7', 'content'));
  });

  it('of a text id is what it was in the first release, so that saved positions stay good', () => {
    assert.equal(keyOfId('IMthKE4mTHk23OYcR2N2bA'), '08f51466d3ad12e02f82d70b64119398');
  });
});

describe('the content of an event without an id', () => {
  const key = (raw: string) => contentHash(parsed(raw));

  it('differs where only an integer beyond 2^53 does, or a decimal that a double rounds', () => {
    assert.notEqual(key('{"n":9007199254740993}'), key('{"n":9007199254740992}'));
    assert.notEqual(key('{"n":-12345678901234567890}'), key('{"n":-12345678901234567891}'));
    assert.notEqual(key('[0.12345678901234567]'), key('[0.12345678901234568]'));
  });

  it('is what it was where every number is one that a double holds', () => {
    for (const raw of ['{"n":9007199254740991,"a":1.5}', '["12345678901234567890","\\"9007199254740993"]']) {
      const { value } = parsed(raw);
      assert.equal(keepLongNumbers(raw, value), value);
    }
    assert.equal(key('{"a":1,"b":[1e3]}'), key('{"b":[1000.0],"a":1}'));
  });

  it('does not depend on the order of keys next to a long number', () => {
    assert.equal(key('{"a":12345678901234567890,"b":"\\"1"}'), key('{"b":"\\"1","a":12345678901234567890}'));
  });
});
