import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, problemsOf } from '../input-values.ts';

test('a replay needs no token, uploads nothing and knows where its recording is', () => {
  const settings = parse({ 'replay-dir': 'rec', token: '' });
  assert.deepEqual(settings.recording, { kind: 'replay', dir: '/runner/workspace/rec' });
  assert.equal(settings.output.artifact, false);
  assert.deepEqual(settings.credentials, { kind: 'token', token: '' });
});

test('a recording can lie anywhere except in output-dir', () => {
  const out = '/runner/out';
  for (const dir of ['/runner/recording', '/runner/out-2', '/runner', '/runner/..out']) {
    assert.deepEqual(parse({ 'output-dir': out, 'record-dir': dir }).recording, { kind: 'record', dir });
  }
  for (const dir of [out, `${out}/recording`, `${out}/../out/x`]) {
    assert.match(
      problemsOf({ 'output-dir': out, 'record-dir': dir })[0] ?? '',
      /^record-dir: it is inside `output-dir`/,
    );
  }
});

test('a replay is refused together with anything that others would see', () => {
  assert.match(
    problemsOf({ 'replay-dir': 'a', 'heartbeat-url': 'https://ping.example.com/x' })[0] ?? '',
    /^replay-dir: a replay sends no heartbeat/,
  );
  assert.deepEqual(problemsOf({ 'replay-dir': 'a', 'record-dir': 'b' }), [
    'replay-dir: a replay cannot be recorded; remove `record-dir`',
  ]);
  assert.match(
    problemsOf({ 'replay-dir': 'a', sink: 'http', 'sink-url': 'https://siem.example.com/x' })[0] ?? '',
    /^replay-dir: a replay sends nothing to a `sink`/,
  );
});
