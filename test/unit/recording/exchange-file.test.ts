import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Exchange, parseExchange, renderExchange, renderRequest } from '../../../src/recording/exchange-file.ts';

const headerName = fc.stringMatching(/^x-[a-z]{1,10}$/);
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);
const plain = { noNullPrototype: true } as const;
const anyOutcome: fc.Arbitrary<Exchange['outcome']> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('answered' as const),
      response: fc.record(
        {
          status: fc.integer({ min: 100, max: 599 }),
          headers: fc.dictionary(headerName, headerValue, plain),
          body: fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
        },
        plain,
      ),
    },
    plain,
  ),
  fc.record(
    {
      kind: fc.constant('failed' as const),
      name: fc.stringMatching(/^[A-Za-z]{1,20}$/),
      codes: fc.array(fc.stringMatching(/^[A-Z0-9_]{1,20}$/)),
    },
    plain,
  ),
);
const anyExchange: fc.Arbitrary<Exchange> = fc
  .record({ query: fc.dictionary(fc.string(), fc.string()), at: fc.nat(), took: fc.nat(), outcome: anyOutcome })
  .map(({ query, at, took, outcome }) => ({
    request: renderRequest({ path: '/orgs/acme/audit-log', query }),
    requestedAt: at,
    endedAt: at + took,
    outcome,
  }));

test('a written exchange is read back unchanged, bodies byte for byte', () => {
  fc.assert(
    fc.property(anyExchange, (exchange) => {
      assert.deepEqual(parseExchange(renderExchange(exchange)), exchange);
    }),
  );
});

test('a file that was cut or changed anywhere is no exchange', () => {
  fc.assert(
    fc.property(anyExchange, fc.nat(), (exchange, at) => {
      const text = renderExchange(exchange);
      const place = at % text.length;
      assert.equal(parseExchange(text.slice(0, place)), undefined, 'cut');
      const changed = `${text.slice(0, place)}${text[place] === 'x' ? 'y' : 'x'}${text.slice(place + 1)}`;
      // A change of the digest's own name takes it away; what it covered is as it was.
      const parsed = parseExchange(changed);
      if (parsed !== undefined) assert.deepEqual(parsed, exchange);
    }),
  );
});

test('who edits a recording by hand takes the digest out', () => {
  const exchange: Exchange = {
    request: '/orgs/acme/audit-log?include=web',
    requestedAt: 0,
    endedAt: 1,
    outcome: { kind: 'answered', response: { status: 200, headers: { date: 'x' }, body: Buffer.from('[1]') } },
  };
  const edited = renderExchange(exchange).replace('[1]', '[2]');
  assert.equal(parseExchange(edited), undefined);
  const { outcome } = parseExchange(edited.replace(/^sha256: .*\n/m, '')) ?? {};
  assert.equal(outcome?.kind === 'answered' ? outcome.response.body.toString() : undefined, '[2]');
});

test('the order of parameters is not part of a request', () => {
  const path = '/orgs/acme/audit-log';
  assert.equal(
    renderRequest({ path, query: { order: 'asc', include: 'web' } }),
    renderRequest({ path, query: { include: 'web', order: 'asc' } }),
  );
  assert.equal(renderRequest({ path, query: {} }), path);
});
