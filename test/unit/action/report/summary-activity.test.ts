/** What the job summary answers at a glance, and what it says about the events. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSummary, type SummaryFrame } from '../../../../src/action/report/summary.ts';
import type { Report } from '../../../../src/collector/report.ts';
import { reportOf } from '../report-of.ts';

const FRAME: SummaryFrame = {
  target: { kind: 'organization', name: 'acme' },
  runUrl: undefined,
  redact: (text) => text,
  namesActions: false,
};

const summaryOf = (changes: Partial<Report>) => renderSummary(reportOf(changes), FRAME);

test('the first figures say whether the run caught up, how far it is behind, and since when', () => {
  const { web, git } = reportOf().feeds;
  assert.ok(web !== undefined && git !== undefined);
  const tableOf = (changes: Partial<Report>) => summaryOf(changes).slice(summaryOf(changes).indexOf('| Caught up'));
  assert.match(tableOf({}), /^\| Caught up \| yes \|\n/);
  const stopped = { caughtUp: false, stopReason: 'max-pages' } as const;
  const behind = { ...web, caughtUp: false };
  const since = tableOf({ ...stopped, feeds: { web: behind, git } });
  assert.ok(since.startsWith('| Caught up | no, last on 22 Nov, 09:41 UTC |\n| Behind | 12 min |\n'), since);
  const never = tableOf({ ...stopped, feeds: { web: behind, git: { ...git, caughtUp: false } } });
  assert.ok(never.startsWith('| Caught up | no, not yet |'), never);
  assert.ok(tableOf({ ...stopped, feeds: {} }).startsWith('| Caught up | no |'));
});

test('events over time are a chart, with its table folded below', () => {
  const summary = summaryOf({});
  const chart = summary.slice(summary.indexOf('```mermaid'), summary.lastIndexOf('```'));
  assert.ok(chart.includes('\n  x-axis "Hours since 21 Nov 2026, 00:00 UTC" 0 --> 24\n'), chart);
  assert.ok(chart.includes('\n  y-axis "Events" 0 --> 12000\n  bar [12000, 0, 345]\n'), chart);
  const table = [
    '<details><summary>Events over time as a table</summary>',
    '',
    '| 12 h from | Events |',
    '| --- | --- |',
    '| 21 Nov 2026, 00:00 UTC | 12,000 |',
    '| 21 Nov 2026, 12:00 UTC | 0 |',
    '| 22 Nov 2026, 00:00 UTC | 345 |',
    '',
    '</details>',
  ].join('\n');
  assert.ok(summary.includes(table), summary);
  const odd = summaryOf({ activity: { ...reportOf().activity, longAgo: 3, inTheFuture: 4 } });
  assert.ok(odd.includes('| --- | --- |\n| earlier | 3 |\n'), odd);
  assert.ok(odd.includes('| in the future | 4 |\n'), odd);
});

test('a chart names the unit of its axis, and one bar alone is no chart', () => {
  const { activity } = reportOf();
  const axisOf = (bucketMs: number, count: number) => {
    const buckets = Array.from({ length: count }, (_, index) => ({ from: index * bucketMs + 1, events: 1 }));
    return /x-axis "(\w+) since [^"]+" 0 --> (\d+)/.exec(summaryOf({ activity: { ...activity, bucketMs, buckets } }));
  };
  assert.deepEqual(axisOf(60_000, 3)?.slice(1), ['Minutes', '2']);
  assert.deepEqual(axisOf(300_000, 3)?.slice(1), ['Minutes', '10']);
  assert.deepEqual(axisOf(3 * 3_600_000, 3)?.slice(1), ['Hours', '6']);
  assert.deepEqual(axisOf(2 * 86_400_000, 3)?.slice(1), ['Days', '4']);
  assert.equal(axisOf(60_000, 1), null);
});

test('a run without events has no chart and no actions', () => {
  const nothing = { buckets: [], longAgo: 0, inTheFuture: 0, actions: [], kinds: 0, others: 0 };
  const summary = summaryOf({ activity: { ...reportOf().activity, ...nothing } });
  assert.ok(!summary.includes('over time') && !summary.includes('<summary>Actions'));
});

test('actions are counted, and named only on request', () => {
  const { activity } = reportOf();
  assert.ok(summaryOf({}).includes('<summary>Actions</summary>\n\n2 different actions. Set `summary-actions: true`'));
  assert.ok(!summaryOf({}).includes('git.clone'));
  const actions = [
    { name: 'git.clone', events: 9_000 },
    { name: 'repo.create', events: 3_000 },
    { name: 'a.b', events: 6 },
  ];
  const more = { ...activity, actions, kinds: 1_234, others: 45 };
  assert.ok(
    summaryOf({ activity: more }).includes('1,234 different actions; the most frequent is 73 % of the events, '),
  );
  const named = renderSummary(reportOf({ activity: more }), { ...FRAME, namesActions: true });
  assert.ok(
    named.includes(
      [
        '| Action | Events | Share |',
        '| --- | --- | --- |',
        '| git.clone | 9,000 | 73 % |',
        '| repo.create | 3,000 | 24 % |',
        '| a.b | 6 | under 1 % |',
        '| 1,231 others | 294 | 2 % |',
        '| not distinguished | 45 | under 1 % |',
        '',
      ].join('\n'),
    ),
    named,
  );
});
