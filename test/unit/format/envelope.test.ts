import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventOf, eventWith, textFormat } from './arbitrary-event.ts';

const render = textFormat('envelope');

test('the envelope says when an event happened, where it was read, and how it is identified', () => {
  const event = eventWith({ action: 'repo.create' });
  assert.deepEqual(JSON.parse(render(event)), {
    ts: '2026-11-22T12:00:00.000Z',
    source: 'https://github.com/octo-org',
    endpoint: 'https://api.github.com/orgs/octo-org/audit-log',
    event: JSON.parse(event.raw.toString()) as unknown,
    meta: { id: 'IMthKE4mTHk23OYcR2N2bA', key: event.key, feed: 'web' },
  });
});

test('an event without an id has none, and Git events are of their own feed', () => {
  const event = eventOf('{"action":"git.clone","n":9007199254740993}');
  const { meta } = JSON.parse(render(event)) as { readonly meta: unknown };
  assert.deepEqual(meta, { key: event.key, feed: 'git' });
  assert.ok(render(event).includes('"event":{"action":"git.clone","n":9007199254740993},'));
});

test('an enterprise, on a server of its own', () => {
  const server = textFormat('envelope', {
    source: 'https://git.octo.example',
    apiUrl: 'https://git.octo.example/api/v3/',
    target: { kind: 'enterprise', name: 'octo corp' },
  });
  const { source, endpoint } = JSON.parse(server(eventOf('{}'))) as Readonly<Record<string, unknown>>;
  assert.deepEqual(
    [source, endpoint],
    [
      'https://git.octo.example/enterprises/octo%20corp',
      'https://git.octo.example/api/v3/enterprises/octo%20corp/audit-log',
    ],
  );
});
