/** CloudEvents: the rules that the specification has for attributes, for any event. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arbitraryEvent, eventOf, eventWith, textFormat } from './arbitrary-event.ts';

const render = textFormat('cloudevents');

type Attributes = Readonly<Record<string, unknown>>;
const parsed = (line: string) => JSON.parse(line) as Attributes;

test('an event with every attribute that it needs', () => {
  const event = eventWith({ action: 'repo.create' });
  assert.deepEqual(parsed(render(event)), {
    specversion: '1.0',
    id: 'IMthKE4mTHk23OYcR2N2bA',
    source: 'https://github.com/octo-org',
    type: 'com.github.audit.repo.create',
    time: '2026-11-22T12:00:00.000Z',
    datacontenttype: 'application/json',
    data: JSON.parse(event.raw.toString()) as unknown,
  });
});

test('attributes hold before the specification, for any event', () => {
  fc.assert(
    fc.property(arbitraryEvent, (event) => {
      const { data: _, ...attributes } = parsed(render(event));
      for (const [name, value] of Object.entries(attributes)) {
        assert.match(name, /^[a-z0-9]{1,20}$/);
        assert.ok(typeof value === 'string' && value !== '' && value.isWellFormed(), name);
        assert.doesNotMatch(value, /[\p{Cc}\p{Noncharacter_Code_Point}]/u, name);
      }
      for (const name of ['id', 'source', 'specversion', 'type']) assert.ok(name in attributes, name);
      assert.match(String(attributes['type']), /^com\.github\.audit(\.[\w-]+)*$/);
      assert.ok(attributes['time'] === undefined || /^\d{4}-\d\d-\d\dT/.test(String(attributes['time'])));
    }),
    { numRuns: 1000 },
  );
});

test('the key replaces an id that no attribute can hold, and a missing id', () => {
  for (const raw of ['{"_document_id":"a\\u0007b"}', '{"_document_id":"half \\ud83d"}', '{}']) {
    const event = eventOf(raw);
    assert.equal(parsed(render(event))['id'], event.key);
  }
});

test('a malformed action is not part of the type', () => {
  for (const action of [null, 7, '', 'a b', '.', 'a..b', 'x\n']) {
    assert.equal(parsed(render(eventWith({ action })))['type'], 'com.github.audit');
  }
});
