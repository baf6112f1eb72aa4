import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ApiResponse } from '../../../src/github/api.ts';
import { readPage } from '../../../src/source/read-page.ts';

const AT = Date.parse('2026-11-22T09:40:00Z');
const headers = { 'content-type': 'application/json; charset=utf-8', date: new Date(AT).toUTCString() };

function answer(body: string, extra: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status: 200, headers: { ...headers, ...extra }, body: Buffer.from(body) };
}

function why(response: ApiResponse, order: 'asc' | 'desc' = 'asc'): string {
  const reading = readPage(response, order);
  return reading.kind === 'no-page' ? reading.why : 'a page';
}

test('a page has its events as they were sent, the cursor after it and the time of the server', () => {
  const texts = ['{"@timestamp":1,"n":12345678901234567890}', '{"@timestamp":1.9}', '7', '{"@timestamp":"x"}'];
  const link = '<https://other.example/?after=QUJD%3D>; rel="next"';
  const reading = readPage(answer(`[${texts.join(', ')}]`, { link }), 'asc');
  assert.ok(reading.kind === 'page');
  assert.deepEqual(
    reading.page.elements.map(({ raw }) => raw.toString()),
    texts,
  );
  assert.deepEqual(
    reading.page.elements.map(({ ts }) => ts),
    [1, 1, undefined, undefined],
  );
  assert.deepEqual(reading.page.elements[2]?.parsed().value, 7);
  assert.equal(reading.page.next, 'QUJD=');
  assert.equal(reading.page.date, AT);
});

test('an empty list without a link is a page, and the end', () => {
  assert.deepEqual(readPage(answer('[]'), 'desc'), { kind: 'page', page: { elements: [], next: undefined, date: AT } });
});

test('an incomplete or malformed page is refused, with the reason', () => {
  assert.match(why(answer('<html>', { 'content-type': 'text/html' })), /type/);
  assert.match(why({ ...answer('[]'), headers: { date: headers.date } }), /type/);
  assert.match(why(answer('[]', { 'content-type': 'text/plain; x=application/json' })), /type/);
  assert.match(why({ ...answer('[]'), headers: { 'content-type': 'application/json' } }), /Date/);
  assert.match(why(answer('[]', { date: 'yesterday' })), /Date/);
  for (const body of ['', '[', '[{"a":1}', '[{"a":"', '[]]', 'null x', '<html>'])
    assert.match(why(answer(body)), /not JSON/);
  for (const body of ['{"total_count":0,"items":[]}', 'null', '""', '0']) assert.match(why(answer(body)), /not a list/);
  assert.match(why(answer('[]', { link: '<x' })), /Link/);
  assert.match(why(answer('[]', { link: '<https://api.github.com/x?page=2>; rel="next"' })), /Link/);
});

test('JSON has several names', () => {
  for (const type of ['application/json', 'Application/JSON;charset=utf-8', 'application/vnd.github+json']) {
    assert.equal(why(answer('[]', { 'content-type': type })), 'a page', type);
  }
});

test('only a body that was cut off can have been too large', () => {
  const cut = (response: ApiResponse) => {
    const reading = readPage(response, 'asc');
    return reading.kind === 'no-page' && reading.cut;
  };
  assert.equal(cut(answer('[{"a":1}')), true);
  assert.equal(cut(answer('{}')), false);
  assert.equal(cut(answer('[]', { date: '' })), false);
});

const list = (stamps: readonly unknown[]) => JSON.stringify(stamps.map((stamp) => ({ '@timestamp': stamp })));

test('events against the order are no page; equal ones and ones without a time are in order', () => {
  assert.equal(why(answer(list([1, 1, 2, null, 'x', 3]))), 'a page');
  assert.equal(why(answer(list([3, 2, 2, null, 1])), 'desc'), 'a page');
  assert.match(why(answer(list([1, 3, null, 2]))), /order/);
  assert.match(why(answer(list([3, 1, 2])), 'desc'), /order/);
});

test('a page is in order exactly when its times are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 6 }), fc.constantFrom('asc', 'desc'), (stamps, order) => {
      const sorted = stamps.toSorted((a, b) => (order === 'asc' ? a - b : b - a));
      assert.equal(why(answer(list(stamps)), order) === 'a page', JSON.stringify(sorted) === JSON.stringify(stamps));
    }),
  );
});

test('a time is a whole number of milliseconds that fits 48 bits, and the own field of an object', () => {
  const ts = (text: string) => {
    const reading = readPage(answer(`[${text}]`), 'asc');
    return reading.kind === 'page' ? reading.page.elements[0]?.ts : 'no page';
  };
  assert.equal(ts('{"@timestamp":281474976710655}'), 2 ** 48 - 1);
  assert.equal(ts('{"@timestamp":281474976710655.5}'), 2 ** 48 - 1);
  assert.equal(ts('{"@timestamp":0}'), 0);
  assert.ok(Object.is(ts('{"@timestamp":-0}'), 0));
  assert.equal(ts('{"@timestamp":1,"@timestamp":2}'), 2);
  for (const text of ['-1', '-0.5', '281474976710656', '1e400', '"1"', 'null', 'true', '[1]', '{}']) {
    assert.equal(ts(`{"@timestamp":${text}}`), undefined, text);
  }
  for (const text of ['null', '[]', '{}', '{"__proto__":{"@timestamp":1}}', '1'])
    assert.equal(ts(text), undefined, text);
});

test('one event of a million levels does not stop the list', () => {
  const deep = `{"x":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},"@timestamp":5}`;
  const reading = readPage(answer(`[${deep}]`), 'asc');
  assert.ok(
    reading.kind === 'page' &&
      reading.page.elements[0]?.raw.equals(Buffer.from(deep)) &&
      reading.page.elements[0].ts === 5,
  );
});
