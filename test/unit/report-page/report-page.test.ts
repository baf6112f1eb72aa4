/** The rows of a report within their limits, its facts, and its fields in every format. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createFormat } from '../../../src/format/format.ts';
import { FORMATS } from '../../../src/model/format-name.ts';
import { type PageFacts, renderPage } from '../../../src/report-page/render-page.ts';
import { readFields } from '../../../src/report-page/report-fields.ts';
import { fieldsOfLine } from '../../../src/report-page/report-lines.ts';
import { ReportRows } from '../../../src/report-page/report-rows.ts';
import { eventWith, ORIGIN } from '../format/arbitrary-event.ts';

function rowsOf(count: number, limits?: ConstructorParameters<typeof ReportRows>[0]): ReportRows {
  const rows = new ReportRows(limits);
  for (let ts = 0; ts < count; ts += 1) {
    const raw = JSON.stringify({ action: ts === 0 ? 'repo.destroy' : 'hook.create', actor: `actor-${ts % 7}` });
    rows.add({ ts, fields: readFields(raw), line: raw });
  }
  return rows;
}

const linesOf = (rows: ReportRows) => rows.chunks().flatMap((chunk) => gunzipSync(chunk).toString().split('\n'));

test('rows and lines are the events in their order', () => {
  const rows = rowsOf(2_500);
  const { times, columns, notable } = rows.data();
  assert.deepEqual([times.length, times[0], times.at(-1), rows.leftOut], [2_500, 0, 2_499, 0]);
  assert.deepEqual(columns.action.texts, ['repo.destroy', 'hook.create']);
  assert.equal(columns.actor.texts[columns.actor.rows[9] ?? 0], 'actor-2');
  assert.equal(linesOf(rows).length, 2_500);
  assert.equal(notable['hook-changed']?.length, 2_499);
});

test('beyond the limits the oldest events give way, and nothing points at them any more', () => {
  for (const rows of [
    rowsOf(5_500, { rowsMax: 2_000, bytesMax: 1e9 }),
    rowsOf(5_500, { rowsMax: 1e9, bytesMax: 700 }),
  ]) {
    const { times, notable } = rows.data();
    assert.ok(rows.leftOut >= 1_000 && rows.leftOut + times.length === 5_500, `${rows.leftOut} of 5,500 left out`);
    assert.equal(times[0], rows.leftOut);
    assert.equal(linesOf(rows).length, times.length);
    assert.ok(notable['hook-changed']?.every((row) => row >= 0 && row < times.length));
  }
});

test('the page forbids everything that it does not bring, and shows nothing of an event in its source', () => {
  const rows = new ReportRows();
  const raw = JSON.stringify({ action: 'canary.action', actor: '</script><b>canary' });
  rows.add({ ts: 1, fields: readFields(raw), line: raw });
  const facts: PageFacts = {
    target: 'organization <b>canary</b>',
    host: 'h',
    mode: 'pull',
    createdAt: '2026-11-22T12:00:00.000Z',
    run: undefined,
    from: undefined,
    to: undefined,
    phrase: '</script>canary',
    isComplete: false,
    gaps: [],
    deadLetters: 0,
    duplicates: 0,
    manifests: [],
  };
  const html = renderPage(facts, rows, { script: 'script()', style: 'style{}' });
  assert.ok(!html.includes('canary'));
  assert.match(
    html,
    /content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"/,
  );
  assert.equal(html.match(/<script/g)?.length, 3);
});

test('the fields of a line are found in every format', () => {
  const event = eventWith({
    ...{ action: 'repo.create', actor: 'mona', actor_ip: '192.0.2.1', actor_location: { country_code: 'IS' } },
    ...{ repo: 'acme/a', org: 'acme' },
  });
  for (const format of FORMATS) {
    const { action, actor, repo, country, ip, feed } = fieldsOfLine(
      createFormat(format, ORIGIN)(event).toString(),
      format,
    );
    assert.deepEqual(
      { action, actor, repo, country, ip, feed },
      { action: 'repo.create', actor: 'mona', repo: 'acme/a', country: 'IS', ip: '192.0.2.1', feed: 'web' },
      format,
    );
    assert.equal(fieldsOfLine('no json', format).action, '');
  }
});
