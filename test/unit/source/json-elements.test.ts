import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitElements } from '../../../src/source/json-elements.ts';

test('what JSON.parse would change comes out as it went in', () => {
  const elements = [
    '{"id":12345678901234567890,"x":1.0,"y":1e3,"z":-0}',
    '{"a":1,"a":2}',
    '{"10":1,"9":2}',
    '{"__proto__":{"admin":true}}',
    '{"s":"\u2028\u2029 \\u2028 \\ud800 \\/ \\" \\\\"}',
    `{"lone":"${'\ud800'}"}`,
    '{"brackets":"]}[{,","k]":["a,b"]}',
    '"\\\\"',
    '""',
    'null',
    '[]',
    '{}',
    '[[],[{}]]',
  ];
  assert.deepEqual(splitElements(`[${elements.join(',')}]`), elements);
});

test('an empty array has no elements, however it is written', () => {
  for (const text of ['[]', ' [ ] ', '[\n\n]\n', '\r\n[\t]']) assert.deepEqual(splitElements(text), []);
});

test('line breaks between tokens go, everything else stays', () => {
  const text = '[\r\n  {\n    "a": "x\\ny",\r\n    "b": [1,\n 2]\n  } ,\n  2\n]';
  assert.deepEqual(splitElements(text), ['{    "a": "x\\ny",    "b": [1, 2]  }', '2']);
});

test('a million nested levels are one element', () => {
  const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
  assert.deepEqual(splitElements(`[${deep},1]`), [deep, '1']);
});

test('a run of backslashes costs no more than its length', () => {
  const string = `"${'\\\\'.repeat(1_000_000)}\\""`;
  assert.deepEqual(splitElements(`[${string},${string}]`), [string, string]);
});

const anyJson = fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' });

test('the elements of compact JSON are its elements, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(anyJson), (values) => {
      assert.deepEqual(
        splitElements(JSON.stringify(values)),
        values.map((value) => JSON.stringify(value)),
      );
    }),
    { numRuns: 500 },
  );
});

test('however JSON is spaced, each element is one line that parses to the same', () => {
  const spaced = fc.tuple(fc.array(anyJson), fc.constantFrom('\n', '\t', ' ', '\r\n  ')).map(([values, indent]) => ({
    values: JSON.parse(JSON.stringify(values)) as unknown[],
    text: ` ${JSON.stringify(values, null, indent.replace('\r\n', ''))}\n`.replaceAll(
      '\n',
      indent.includes('\r') ? '\r\n' : '\n',
    ),
  }));
  fc.assert(
    fc.property(spaced, ({ values, text }) => {
      const lines = splitElements(text);
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as unknown),
        values,
      );
      for (const line of lines) assert.doesNotMatch(line, /[\r\n]/);
    }),
    { numRuns: 500 },
  );
});

test('texts of tokens that no value can carry survive: numbers, escapes, duplicate keys', () => {
  const digits = fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?$/);
  const escaped = fc.stringMatching(/^(?:[ !#-[\]-~\u2028\ud800\u{1f600}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}){0,12}$/u);
  const string = escaped.map((text) => `"${text}"`);
  const member = fc.tuple(string, fc.oneof(digits, string)).map((pair) => pair.join(':'));
  const element = fc.oneof(
    digits,
    string,
    fc.array(member).map((members) => `{${members.join(',')}}`),
  );
  fc.assert(
    fc.property(fc.array(element), (elements) => {
      const text = `[${elements.join(',')}]`;
      JSON.parse(text);
      assert.deepEqual(splitElements(text), elements);
    }),
    { numRuns: 500 },
  );
});
