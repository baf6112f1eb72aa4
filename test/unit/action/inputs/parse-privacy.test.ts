import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, problemsOf } from '../input-values.ts';

const KEY = 'a secret of thirty-two characters';

test('fields stand one per line or separated by commas, and a repeated one counts once', () => {
  const { privacy } = parse({
    'drop-fields': 'actor_ip, actor_location.country_code\nactor_ip',
    'pseudonymize-fields': 'actor\n\n  user  ',
    'pseudonym-key': KEY,
  });
  assert.deepEqual(privacy, {
    droppedFields: ['actor_ip', 'actor_location.country_code'],
    pseudonyms: { fields: ['actor', 'user'], key: KEY },
  });
  assert.deepEqual(parse({ 'drop-fields': 'näme.@x' }).privacy, { droppedFields: ['näme.@x'], pseudonyms: undefined });
});

test('time, action and id stay, whatever the id is', () => {
  const refused = (name: 'drop-fields' | 'pseudonymize-fields', value: string, more = {}) =>
    problemsOf({ [name]: value, ...more })[0] ?? '';
  for (const field of ['@timestamp', 'action', '_document_id']) {
    assert.match(refused('drop-fields', `actor,${field}`), new RegExp(`^drop-fields: .*\`${field}\` is needed`));
    assert.match(refused('pseudonymize-fields', field, { 'pseudonym-key': KEY }), /^pseudonymize-fields: .* is needed/);
  }
  const nested = { 'dedupe-id': 'data.key.id' };
  for (const field of ['data.key.id', 'data.key', 'data'])
    assert.match(refused('drop-fields', field, nested), /is needed/);
  assert.deepEqual(problemsOf({ ...nested, 'drop-fields': 'data.key.idea,_document_id,key' }), []);
});

test('a path without a name in it is none', () => {
  for (const value of ['.', 'a..b', '.a', 'a.', ',', 'a,,.', 'a\u0000b']) {
    assert.match(problemsOf({ 'drop-fields': value })[0] ?? '', /^drop-fields: .*it accepts paths of fields/);
  }
});

test('pseudonyms and their key need each other, and the key is never shown', () => {
  assert.match(problemsOf({ 'pseudonymize-fields': 'actor' })[0] ?? '', /^pseudonym-key: .*32 characters/);
  assert.match(problemsOf({ 'pseudonym-key': KEY })[0] ?? '', /^pseudonym-key: it has no effect without fields/);
  const short = problemsOf({ 'pseudonymize-fields': 'actor', 'pseudonym-key': 'canary-short-key' });
  assert.match(short[0] ?? '', /^pseudonym-key: got a value that is not shown; it accepts from 32/);
  assert.ok(!short.join('').includes('canary'));
});

test('a field cannot be both left out and replaced', () => {
  const both = { 'drop-fields': 'actor', 'pseudonymize-fields': 'actor', 'pseudonym-key': KEY };
  assert.deepEqual(problemsOf(both), ['pseudonymize-fields: `actor` stands in `drop-fields` as well']);
});
