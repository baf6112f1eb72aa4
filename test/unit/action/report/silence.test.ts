/** What a run says that came through without a single event, now or ever. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainSilence } from '../../../../src/action/report/silence.ts';
import type { Report } from '../../../../src/collector/report.ts';
import { parse } from '../input-values.ts';
import { reportOf } from '../report-of.ts';

const feed = { events: 0, duplicates: 0, watermark: 0, completedAt: 1, caughtUp: true, remembered: 0, gaps: [] };
const silent = reportOf({ events: 0, duplicates: 0, feeds: { web: feed, git: feed } });

test('a run that found nothing ever says why that may be', () => {
  const said = explainSilence(silent, parse({})) ?? '';
  assert.match(said, /^GitHub showed no event of organization acme, and none was ever delivered\. /);
  assert.match(said, /7 days before the first run/);
  assert.doesNotMatch(said, /three months/, 'older events are found as well, because the request names `created:`');
  assert.match(said, /docs\/troubleshooting\.md#no-events-at-all$/);
  assert.doesNotMatch(said, /phrase|include/);
});

for (const [since, length] of Object.entries({ '7d': '7 days', '1d': '1 day', '36h': '36 h', '2h': '2 h' })) {
  test(`since ${since} reads as ${length}`, () => {
    assert.match(explainSilence(silent, parse({ since })) ?? '', new RegExp(`since ${length} before the first run`));
  });
}

test('the phrase comes first, and what include leaves out is named', () => {
  const said = explainSilence(silent, parse({ phrase: 'actor:nobody', include: 'git', since: '2026-11-01' })) ?? '';
  assert.match(
    said,
    /delivered\. Most likely `phrase` matches nothing.* 7 days; set `include: all`.*2026-11-01T00:00:00/,
  );
  assert.match(explainSilence(silent, parse({ include: 'web' })) ?? '', /Git events were not requested/);
});

const HEARD: readonly Partial<Report>[] = [
  { events: 1 },
  { duplicates: 1 },
  { deadLetters: 1 },
  { feeds: { web: { ...feed, remembered: 1 }, git: feed } },
  { caughtUp: false },
  { error: { message: 'x', hint: undefined } },
];
for (const changes of HEARD) {
  test(`nothing is said with ${JSON.stringify(changes).slice(0, 40)}`, () => {
    assert.equal(explainSilence({ ...silent, ...changes }, parse({})), undefined);
  });
}
