import assert from 'node:assert/strict';
import { stripTypeScriptTypes } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeOf } from './code-of.ts';
import { files } from './tree.ts';

const blanked: readonly (readonly [string, string])[] = [
  ["a('Date.now') // Date.now", "a('        ')            "],
  ['a /* b\n c */ d', 'a     \n      d'],
  ['`x ${f(`y ${g} z`)} w` + h', '`  ${f(`  ${g}  `)}  ` + h'],
  ['`${{ a: 1 }.a}b` + c', '`${{ a: 1 }.a} ` + c'],
  ["x = /['\"/]/.test(y) / 2 + 'z'", "x = /      .test(y) / 2 + ' '".replace('/      ', '/     /')],
  ["return /'/.test(x) ? 'a' : b", "return / /.test(x) ? ' ' : b"],
  ["'it\\'s' + x", "'     ' + x"],
  ["'never closed", "'            "],
];

for (const [text, code] of blanked) {
  test(`code of ${JSON.stringify(text)}`, () => assert.equal(codeOf(text), code));
}

test('every kept character stays where it was', () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    '`',
    '${',
    '}',
    '{',
    '//',
    '/*',
    '*/',
    '/',
    '\\',
    '\n',
    'a',
    ' ',
    '(',
    '[',
    ']',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const code = codeOf(text);
      assert.equal(code.length, text.length);
      for (let i = 0; i < text.length; i += 1) assert.ok(code[i] === text[i] || (code[i] === ' ' && text[i] !== '\n'));
    }),
    { numRuns: 2000 },
  );
});

test('what is left of every file of this project is still TypeScript', () => {
  const all = files(/\.ts$/);
  assert.ok(all.length > 50);
  // A string that was cut in the wrong place leaves quotes or braces that do not match.
  for (const { path, code } of all) assert.doesNotThrow(() => stripTypeScriptTypes(code), path);
});
