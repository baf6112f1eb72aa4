/** A report of a run that went well, with what a test changes. */
import type { Report } from '../../../src/collector/report.ts';
import type { Gap } from '../../../src/model/checkpoint.ts';

const WATERMARK = Date.UTC(2026, 10, 22, 9, 25);

export const GAP: Gap = {
  from: Date.UTC(2026, 10, 1),
  to: Date.UTC(2026, 10, 3),
  kind: 'retention',
  certain: true,
  run: '42.1',
};

export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    events: 12_345,
    duplicates: 17,
    deadLetters: 0,
    requests: 130,
    retries: 2,
    pages: 128,
    caughtUp: true,
    stopReason: 'caught-up',
    watermark: WATERMARK,
    lagSeconds: 721,
    gaps: [],
    coldStart: false,
    files: ['/runner/temp/audit-log/events.ndjson'],
    artifacts: [{ id: 7001, name: 'audit-log-1', sizeBytes: 1_234_567 }],
    rateLimitRemaining: 1620,
    manifests: [{ name: 'manifest.json', sha256: 'c'.repeat(64) }],
    heads: ['c'.repeat(64)],
    window: { from: Date.UTC(2026, 10, 21), to: Date.UTC(2026, 10, 22, 9, 40) },
    activity: {
      buckets: [
        { from: Date.UTC(2026, 10, 21), events: 12_000 },
        { from: Date.UTC(2026, 10, 21, 12), events: 0 },
        { from: Date.UTC(2026, 10, 22), events: 345 },
      ],
      bucketMs: 12 * 3_600_000,
      longAgo: 0,
      inTheFuture: 0,
      actions: [
        { name: 'git.clone', events: 9_000 },
        { name: 'repo.create', events: 3_345 },
      ],
      kinds: 2,
      others: 0,
    },
    latenessMs: undefined,
    feeds: {
      web: {
        events: 12_000,
        duplicates: 17,
        watermark: WATERMARK,
        completedAt: Date.UTC(2026, 10, 22, 9, 41),
        caughtUp: true,
        remembered: 54_321,
        gaps: [],
      },
      git: {
        events: 345,
        duplicates: 0,
        watermark: WATERMARK + 1,
        completedAt: undefined,
        caughtUp: true,
        remembered: 345,
        gaps: [],
      },
    },
    incidents: [],
    error: undefined,
    ...changes,
  };
}
