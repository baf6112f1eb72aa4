import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutMembers } from '../../../src/format/members.ts';
import { deepField } from '../../emulator/event-oddities.ts';

test('the members of any object are those that JSON.parse sees', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
      fc.constantFrom(undefined, 1),
      (value, space) => {
        const json = JSON.stringify(value, undefined, space);
        const members = cutMembers(json) ?? [];
        assert.deepEqual(
          members.map((member) => [member.name, JSON.parse(member.value)]),
          Object.entries(JSON.parse(json) as object),
        );
      },
    ),
  );
});

test('the texts put together again are the object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const json = JSON.stringify(value);
      assert.equal(
        `{${cutMembers(json)
          ?.map(({ text }) => text)
          .join(',')}}`,
        json,
      );
    }),
  );
});

test('a duplicate key is cut twice, and values stay as they were written', () => {
  assert.deepEqual(cutMembers(' { "a" : 1.0 , "\\u0061" : [ 1E+400, "}" ] } '), [
    { name: 'a', text: '"a" : 1.0', value: '1.0' },
    { name: 'a', text: '"\\u0061" : [ 1E+400, "}" ]', value: '[ 1E+400, "}" ]' },
  ]);
});

test('depth does not matter', () => {
  const [name, value] = deepField(100_000);
  assert.deepEqual(cutMembers(`{${name}:${value}}`), [{ name: 'data', text: `${name}:${value}`, value }]);
});

test('a value that is not an object has no members', () => {
  for (const json of ['null', '7', '"{}"', '[{"a":1}]']) assert.equal(cutMembers(json), undefined);
  assert.deepEqual(cutMembers('{}'), []);
});
