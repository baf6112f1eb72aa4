/** Texts for people use the words that people search for, and those of the table in words.ts nowhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaches, files, type Rule, sourceFile } from './tree.ts';
import { proseOf, wordsOf } from './words.ts';

const wordRule: Rule = (file) => wordsOf(proseOf(file));

/** Extended by a pattern for each part of the project that has been read. */
const READ =
  /^(README|CONTRIBUTING|SECURITY|CHANGELOG)\.md$|^docs\/.*\.md$|^examples\/|^action\.yml$|^\.github\/.*\.yml$|^src\/.*\.ts$|^(test\/(?!meta\/words)|scripts\/|bench\/).*\.ts$|^test\/emulator\/README\.md$/;

test('the texts use none of the words that are replaced', () => {
  const read = files(READ);
  assert.ok(read.length > 40);
  assert.deepEqual(breaches(wordRule, read), []);
});

const wrong: readonly (readonly [path: string, text: string])[] = [
  ['a.md', 'It hands every event over.'],
  ['a.md', 'What was handed over'],
  ['a.md', 'A red run.'],
  ['a.md', 'It is green.'],
  ['a.md', '## Begin anew'],
  ['a.md', 'GitHub forgets it.'],
  ['a.md', 'It tells how.'],
  ['a.md', 'It lies beside the file.'],
  ['a.md', 'Mend it.'],
  ['a.md', 'The token got nothing.'],
  ['a.md', 'It sets them aside.'],
  ['a.md', 'The API is asked once.'],
  ['a.md', 'It asks for a token.'],
  ['a.md', 'It takes no token.'],
  ['a.md', 'It is kept whole.'],
  ['a.md', 'The token may not read.'],
  ['a.md', '| Old | Mind |'],
  ['a.yml', 'on: push # it tells why'],
  ['a.yml', '# Goes green.\non: push'],
  ['a.yml', 'inputs:\n  a:\n    description: What is told'],
  ['a.ts', '/** It tells why. */\nconst red = 1;'],
  ['a.ts', "throw new Error('the token got nothing');"],
  ['a.ts', 'const hint = `see what ${name} tells`;'],
];

for (const [path, text] of wrong) {
  test(`refused in ${path}: ${JSON.stringify(text)}`, () => assert.equal(wordRule(sourceFile(path, text)).length, 1));
}

const right: readonly (readonly [path: string, text: string])[] = [
  ['a.md', '`red`, [here](#begin-anew) and <a id="begin-anew"></a>'],
  ['a.md', '```text\nIt tells why.\n```\n'],
  ['a.md', 'Redirects, credentials, Redis; recommended; the evergreen one; amendments; besides.'],
  ['a.md', 'Ask an owner to accept it. A monitor can tell you. It takes ten minutes. The whole log, a day in May.'],
  ['a.md', 'A gap means that events may be missing.'],
  ['a.yml', 'green: red\nrun: echo told'],
  ['a.ts', 'const told = tells.beside;'],
  ['a.ts', "const hint = 'see docs/a.md#begin-anew';"],
  ['a.ts', "const field = told['told'];"],
  ['a.ts', 'const pattern = /(change|forgot|reset)_password/;'],
];

for (const [path, text] of right) {
  test(`allowed in ${path}: ${JSON.stringify(text)}`, () => assert.deepEqual(wordRule(sourceFile(path, text)), []));
}
