import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutElements } from '../../../src/source/json-elements.ts';
import type { PageElement } from '../../../src/source/page-element.ts';
import { mutatedJson } from './mutated-json.ts';

function splitElements(text: string): readonly string[] {
  return elementsOf(Buffer.from(text)).map(({ raw }) => raw.toString());
}

function elementsOf(body: Buffer): readonly PageElement[] {
  const cut = cutElements(body);
  assert.equal(cut.kind, 'list', body.toString());
  return cut.kind === 'list' ? cut.elements : [];
}

test('what JSON.parse would change comes out as it went in', () => {
  const elements = [
    '{"id":12345678901234567890,"x":1.0,"y":1e3,"z":-0}',
    '{"a":1,"a":2}',
    '{"10":1,"9":2}',
    '{"__proto__":{"admin":true}}',
    '{"s":"\u2028\u2029 \\u2028 \\ud800 \\/ \\" \\\\"}',
    '{"lone":"\\ud800"}',
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
  const escaped = fc.stringMatching(/^(?:[ !#-[\]-~\u2028\u{1f600}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}){0,12}$/u);
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

/** What `JSON.parse` says of the text of a body. */
function parse(body: Buffer): { readonly kind: 'no-json' | 'no-list' | 'list'; readonly values: readonly unknown[] } {
  try {
    const value: unknown = JSON.parse(body.toString());
    return Array.isArray(value) ? { kind: 'list', values: value } : { kind: 'no-list', values: [] };
  } catch {
    return { kind: 'no-json', values: [] };
  }
}

function ownField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** `@timestamp` as a page has it, from the parsed value. */
function tsOf(value: unknown): number | undefined {
  const stamp = Array.isArray(value) ? undefined : ownField(value, '@timestamp');
  if (typeof stamp !== 'number') return undefined;
  const ts = Math.floor(stamp) + 0;
  return ts >= 0 && ts <= 2 ** 48 - 1 ? ts : undefined;
}

const SOUGHT = [
  '@timestamp',
  'action',
  '_document_id',
  'a',
  '',
  '__proto__',
  'constructor',
  'length',
  '0',
  'é',
  'a"b',
  '\ud800',
];

test('whatever the bytes are, they are cut as JSON.parse reads them, or refused as it refuses them', () => {
  fc.assert(
    fc.property(mutatedJson, (body) => {
      const { kind, values } = parse(body);
      const cut = cutElements(body);
      assert.equal(cut.kind, kind);
      const elements = cut.kind === 'list' ? cut.elements : [];
      assert.equal(elements.length, values.length);
      for (const [index, element] of elements.entries()) {
        const value = values[index];
        assert.doesNotMatch(element.raw.toString(), /[\r\n]/);
        assert.deepEqual(element.parsed().value, value);
        assert.equal(element.isObject, typeof value === 'object' && value !== null && !Array.isArray(value));
        assert.equal(element.ts, tsOf(value));
        // In bytes a lone surrogate is U+FFFD, and so is what is no UTF-8: as names they are one, and no input can hold either.
        const names = [...SOUGHT, ...Object.keys(Object(value))].filter((name) => isUtf8(body) || name.isWellFormed());
        for (const name of names) assert.deepEqual(element.field(name), ownField(value, name), name);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a body that was cut anywhere is no JSON', () => {
  const body = Buffer.from('[{"@timestamp":1,"a":[{"b":"\\u00e9é\\"]}"},-1.5e+3,true,null]},{"x":{}}]');
  assert.equal(cutElements(body).kind, 'list');
  for (let length = 0; length < body.length; length += 1) {
    assert.equal(cutElements(body.subarray(0, length)).kind, 'no-json', String(length));
  }
});

test('bytes that are no UTF-8 are replaced as in any text; all others stay', () => {
  const body = Buffer.concat([Buffer.from('[{"a":"é'), Buffer.from([0xff, 0xed, 0xa0, 0x80]), Buffer.from('"}]')]);
  const [element] = elementsOf(body);
  assert.equal(element?.raw.toString(), '{"a":"é\ufffd\ufffd\ufffd\ufffd"}');
  assert.equal(element?.field('a'), 'é\ufffd\ufffd\ufffd\ufffd');
});

test('a byte order mark is no JSON', () => {
  assert.equal(cutElements(Buffer.from('\ufeff[]')).kind, 'no-json');
});

test('a field is found by what its name says, the last one of a name', () => {
  const [plain] = elementsOf(Buffer.from('[{"a":1,"aa":2,"a":[3],"b":{"a":4}}]'));
  assert.deepEqual([plain?.field('a'), plain?.field('aa')], [[3], 2]);
  const [element] = elementsOf(Buffer.from('[{"a":1,"\\u0061":{"x":[2]},"b":"\\u0062","c" : 12345678901234567890}]'));
  assert.deepEqual(element?.field('a'), { x: [2] });
  assert.equal(element?.field('b'), 'b');
  assert.equal(element?.field('c'), 12345678901234567000);
  assert.equal(element?.field('x'), undefined);
});
