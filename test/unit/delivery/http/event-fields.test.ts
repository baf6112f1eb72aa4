import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actionOf, feedOf } from '../../../../src/delivery/http/event-fields.ts';
import { eventOf } from './sink-events.ts';

const withRaw = (raw: string) => ({ ...eventOf(1), raw: Buffer.from(raw) });

test('the action is found where GitHub writes it, behind anything else, and never in part', () => {
  const other = fc.string({ unit: 'binary', maxLength: 400 }).filter((text) => text !== '__proto__');
  const action = fc.stringMatching(/^[a-z_]{1,20}(?:\.[a-z_]{1,20})?$/);
  fc.assert(
    fc.property(action, other, fc.boolean(), fc.nat(), (name, text, isFirst, ts) => {
      const usual = { '@timestamp': ts, _document_id: 'a-_9', action: name, text };
      const event = isFirst ? usual : { '@timestamp': ts, text, [`x${text}`]: [{ action: 'inner' }], action: name };
      assert.equal(actionOf(withRaw(JSON.stringify(event))), name);
    }),
  );
  const long = 'a'.repeat(300);
  assert.equal(actionOf(withRaw(`{"_document_id":"${long}","action":"git.push"}`)), 'git.push');
  assert.equal(actionOf(withRaw(`{"action":"${long}"}`)), 'unknown');
  for (const odd of ['[]', '{}', 'no json', '{"action":7}', '{"action":"two words"}']) {
    assert.equal(actionOf(withRaw(odd)), 'unknown');
  }
});

test('events of Git are those whose action says so', () => {
  assert.equal(feedOf(withRaw('{"action":"git.clone"}')), 'git');
  assert.equal(feedOf(withRaw('{"action":"github.x"}')), 'web');
});
