import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSecrets } from '../../../../src/action/inputs/secrets.ts';
import { readHeaderLines } from '../../../../src/action/inputs/sink-headers.ts';
import { type GivenInputs, parse, problemsOf, readerOf } from '../input-values.ts';

const HTTP: GivenInputs = { sink: 'http', 'sink-url': 'https://siem.example/in' };
const HEC: GivenInputs = { sink: 'splunk-hec', 'sink-url': 'https://s.example', 'sink-token': 'abcd-efgh' };

test('without a sink there is none', () => assert.equal(parse({}).sink, undefined));

test('every given input arrives', () => {
  const { sink } = parse({
    sink: 'loki',
    'sink-url': 'http://127.0.0.1:3100',
    'sink-token': 'user:password',
    'sink-headers': 'X-Team: security\n\nX-Other:a: b ',
    'sink-options': 'labels:\n  env: prod\ntenant: t1',
    'sink-batch-events': '7',
    'sink-batch-bytes': '1000',
    'sink-timeout': '90s',
    'sink-gzip': 'false',
    'sink-on-not-accepted': 'warn',
  });
  assert.deepEqual(sink, {
    preset: 'loki',
    url: 'http://127.0.0.1:3100',
    token: 'user:password',
    headers: { 'x-team': 'security', 'x-other': 'a: b' },
    options: { labels: { env: 'prod' }, tenant: 't1' },
    batchEvents: 7,
    batchBytes: 1000,
    timeoutMs: 90_000,
    gzip: false,
    onNotAccepted: 'warn',
  });
});

test('an input that is not given is left to the preset', () => {
  const { sink } = parse({ sink: 'datadog', 'sink-token': '0123456789abcdef' });
  assert.deepEqual(
    [sink?.url, sink?.batchEvents, sink?.batchBytes, sink?.gzip, sink?.timeoutMs],
    [undefined, undefined, undefined, undefined, 60_000],
  );
});

const REFUSED: readonly (readonly [GivenInputs, RegExp])[] = [
  [{ sink: 'kafka' }, /^sink: got "kafka"; it accepts `none`, `http`, .*or `otlp`/],
  [{ 'sink-url': 'https://siem.example' }, /^sink-url: it has no effect without a sink/],
  [{ 'sink-options': 'index: a' }, /^sink-options: it has no effect without a sink/],
  [{ sink: 'http' }, /^sink-url: is empty: for `http` it accepts the URL/],
  [{ ...HTTP, 'sink-url': 'siem.example' }, /^sink-url: got a value that is not shown; it accepts a complete URL/],
  [{ ...HTTP, 'sink-url': 'http://siem.example' }, /over plain http/],
  [{ ...HTTP, 'sink-url': 'http://127.0.0.1.example' }, /over plain http/],
  [{ ...HTTP, 'sink-url': 'https://user:canary@siem.example' }, /no user and no password/],
  [{ ...HTTP, 'sink-url': 'https://siem.example/#canary' }, /no `#…`/],
  [{ ...HTTP, 'sink-url': 'ftp://siem.example/' }, /begins with `https:\/\/`/],
  [{ ...HEC, 'sink-token': '' }, /^sink-token: is empty: for `splunk-hec` it accepts the token of the HTTP Event/],
  [{ ...HTTP, 'sink-token': 'two\nlines-canary' }, /^sink-token: got a value that is not shown; it accepts/],
  [{ ...HTTP, 'sink-headers': 'no header canary' }, /^sink-headers: .*not shown: line 1 is not `Name: value`/],
  [
    { ...HTTP, 'sink-headers': 'A: canary\nContent-Type: canary' },
    /`content-type` is set by the action for each request/,
  ],
  [{ ...HTTP, 'sink-headers': 'A: canary\na: canary' }, /`a` is set twice/],
  [{ ...HTTP, 'sink-headers': 'A: canary\r\n\tB' }, /line 2 is no/],
  [{ ...HTTP, 'sink-options': 'a: [canary' }, /^sink-options: got "a: \[canary", which is not valid YAML: line 1/],
  [{ ...HTTP, 'sink-options': '- a' }, /it accepts names and values/],
  [{ ...HTTP, 'sink-options': 'a: &x {b: 1}\nc: *x' }, /it accepts names and values/],
  [{ ...HTTP, 'sink-options': 'index: a' }, /`index` is not an option of this preset; its options are `framing`, /],
  [{ ...HTTP, 'sink-options': 'signature: hmac-sha256' }, /`signature` needs the secret in `sink-token`/],
  [
    {
      ...HTTP,
      'sink-token': `whsec_${'A'.repeat(43)}=`,
      'sink-options': 'signature: standard-webhooks\nframing: ndjson',
    },
    /accepts JSON only/,
  ],
  [
    { ...HTTP, 'sink-token': 'whsec_short', 'sink-options': 'signature: standard-webhooks' },
    /expects a secret of `whsec_`/,
  ],
  [{ ...HTTP, 'sink-batch-events': '0' }, /^sink-batch-events: /],
  [{ ...HTTP, 'sink-timeout': '0s' }, /^sink-timeout: /],
  [{ ...HTTP, 'sink-gzip': 'yes' }, /^sink-gzip: /],
  [{ 'ca-certificates': 'canary' }, /^ca-certificates: got "canary"; it accepts one or more certificates/],
];

for (const [given, expected] of REFUSED) {
  test(`refused, alone: ${JSON.stringify(given).slice(0, 100)}`, () => {
    const [problem, ...others] = problemsOf(given);
    assert.deepEqual(others, []);
    assert.match(problem ?? 'no problem at all', expected);
    if (!('ca-certificates' in given) && !String(given['sink-options']).includes('canary')) {
      assert.doesNotMatch(problem ?? '', /canary/);
    }
  });
}

test('each missing input that sentinel requires is named', () => {
  const problems = problemsOf({ sink: 'sentinel', 'sink-url': 'https://dce.example' });
  assert.deepEqual(
    problems.map((problem) => /`([\w-]+)` is missing/.exec(problem)?.[1]),
    ['dcr', 'tenant', 'client-id'],
  );
});

test('whatever stands in the headers: lines are read or refused, and what is read cannot break a request', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const line of readHeaderLines(text)) {
        if (line === undefined) continue;
        assert.doesNotThrow(() => new Headers({ [line.name]: line.value }));
        assert.doesNotMatch(`${line.name}${line.value}`, /[\r\n\0]/);
      }
    }),
  );
});

test('the token, its password, the address, and every value of a header are secrets', () => {
  const secrets = readSecrets(
    readerOf({
      sink: 'loki',
      'sink-url': 'https://siem.example/secret-path',
      'sink-token': 'user:pass-word-1',
      'sink-headers': 'Authorization: Bearer header-token-1\nX-Key: key-2-key-2',
    }),
  );
  for (const secret of [
    'user:pass-word-1',
    'pass-word-1',
    'https://siem.example/secret-path',
    'header-token-1',
    'key-2-key-2',
  ]) {
    assert.ok(secrets.includes(secret), secret);
  }
});
