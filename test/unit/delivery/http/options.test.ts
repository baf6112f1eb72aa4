import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ANY_TEXT, BOOLEAN, choice, type OptionRows, readOptions } from '../../../../src/delivery/http/options.ts';
import { PRESETS, presetOf } from '../../../../src/delivery/http/registry.ts';
import { SINK_NAMES } from '../../../../src/model/sink-name.ts';

const ROWS = {
  index: { kind: ANY_TEXT, help: '' },
  gzip: { kind: BOOLEAN, default: true, help: '' },
  form: { kind: choice('a', 'b'), default: 'a', help: '' },
  size: { kind: { type: 'count', min: 1, max: 9 }, default: 3, help: '' },
  age: { kind: { type: 'duration', minMs: 1000, maxMs: 3_600_000 }, default: 60_000, help: '' },
  labels: { kind: { type: 'map', keys: /^[a-z]+$/, accepts: 'names and texts' }, default: {}, help: '' },
} as const satisfies OptionRows;

const complaintsOf = (given: Readonly<Record<string, unknown>>) => {
  const reading = readOptions(ROWS, given);
  return reading.kind === 'wrong' ? reading.complaints.join('\n') : '';
};

test('an option that is not given has its default, or is absent', () => {
  assert.deepEqual(readOptions(ROWS, {}), {
    kind: 'read',
    options: { index: undefined, gzip: true, form: 'a', size: 3, age: 60_000, labels: {} },
  });
  assert.deepEqual(readOptions(ROWS, { index: null, gzip: null }), readOptions(ROWS, {}));
});

test('a given option arrives, even as a number where text is meant', () => {
  const given = { index: 2026, gzip: false, form: 'b', size: 9, age: '1h', labels: { env: 'prod', team: 7 } };
  assert.deepEqual(readOptions(ROWS, given), {
    kind: 'read',
    options: { ...given, index: '2026', age: 3_600_000, labels: { env: 'prod', team: '7' } },
  });
});

test('an unknown option is refused, with a list of those that exist', () => {
  assert.equal(
    complaintsOf({ indx: 'a' }),
    '`indx` is not an option of this preset; its options are `index`, `gzip`, `form`, `size`, `age` and `labels`',
  );
  for (const name of ['toString', '__proto__x', 'constructor'])
    assert.match(complaintsOf({ [name]: 1 }), /is not an option/);
  assert.match(complaintsOf({ 'a\n::error::': 1 }), /a name with unusual characters/);
});

test('a value of the wrong kind is refused and never shown', () => {
  for (const given of [
    { index: ['canary'] },
    { index: 'canary\nx' },
    { index: { canary: 1 } },
    { gzip: 'canary' },
    { form: 'canary' },
    { size: 0 },
    { size: 1.5 },
    { size: '3' },
    { age: '2h' },
    { age: 60 },
    { labels: ['canary'] },
    { labels: { Canary: 'x' } },
    { labels: { env: { canary: 1 } } },
    { labels: { env: 'a\nb' } },
  ]) {
    const complaints = complaintsOf(given);
    assert.match(complaints, /^`(index|gzip|form|size|age|labels)` accepts /, JSON.stringify(given));
    assert.doesNotMatch(complaints, /canary/i);
  }
});

test('whatever a user writes, every preset answers with options or with complaints', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SINK_NAMES),
      fc.dictionary(fc.string(), fc.anything()),
      fc.string(),
      (name, given, token) => {
        const known = Object.keys(presetOf(name).options);
        const mixed = Object.fromEntries(Object.entries(given).map(([key, value], at) => [known[at] ?? key, value]));
        for (const complaint of presetOf(name).check(mixed, { token, format: 'raw', url: undefined }))
          assert.doesNotMatch(complaint, /\n/);
      },
    ),
  );
});

test('every option has a description, and its default is a value that it accepts', () => {
  for (const preset of Object.values(PRESETS)) {
    for (const [name, row] of Object.entries(preset.options)) {
      assert.match(row.help, /[.]$/, `${preset.name} ${name}`);
      if (row.default === undefined || row.kind.type === 'duration') continue;
      const reading = readOptions({ [name]: { kind: row.kind, help: '' } }, { [name]: row.default });
      assert.equal(reading.kind, 'read', `${preset.name} ${name}`);
    }
  }
});

test('a URL without a path gets the one of the preset, any other path and query stay', () => {
  const url = (name: keyof typeof PRESETS, given: string | undefined, options = {}) =>
    presetOf(name).resolveUrl(options, { url: given, format: 'raw' });
  assert.equal(url('splunk-hec', 'https://s.example:8088'), 'https://s.example:8088/services/collector/event');
  assert.equal(url('splunk-hec', 'https://s.example/hec/'), 'https://s.example/hec/');
  assert.equal(url('elastic', 'https://e.example/?a=b', { pipeline: 'p' }), 'https://e.example/_bulk?a=b&pipeline=p');
  assert.equal(url('http', 'https://h.example'), 'https://h.example/');
  assert.equal(url('http', 'https://h.example/insert?_msg=a%20b'), 'https://h.example/insert?_msg=a%20b');
  assert.equal(
    url('datadog', undefined, { site: 'us5.datadoghq.com' }),
    'https://http-intake.logs.us5.datadoghq.com/api/v2/logs',
  );
  assert.equal(url('loki', 'https://l.example/otlp/x'), 'https://l.example/otlp/x');
});
