/** A message as a sentence: with a capital and a full stop, and with the names of inputs as they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../../../src/model/errors.ts';

test('a sentence begins with a capital, unless it begins with the name of an input', () => {
  for (const [text, expected] of [
    ['the position is saved', 'The position is saved.'],
    ['is it there?', 'Is it there?'],
    ['position-file: there is no such file', 'position-file: there is no such file.'],
    ['record-dir already contains a recording.', 'record-dir already contains a recording.'],
    ['archive-url is in S3', 'archive-url is in S3.'],
    ['well', 'Well.'],
  ] as const) {
    assert.equal(sentence(text), expected);
  }
});
