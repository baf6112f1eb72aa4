/** What the job summary answers at a glance, and what it tells of the events. */
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

test('whether it is caught up, how far behind, and since when, stand first', () => {
  const { web, git } = reportOf().feeds;
  assert.ok(web !== undefined && git !== undefined);
  const tableOf = (changes: Partial<Report>) => summaryOf(changes).slice(summaryOf(changes).indexOf('| This run'));
  assert.match(tableOf({}), /^.*\n.*\n\| Caught up \| yes \|\n\| Behind \| 12 min \|\n\| Complete up to/);
  const stopped = { caughtUp: false, stopReason: 'max-pages' } as const;
  const behind = { ...web, caughtUp: false };
  const since = tableOf({ ...stopped, feeds: { web: behind, git } });
  assert.ok(since.includes('| Caught up | no, not since 2026-11-22T09:41:00.000Z |'), since);
  const never = tableOf({ ...stopped, feeds: { web: behind, git: { ...git, caughtUp: false } } });
  assert.ok(never.includes('| Caught up | no, not once yet |'), never);
  assert.ok(tableOf({ ...stopped, feeds: {} }).includes('| Caught up | no |'));
});

test('events over time are bars beside their counts', () => {
  const summary = summaryOf({});
  assert.ok(
    summary.includes(
      [
        '### Events over time',
        '',
        '| From (UTC) | Events | each line is 12 h |',
        '| --- | --- | --- |',
        `| 2026-11-21 00:00 | 12,000 | ${'█'.repeat(30)} |`,
        '| 2026-11-21 12:00 | 0 |  |',
        '| 2026-11-22 00:00 | 345 | ▉ |',
        '',
      ].join('\n'),
    ),
    summary,
  );
  const odd = summaryOf({ activity: { ...reportOf().activity, longAgo: 3, inTheFuture: 4 } });
  assert.ok(odd.includes('| --- | --- | --- |\n| long before | 3 |  |\n| 2026-11-21 00:00 |'));
  assert.ok(odd.includes('| ▉ |\n| in the future | 4 |  |\n'));
});

test('a run without events has no chart and no actions', () => {
  const nothing = { buckets: [], longAgo: 0, inTheFuture: 0, actions: [], kinds: 0, others: 0 };
  const summary = summaryOf({ activity: { ...reportOf().activity, ...nothing } });
  assert.ok(!summary.includes('over time') && !summary.includes('### Actions'));
});

test('actions are counted, and named only when asked for', () => {
  const { activity } = reportOf();
  assert.ok(summaryOf({}).includes('### Actions\n\n2 different ones. Set summary-actions to true'));
  assert.ok(!summaryOf({}).includes('git.clone'));
  const actions = [
    { name: 'git.clone', events: 9_000 },
    { name: 'repo.create', events: 3_000 },
    { name: 'a.b', events: 6 },
  ];
  const more = { ...activity, actions, kinds: 1_234, others: 45 };
  assert.ok(summaryOf({ activity: more }).includes('1,234 different ones; the most frequent is 73 % of the events, '));
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
        '| not told apart | 45 | under 1 % |',
        '',
      ].join('\n'),
    ),
    named,
  );
});
