import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTPUTS } from '../../../../src/action/report/output-table.ts';
import { renderOutputs, writeOutputs } from '../../../../src/action/report/outputs.ts';
import { GAP, reportOf } from '../report-of.ts';

const RUN_URL = 'https://github.com/acme/audit/actions/runs/42';

test('every output of the table is written, and no other', () => {
  const written: string[] = [];
  writeOutputs(renderOutputs(reportOf(), RUN_URL), (name) => written.push(name));
  assert.deepEqual(written.toSorted(), Object.keys(OUTPUTS).toSorted());
});

test('a run that caught up', () => {
  assert.deepEqual(renderOutputs(reportOf(), RUN_URL), {
    events: '12345',
    duplicates: '17',
    'dead-letters': '0',
    requests: '130',
    'caught-up': 'true',
    'stop-reason': 'caught-up',
    watermark: '2026-11-22T09:25:00.000Z',
    'lag-seconds': '721',
    'lateness-seconds': '',
    gap: 'false',
    'cold-start': 'false',
    'sink-acknowledged': '',
    'sink-too-old': '',
    'sink-too-new': '',
    'sink-too-large': '',
    'sink-rejected': '',
    files: '/runner/temp/audit-log/events.ndjson',
    report: '',
    'artifact-names': 'audit-log-1',
    'artifact-ids': '7001',
    'artifact-url': `${RUN_URL}/artifacts/7001`,
    'archive-objects': '',
    'manifest-sha256': 'c'.repeat(64),
    'rate-limit-remaining': '1620',
  });
});

test('what is not known is empty, zero is not', () => {
  const values = renderOutputs(
    reportOf({ watermark: undefined, lagSeconds: 0, rateLimitRemaining: undefined, artifacts: [], files: [] }),
    RUN_URL,
  );
  assert.equal(values.watermark, '');
  assert.equal(values['lag-seconds'], '0');
  assert.equal(values['rate-limit-remaining'], '');
  assert.equal(values['artifact-ids'], '');
  assert.equal(values['artifact-url'], '');
  assert.equal(values.files, '');
});

test('lists have one entry a line, and the address is that of the last artifact', () => {
  const artifacts = [1, 2].map((id) => ({ id, name: `audit-log-${id}`, sizeBytes: 1 }));
  const values = renderOutputs(reportOf({ artifacts, files: ['/a', '/b'] }), RUN_URL);
  assert.equal(values['artifact-names'], 'audit-log-1\naudit-log-2');
  assert.equal(values['artifact-ids'], '1\n2');
  assert.equal(values['artifact-url'], `${RUN_URL}/artifacts/2`);
  assert.equal(values.files, '/a\n/b');
  assert.equal(renderOutputs(reportOf({ artifacts }), undefined)['artifact-url'], '');
});

test('trouble shows: a gap, an early stop, a lost position, a late event', () => {
  const values = renderOutputs(
    reportOf({ gaps: [GAP], caughtUp: false, stopReason: 'rate-limit', coldStart: true, latenessMs: 61_001 }),
    RUN_URL,
  );
  assert.equal(values.gap, 'true');
  assert.equal(values['caught-up'], 'false');
  assert.equal(values['stop-reason'], 'rate-limit');
  assert.equal(values['cold-start'], 'true');
  assert.equal(values['lateness-seconds'], '62', 'never made to look smaller');
});

test('a sink: each count for itself', () => {
  const notAccepted = { 'too-old': 3, 'too-new': 1, 'too-large': 2, rejected: 4 };
  const sink = { name: 'loki', acknowledged: 90, notAccepted, requests: 5, retries: 1 };
  const outputs = renderOutputs(reportOf({ sink }), undefined);
  const shown = ['acknowledged', 'too-old', 'too-new', 'too-large', 'rejected'].map((name) =>
    Reflect.get(outputs, `sink-${name}`),
  );
  assert.deepEqual(shown, ['90', '3', '1', '2', '4']);
});
