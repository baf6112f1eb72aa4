import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRedactor } from '../../../../src/action/inputs/secrets.ts';
import { escapeText, renderSize, renderSpan } from '../../../../src/action/report/markdown.ts';
import { renderSummary, type SummaryFrame } from '../../../../src/action/report/summary.ts';
import type { Report } from '../../../../src/collector/report.ts';
import type { StopReason } from '../../../../src/model/stop-reason.ts';
import { anyText } from '../any-text.ts';
import { GAP, reportOf } from '../report-of.ts';

const FRAME: SummaryFrame = {
  target: { kind: 'organization', name: 'acme' },
  runUrl: 'https://github.com/acme/audit/actions/runs/42',
  redact: (text) => text,
  namesActions: false,
};

const summaryOf = (changes: Partial<Report>) => renderSummary(reportOf(changes), FRAME);
const factsOf = (changes: Partial<Report>) =>
  summaryOf(changes)
    .split('\n')
    .filter((line) => line.startsWith('- **'));
const headlineOf = (changes: Partial<Report>) => summaryOf(changes).split('\n')[0] ?? '';

test('a run that caught up says so first and asks nothing of the reader', () => {
  const summary = summaryOf({});
  assert.equal(headlineOf({}), '## ✅ Organization acme: caught up');
  assert.ok(summary.includes('- **Next step:** none\n'));
  assert.ok(!summary.includes('### Gaps'));
  assert.ok(!summary.includes('### Incidents'));
});

test('four facts stand below the verdict, one line each', () => {
  assert.deepEqual(factsOf({}), [
    '- **Delivered:** 12,345 events, 21 Nov, 00:00 UTC to 22 Nov, 09:40 UTC',
    '- **Complete up to:** 22 Nov, 09:25 UTC, 16 min ago (newer events are delivered; the next run checks for late ones)',
    '- **Next step:** none',
    '- **Artifact:** [audit-log-1](https://github.com/acme/audit/actions/runs/42/artifacts/7001), 1.2 MB',
  ]);
  const quiet = factsOf({ events: 0, window: undefined, artifacts: [], files: [], caughtUp: false });
  assert.equal(quiet[0], '- **Delivered:** no new events');
  assert.equal(quiet[1], '- **Complete up to:** 22 Nov, 09:25 UTC, 12 min ago');
  assert.equal(quiet[3], '- **Files:** none');
  const many = factsOf({ artifacts: [1, 2].map((id) => ({ id, name: `a-${id}`, sizeBytes: 1_000_000 })) });
  assert.equal(many[3], '- **Artifact:** 2 artifacts, 2.0 MB, listed below');
  assert.match(factsOf({ sink: sinkOf({}) })[0] ?? '', /, sink loki$/);
});

test('the figures are folded', () => {
  const summary = summaryOf({ latenessMs: 3_700_000, deadLetters: 3, caughtUp: false });
  for (const row of [
    '| Behind | 12 min |',
    '| Read again and skipped, because they are delivered | 17 |',
    '| Requests | 130, 2 of them retries |',
    '| Requests left this hour | 1,620 |',
    '| Entries that are not valid events | 3 |',
    '| Latest late event | at most 1 h 1 min late |',
    '| git | yes | 345 | 22 Nov, 09:25 UTC | 345 |',
  ]) {
    assert.ok(summary.includes(`${row}\n`), `${row}\n in ${summary}`);
    assert.ok(summary.indexOf(row) > summary.indexOf('<details>'), row);
  }
  assert.ok(!summaryOf({}).includes('| Behind |'), 'a run that read everything is not behind');
});

test('an unknown figure is not made up', () => {
  const unknown = {
    watermark: undefined,
    lagSeconds: undefined,
    window: undefined,
    rateLimitRemaining: undefined,
    feeds: {},
    artifacts: [],
  };
  const facts = factsOf(unknown);
  assert.equal(facts[0], '- **Delivered:** 12,345 events');
  assert.equal(facts[1], '- **Complete up to:** unknown: this run has no position');
  assert.equal(facts[3], '- **Files:** /runner/temp/audit-log/events.ndjson');
  assert.ok(summaryOf(unknown).includes('| Requests left this hour | unknown |'));
  assert.ok(!summaryOf(unknown).includes('<summary>Feeds'));
});

test('the worst that happened is the headline', () => {
  const error = { message: 'GitHub refuses the token', hint: 'Make a new one' };
  const stopped = { caughtUp: false, stopReason: 'max-pages' } as const;
  assert.match(headlineOf({ ...stopped, error, gaps: [GAP], deadLetters: 1 }), /❌.*: failed$/);
  assert.match(headlineOf({ ...stopped, gaps: [GAP], deadLetters: 1 }), /⚠️.*: events are missing$/);
  assert.match(headlineOf({ ...stopped, gaps: [{ ...GAP, certain: false }] }), /⚠️.*: events may be missing$/);
  assert.match(headlineOf({ ...stopped, deadLetters: 1 }), /⚠️.*: invalid entries$/);
  assert.match(headlineOf(stopped), /⏳.*: stopped at max-pages$/);
});

test('a failed run shows what happened and what to do', () => {
  const summary = summaryOf({ error: { message: 'GitHub refuses the token', hint: 'Make a new one' } });
  assert.ok(
    summary.includes('\n\nGitHub refuses the token\n\n') && summary.includes('- **Next step:** Make a new one\n'),
  );
});

test('every early stop is distinguished from a failure', () => {
  const reasons: readonly StopReason[] = [
    'caught-up',
    'max-pages',
    'max-duration',
    'rate-limit',
    'circuit-open',
    'cancelled',
  ];
  const headlines = reasons.map((stopReason) => headlineOf({ caughtUp: false, stopReason }));
  assert.equal(new Set(headlines).size, reasons.length);
  for (const [index, stopReason] of reasons.entries()) {
    assert.match(headlines[index] ?? '', /^## ⏳/);
    assert.ok(summaryOf({ caughtUp: false, stopReason }).includes('the next run continues from there'));
  }
});

test('a gap shows its feed, its times, its certainty and its cause', () => {
  const { web } = reportOf().feeds;
  assert.ok(web !== undefined);
  const possible = { ...GAP, from: 0, kind: 'state-lost', certain: false } as const;
  const summary = summaryOf({ gaps: [GAP, possible], feeds: { web: { ...web, gaps: [{ ...GAP }] } } });
  assert.ok(
    summary.includes(
      '- web: 1 Nov 2026, 00:00 UTC to 3 Nov 2026, 00:00 UTC, missing: GitHub no longer keeps these events\n',
    ),
  );
  assert.ok(
    summary.includes('- the beginning to 3 Nov 2026, 00:00 UTC, possibly missing: the saved position was lost\n'),
  );
});

test('a cold start says that it is expected', () => {
  assert.ok(summaryOf({ coldStart: true }).includes('No saved position was found'));
  assert.ok(!summaryOf({ coldStart: false }).includes('No saved position was found'));
});

test('text cannot become Markdown, HTML or another row', () => {
  const attack = '|x|\n## <img src=x>`code` [l](https://evil.example) @octocat **b** ![i](u) &amp; www.evil.example';
  const summary = renderSummary(
    reportOf({
      incidents: [attack],
      error: { message: attack, hint: attack },
      artifacts: [{ id: 1, name: attack, sizeBytes: 1 }],
    }),
    { ...FRAME, target: { kind: 'enterprise', name: attack } },
  );
  const shown = escapeText(attack);
  assert.equal(summary.split(shown).length, 1 + 5);
  const rest = summary
    .replaceAll(shown, '')
    .replaceAll(/\[\]\(https:\/\/github\.com\/acme\/[^)]*\)/g, '')
    .replaceAll(/<\/?(?:details|summary)>|```mermaid|```\n|`summary-actions: true`/g, '');
  for (const trace of ['<', '@', '](', '&amp;', 'evil', '`']) assert.ok(!rest.includes(trace), trace);
});

test('escaped text is one line without a special character', () => {
  fc.assert(
    fc.property(anyText(600), (text) => {
      const escaped = escapeText(text);
      assert.doesNotMatch(escaped.replaceAll(/&#[0-9]+;/g, ''), /[&<>|`\\*_[\]~#!$@\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|:\/\//u);
    }),
  );
});

test('readable text is shown as it is', () => {
  assert.equal(
    escapeText('12 ids of the web feed: 2026-11-22T09:25:00.000Z (é)'),
    '12 ids of the web feed: 2026-11-22T09:25:00.000Z (é)',
  );
});

test('a secret is redacted although escaping would change it', () => {
  const secret = 'ghp_secret_with_underscores';
  const summary = renderSummary(reportOf({ incidents: [`It said ${secret}.`] }), {
    ...FRAME,
    redact: createRedactor([secret]),
  });
  assert.ok(summary.includes('- It said &#42;&#42;&#42;.'));
  assert.ok(!summary.includes('secret'));
});

test('a summary stays below 900 KB whatever happened', () => {
  const long = '|'.repeat(10_000);
  const many = <T>(item: T) => Array.from({ length: 20_000 }, () => item);
  const { web } = reportOf().feeds;
  assert.ok(web !== undefined);
  const report = reportOf({
    incidents: many(long),
    gaps: many(GAP),
    artifacts: many({ id: Number.MAX_SAFE_INTEGER, name: long, sizeBytes: Number.MAX_SAFE_INTEGER }),
    files: many(long),
    error: { message: long, hint: long },
    feeds: { web: { ...web, gaps: many(GAP) }, git: { ...web, gaps: many(GAP) } },
    activity: {
      ...reportOf().activity,
      buckets: many({ from: Number.MAX_SAFE_INTEGER, events: Number.MAX_SAFE_INTEGER }),
      actions: many({ name: long, events: Number.MAX_SAFE_INTEGER }),
    },
  });
  const frame = { ...FRAME, namesActions: true, target: { kind: 'enterprise', name: long } } as const;
  const summary = renderSummary(report, frame);
  assert.ok(Buffer.byteLength(summary) < 900_000, `${Buffer.byteLength(summary)} bytes`);
  assert.ok(summary.includes('and 19,950 more'));
  const withFiles = renderSummary({ ...report, artifacts: [] }, FRAME);
  assert.ok(Buffer.byteLength(withFiles) < 900_000);
});

test('spans and sizes are rounded down to what can be read', () => {
  assert.deepEqual([0, 59.9, 60, 3600, 90_061, 8_640_000_000].map(renderSpan), [
    '0 s',
    '59 s',
    '1 min',
    '1 h 0 min',
    '1 d 1 h',
    '100,000 d 0 h',
  ]);
  assert.deepEqual([0, 999, 1500, 2_500_000, 7_100_000_000].map(renderSize), [
    '0 B',
    '999 B',
    '1.5 kB',
    '2.5 MB',
    '7.1 GB',
  ]);
});

const sinkOf = (notAccepted: Partial<NonNullable<Report['sink']>['notAccepted']>): NonNullable<Report['sink']> => ({
  name: 'loki',
  acknowledged: 1234,
  notAccepted: { 'too-old': 0, 'too-new': 0, 'too-large': 0, rejected: 0, ...notAccepted },
  requests: 12,
  retries: 3,
});

test('a sink shows what it acknowledged, and by reason what it does not accept', () => {
  const all = summaryOf({ sink: sinkOf({}) });
  assert.ok(
    all.includes(
      '<details><summary>Sink loki</summary>\n\n|  |  |\n| --- | --- |\n| Events acknowledged | 1,234 |\n| Requests | 12, 3 of them retries |',
    ),
  );
  assert.match(headlineOf({ sink: sinkOf({}) }), /✅/);
  const some = summaryOf({ sink: sinkOf({ 'too-old': 5, rejected: 2 }) });
  assert.ok(some.includes('| Not sent: older than the sink accepts | 5 |\n| Rejected by the sink | 2 |'));
  assert.ok(!some.includes('Too large'));
  assert.match(headlineOf({ sink: sinkOf({ 'too-old': 5 }) }), /⚠️.*: some events were not accepted by the sink$/);
  assert.ok(!summaryOf({}).includes('<summary>Sink'));
});
