/** Parts of a batch: one UTC day each, none above the limit, and all lines in their order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutByDay } from '../../../../src/delivery/archive/day-parts.ts';
import type { AuditEvent } from '../../../../src/model/event.ts';

const event = (ts: number, raw: string): AuditEvent => ({
  ts,
  id: undefined,
  key: '',
  raw: Buffer.from(raw),
  wellFormed: true,
});
const DAY = 86_400_000;

test('the last millisecond of a day and the first of the next are in two parts', () => {
  const midnight = Date.UTC(2026, 10, 28);
  const parts = [...cutByDay([event(midnight - 1, 'a'), event(midnight, 'b')], ({ raw }) => raw.toString())];
  assert.deepEqual(parts, [
    { day: '2026-11-27', lines: ['a'] },
    { day: '2026-11-28', lines: ['b'] },
  ]);
});

test('a time that no date of four digits can say goes with the last day', () => {
  const [part] = cutByDay([event(2 ** 48 - 1, 'a')], ({ raw }) => raw.toString());
  assert.equal(part?.day, '9999-12-31');
});

test('two parts of one day when it is larger than a part; a line alone can be larger', () => {
  const events = ['aaaa', 'bbbb', 'cccccccccccccccc', 'd'].map((raw) => event(0, raw));
  const parts = [...cutByDay(events, ({ raw }) => raw.toString(), 10)];
  assert.deepEqual(
    parts.map(({ lines }) => lines),
    [['aaaa', 'bbbb'], ['cccccccccccccccc'], ['d']],
  );
});

test('law: nothing is lost, added or moved; every part is of one day and within the limit', () => {
  const events = fc.array(fc.tuple(fc.nat(5 * DAY), fc.string()), { maxLength: 60 });
  fc.assert(
    fc.property(events, fc.integer({ min: 1, max: 60 }), fc.boolean(), (list, bytesMax, isDescending) => {
      const sorted = list.map(([ts, raw]) => event(ts, raw)).sort((a, b) => (isDescending ? b.ts - a.ts : a.ts - b.ts));
      const parts = [...cutByDay(sorted, ({ raw }) => raw.toString(), bytesMax)];
      assert.deepEqual(
        parts.flatMap(({ lines }) => lines),
        sorted.map(({ raw }) => raw.toString()),
      );
      let at = 0;
      for (const { day, lines } of parts) {
        const own = sorted.slice(at, at + lines.length);
        at += lines.length;
        assert.ok(own.every(({ ts }) => new Date(ts).toISOString().startsWith(day)));
        const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
        assert.ok(bytes <= bytesMax || lines.length === 1);
      }
    }),
  );
});
