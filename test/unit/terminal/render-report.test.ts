/** The answer of `verify` as people read it: one is no plural, and a path stays the path. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Finding, finding } from '../../../src/evidence/verify/finding.ts';
import type { Named, VerifyReport } from '../../../src/evidence/verify/verify-report.ts';
import { renderReport } from '../../../src/terminal/render-report.ts';

const REQUEST = { paths: ['a'], signers: undefined, heads: [], from: undefined, to: undefined };
const NAMED: Named = { sha256: 'ab'.repeat(32), generation: 1, commit: 'c', createdAt: '2026-11-22T12:00:00.000Z' };

function reportOf(findings: readonly Finding[], gaps: VerifyReport['chains'][number]['feeds'][number]['gaps'] = []) {
  const span = { from: Date.UTC(2026, 10, 22), to: Date.UTC(2026, 10, 23) };
  const target = { kind: 'organization', name: 'acme' } as const;
  const feeds = [{ feed: 'web', span, holes: [], gaps, events: 1 }] as const;
  const chain = { target, apiHost: 'api.github.com', deliveries: 1, oldest: NAMED, heads: [NAMED] };
  const report: VerifyReport = {
    answers: { unaltered: 'yes', complete: 'yes', covered: 'yes', signed: 'unknown' },
    findings,
    chains: [{ ...chain, start: 'first-run', feeds }],
    pulls: [],
    signers: {},
    totals: {
      ...{ deliveries: 1, files: 1, bytes: 10, events: 1234, duplicates: 0, deadLetters: 1, encryptedFiles: 0 },
      ...{ firstAt: null, lastAt: null },
    },
  };
  return renderReport(report, REQUEST, undefined);
}

test('one delivery, one file, one event, and thousands with separators', () => {
  const shown = reportOf([]);
  assert.match(shown, /on api\.github\.com: 1 delivery\n/);
  assert.match(shown, /1 event, 0 gaps, 0 holes/);
  assert.match(shown, /^1 delivery, 1 file, /m);
  assert.match(shown, /^1,234 events, 0 of them more than once; 1 dead letter$/m);
  assert.match(shown, /the beginning of a chain \(a first run\)/);
  assert.doesNotMatch(shown, /\b1 (?:deliveries|files|events|gaps|holes)\b/);
});

test('gaps are mentioned where there are some', () => {
  assert.doesNotMatch(reportOf([]), /except for the gaps/);
  const [from, to] = ['2026-11-22T01:00:00.000Z', '2026-11-22T02:00:00.000Z'];
  const gap = { feed: 'web', run: 'r', from, to, kind: 'retention', certain: true } as const;
  assert.match(reportOf([], [gap]), /without a hole, except for the gaps listed below/);
});

test('a finding begins with a capital letter, unless it begins with a path', () => {
  const altered = (what: string) => finding('file-altered', what, 'Download it again.');
  assert.match(reportOf([altered('the manifest is altered')]), /^ {2}x The manifest is altered\.$/m);
  assert.match(reportOf([altered('a/events.ndjson is altered')]), /^ {2}x a\/events\.ndjson is altered\.$/m);
  assert.match(reportOf([altered('events.ndjson is altered')]), /^ {2}x events\.ndjson is altered\.$/m);
});
