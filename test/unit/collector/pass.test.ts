import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginPass, identify, stampsOf, standsOn } from '../../../src/collector/pass.ts';
import { keyOfId } from '../../../src/dedupe/event-key.ts';
import { sharedIds } from '../../../src/dedupe/shared-ids.ts';
import type { PageElement } from '../../../src/source/page-element.ts';
import { pageElement } from './page-elements.ts';

const element = (ts: number | undefined, value: object = {}): PageElement =>
  pageElement(ts === undefined ? value : { '@timestamp': ts, ...value });
const page = (stamps: readonly (number | undefined)[]) => ({
  elements: stamps.map((ts) => element(ts)),
  next: undefined,
  date: 99,
});
const cursor = (ts: number) => Buffer.from(`${ts}|id`).toString('base64');
const net = { first: 0, later: 0, isNarrow: false };
const given = { opened: true, failures: 0, farthest: null, net, netCheck: undefined };
const begin = () => beginPass({ kind: 'filter' }, given);
const rules = (ts: number, shared: ReadonlySet<string> = new Set()) => ({
  ts,
  shared,
  dedupeId: ['_document_id'],
  redact: (raw: Buffer) => raw,
});

describe('an element without a timestamp', () => {
  it('has that of the next one that has one, at the end the time of the answer', () => {
    assert.deepEqual(stampsOf(page([1, undefined, undefined, 5, undefined])), [1, 5, 5, 5, 99]);
  });

  it('does not move the pass', () => {
    const pass = begin();
    identify(element(7), rules(7), pass);
    assert.equal(identify(element(undefined), rules(99), pass).wellFormed, false);
    assert.equal(pass.lastTs, 7);
  });
});

describe('the cursor after a page', () => {
  it('stands on its last event, or lower where the cursor says so', () => {
    assert.equal(standsOn(cursor(5), element(5), 5), 5);
    assert.equal(standsOn(cursor(4), element(5), 5), 4);
    assert.equal(standsOn(cursor(6), element(5), 5), 5);
    assert.equal(standsOn('opaque', element(5), 5), 5);
  });

  it('stands where it says after an element without a timestamp, and nobody knows where when it says nothing', () => {
    assert.equal(standsOn(cursor(6), element(undefined), 5), 6);
    assert.equal(standsOn('opaque', element(undefined), 5), undefined);
  });

  it('stands where the pass stood after an empty page', () => {
    assert.equal(standsOn('opaque', undefined, 5), 5);
    assert.equal(standsOn('opaque', undefined, null), undefined);
  });
});

describe('equal events without an id', () => {
  const clone = (ts: number) => element(ts, { action: 'git.clone' });
  const keys = (pass: ReturnType<typeof begin>, stamps: readonly number[]) =>
    stamps.map((ts) => identify(clone(ts), rules(ts), pass).key);

  it('are as many events as there are', () => {
    assert.equal(new Set(keys(begin(), [5, 5, 5])).size, 3);
  });

  it('have the same keys in every pass', () => {
    assert.deepEqual(keys(begin(), [5, 5, 6]), keys(begin(), [5, 5, 6]));
  });

  it('go on being counted where a position left off', () => {
    const [, second] = keys(begin(), [5, 5]);
    const first = begin();
    keys(first, [5]);
    const copies = Object.fromEntries(first.copies);
    const resumed = beginPass({ kind: 'position', ts: 5, after: 'x', copies }, given);
    assert.deepEqual(keys(resumed, [5]), [second]);
  });
});

describe('an id that two events have', () => {
  const named = (id: unknown, text: string, ts = 5) => element(ts, { _document_id: id, text });
  const keysOn = (pass: ReturnType<typeof begin>, elements: readonly PageElement[]) => {
    const shared = sharedIds(elements, ['_document_id']);
    return elements.map((each) => identify(each, rules(each.ts ?? 0, shared), pass).key);
  };

  it('identifies neither of them when a page shows both at one timestamp', () => {
    const [a, b] = keysOn(begin(), [named('x', 'a'), named('x', 'b')]);
    assert.notEqual(a, b);
    assert.ok(![a, b].includes(keyOfId('x')));
    assert.deepEqual(keysOn(begin(), [named('x', 'b'), named('x', 'a'), named('x', 'a')]), [b, a, a]);
  });

  it('does not identify the second where the border of two pages lies between them', () => {
    const pass = begin();
    const [first] = keysOn(pass, [named('x', 'a')]);
    const [second] = keysOn(pass, [named('x', 'b')]);
    assert.equal(first, keyOfId('x'));
    assert.notEqual(second, first);
  });

  it('is one event when the list shows the same text twice, or another text in another pass', () => {
    assert.equal(new Set(keysOn(begin(), [named('x', 'a'), named('x', 'a')])).size, 1);
    assert.deepEqual(keysOn(begin(), [named('x', 'a')]), keysOn(begin(), [named('x', 'changed')]));
  });

  it('is two when one is a number', () => {
    assert.equal(new Set(keysOn(begin(), [named(7, 'a'), named('7', 'a')])).size, 2);
  });
});
