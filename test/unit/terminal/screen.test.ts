/** What a terminal shows: lines that stay, and a bar below them that does not. */
import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { encodeLines } from '../../../src/delivery/line-file.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import type { ReadSoFar } from '../../../src/runtime/log.ts';
import { createEventStream } from '../../../src/terminal/event-stream.ts';
import { renderProgress } from '../../../src/terminal/progress-bar.ts';
import { createTerminalRunner } from '../../../src/terminal/terminal-runner.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const AT: ReadSoFar = { feed: 'web', sweep: 'tail', pages: 3, events: 250, upTo: NOW - 6 * 3_600_000, now: NOW };

test('the bar is as full as the time that is read', () => {
  assert.equal(
    renderProgress(AT, NOW - 24 * 3_600_000, 100),
    'web  [##################------]  75%  up to 2026-11-22T06:00Z, page 3, 250 new events',
  );
  assert.match(renderProgress(AT, AT.upTo, 100), /\[-{24}\] {3}0%/);
  assert.match(renderProgress({ ...AT, upTo: NOW + 5000 }, NOW - 1000, 100), /\[#{24}\] 100%/);
  assert.match(renderProgress({ ...AT, upTo: NOW }, NOW, 100), /100%/, 'nothing to read');
  assert.equal(renderProgress({ ...AT, sweep: 'deep' }, 0, 100), 'web  deep sweep, page 3, 250 new events');
});

test('it never fills the last column, where a terminal would begin a new line', () => {
  for (const columns of [0, 1, 20, 79]) assert.ok(renderProgress(AT, 0, columns).length <= Math.max(0, columns - 1));
});

function screen() {
  const written: string[] = [];
  return { written, columns: 80, write: (text: string) => written.push(text) };
}

/** What is left to see of what was written. */
function seen(written: readonly string[]): string {
  return written
    .join('')
    .split('\n')
    .map((line) => line.split('\r\u001b[K').at(-1))
    .join('\n');
}

test('lines stay above the bar, and the bar is gone at the end', () => {
  const at = screen();
  const runner = createTerminalRunner(at, { read: () => '', watched: true });
  runner.info('begin');
  runner.progress?.(AT);
  runner.warning('slow');
  assert.match(seen(at.written), /^begin\nwarning: slow\nweb {2}\[/);
  runner.setOutput('files', '/out/events.ndjson');
  runner.endGroup();
  runner.conclude();
  assert.equal(seen(at.written), 'begin\nwarning: slow\nFile: /out/events.ndjson\n');
  assert.equal(runner.failed, false);
});

test('where nobody watches there is no bar and no control character', () => {
  const at = screen();
  const runner = createTerminalRunner(at, { read: () => '', watched: false });
  assert.equal(runner.progress, undefined);
  runner.setFailed('it broke\ndo this');
  runner.conclude();
  assert.deepEqual(at.written, ['error: it broke\ndo this\n']);
  assert.equal(runner.failed, true);
});

test('events are taken when the stream has taken them, and not before', async () => {
  let release = () => {};
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      release = done;
    },
  });
  let isTaken = false;
  const taking = createEventStream(stream)(encodeLines(['{"a":1}'])).then(() => {
    isTaken = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isTaken, false);
  release();
  await taking;
});

test('a stream that is closed refuses this and every later line', async () => {
  const stream = new PassThrough();
  const take = createEventStream(stream);
  stream.resume();
  await take(encodeLines(['{"a":1}']));
  stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  await assert.rejects(take(encodeLines(['{"a":2}'])), DeliveryError);
  await assert.rejects(take(encodeLines(['{"a":3}'])), DeliveryError);
});
