import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseInstant, parsePhrase, renderPhrase } from '../../../src/source/phrase.ts';

const JAN_31 = Date.UTC(2026, 0, 31);

test('a phrase without created: stays as it is, but for blanks around its words', () => {
  assert.deepEqual(parsePhrase(''), { phrase: '' });
  assert.deepEqual(parsePhrase('  action:git.push \n actor:"Mona  Lisa" '), {
    phrase: 'action:git.push actor:"Mona  Lisa"',
  });
});

test('one created:>= is taken out as the start', () => {
  const since = JAN_31 + 10 * 3_600_000;
  assert.deepEqual(parsePhrase('created:>=2026-01-31'), { phrase: '', since: JAN_31 });
  for (const instant of ['2026-01-31T10:00:00Z', '2026-01-31T11:00:00+01:00', '2026-01-31T05:30-04:30']) {
    const parsed = parsePhrase(`action:repo created:>=${instant} -actor:x`);
    assert.deepEqual(parsed, { phrase: 'action:repo -actor:x', since }, instant);
  }
  assert.deepEqual(parsePhrase('Created:>=2026-01-31 a:b'), { phrase: 'a:b', since: JAN_31 });
});

test('one range is taken out as start and end, both ends included as GitHub does', () => {
  const DAY = 86_400_000;
  assert.deepEqual(parsePhrase('a:b created:2026-01-31..2026-01-31'), {
    phrase: 'a:b',
    since: JAN_31,
    until: JAN_31 + DAY,
  });
  assert.deepEqual(parsePhrase('created:2026-01-31T00:00:00Z..2026-01-31T00:00:00.5Z'), {
    phrase: '',
    since: JAN_31,
    until: JAN_31 + 1000,
  });
  assert.deepEqual(parsePhrase('created:2026-01-31T01:00:00+01:00..2026-02-01'), {
    phrase: '',
    since: JAN_31,
    until: JAN_31 + 2 * DAY,
  });
});

test('any other created: is a problem', () => {
  const refused = [
    'created:2026-01-31',
    'created:>2026-01-31',
    'created:<=2026-01-31',
    'created:=>2026-01-31',
    'created:2026-01-01..*',
    'created:*..2026-01-31',
    'created:2026-01-01..2026-02-30',
    'created:2026-02-01..2026-01-31',
    'created:2026-01-01..2026-01-31..2026-02-01',
    'created:2026-01-01..2026-01-31 created:>=2026-01-01',
    '-created:2026-01-01..2026-01-31',
    'created:>= 2026-01-31',
    '-created:>=2026-01-31',
    'created:>=2026-01-31 created:<=2026-02-01',
    'created:>=2026-01-31 created:>=2026-01-31',
    'action:x+created:>=2026-01-31',
    'action:x%20created:>=2026-01-31',
    '(created:>=2026-01-31)',
    'action:"x"created:2026-01-31',
    'created:>="2026-01-31"',
    'created:>=2026-02-30',
    'created:>=2026-01-31T10:00:00+0000',
    'created:>=2026-01-31T25:00:00Z',
    'created:>=',
  ];
  for (const text of refused) {
    const parsed = parsePhrase(text);
    assert.ok(typeof parsed === 'string' && parsed.startsWith('which '), text);
  }
});

test('created: inside quotes or at the end of another key is not ours', () => {
  for (const text of [
    'note:"created:2020"',
    '"a created:>=2026-01-31 b"',
    'x.created:1',
    'was_created:1',
    'uncreated:1',
  ]) {
    assert.deepEqual(parsePhrase(text), { phrase: text });
  }
});

test('quotes that hide where they end are a problem', () => {
  for (const text of ['"', 'note:"a created:2020', 'a:"x" "', 'note:"a\\" created:<2020 \\"b"']) {
    assert.equal(typeof parsePhrase(text), 'string', text);
  }
});

test('a problem quotes nothing of the input', () => {
  for (const text of [
    'created:ghp_secret',
    'created:>=ghp_secret',
    '"ghp_secret',
    'created:>=2026-01-31 created:ghp_secret',
  ]) {
    assert.doesNotMatch(String(parsePhrase(text)), /ghp_secret/);
  }
});

test('no phrase that is accepted limits the time', () => {
  const piece = fc.constantFrom(
    'created:',
    '>=2026-01-31',
    '"',
    ' ',
    '-',
    '+',
    'a:b',
    'CREATED:',
    '..',
    '\\',
    '\n',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const parsed = parsePhrase(pieces.join(''));
      if (typeof parsed === 'string') return;
      const unquoted = parsed.phrase.replaceAll(/"[^"]*"/g, '""');
      assert.doesNotMatch(unquoted, /(?<![a-z_.])created:/i);
      assert.doesNotMatch(unquoted.replaceAll('""', ''), /"/);
      // Nothing is left to take out, so what is rendered has exactly the created: that is added.
      assert.deepEqual(parsePhrase(parsed.phrase), { phrase: parsed.phrase });
      assert.deepEqual(parsePhrase(renderPhrase(parsed.phrase, JAN_31)), { phrase: parsed.phrase, since: JAN_31 });
    }),
    { numRuns: 2000 },
  );
});

test('what is rendered is floored to the second and reads back', () => {
  assert.equal(renderPhrase('', undefined), '');
  assert.equal(renderPhrase('a:b', undefined), 'a:b');
  assert.equal(renderPhrase('', JAN_31 + 999), 'created:>=2026-01-31T00:00:00Z');
  assert.equal(renderPhrase('a:b', JAN_31 + 1000), 'a:b created:>=2026-01-31T00:00:01Z');
  assert.equal(renderPhrase('', Number.NEGATIVE_INFINITY), 'created:>=1970-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
      assert.deepEqual(parsePhrase(renderPhrase('a:b', at)), { phrase: 'a:b', since: at - (at % 1000) });
    }),
  );
});

test('an instant is a date or a date-time that the calendar has', () => {
  assert.equal(parseInstant('2026-01-31T00:00:00.1234Z'), JAN_31 + 123);
  assert.equal(parseInstant('2026-01-31T00:00'), JAN_31);
  assert.equal(parseInstant('2024-02-29'), Date.UTC(2024, 1, 29));
  for (const text of [
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '26-01-31',
    '2026-01-31T',
    '1969-12-31',
    '7d',
  ]) {
    assert.equal(parseInstant(text), undefined, text);
  }
  assert.equal(parseInstant('2026-01-31T23:59:60Z'), undefined);
  assert.equal(parseInstant('2026-01-31T00:00:00+15:00'), undefined);
});

test('every instant that a Date can print is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), fc.integer({ min: -840, max: 840 }), (at, zone) => {
      const local = new Date(at + zone * 60_000).toISOString();
      if (!/^\d{4}-/.test(local)) return;
      const [hours, minutes] = [Math.floor(Math.abs(zone) / 60), Math.abs(zone) % 60].map((n) =>
        String(n).padStart(2, '0'),
      );
      assert.equal(parseInstant(local.replace('Z', `${zone < 0 ? '-' : '+'}${hours}:${minutes}`)), at);
    }),
  );
});
