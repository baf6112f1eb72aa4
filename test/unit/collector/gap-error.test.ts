import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FeedGap, gapError } from '../../../src/collector/gap-error.ts';

const DAY = 86_400_000;
const date = Date.UTC(2026, 10, 22, 12);
const facts = { date, retentionMs: { web: 180 * DAY, git: 7 * DAY } };
const gap = (more: Partial<FeedGap>): FeedGap => ({
  ...{ feed: 'web', from: date - 9 * DAY, to: date - 8 * DAY, kind: 'retention', certain: true, run: '7.1' },
  ...more,
});

describe('the error about events out of reach', () => {
  it('names every certain gap with its feed and its kind', () => {
    const error = gapError([gap({}), gap({ feed: 'git', kind: 'state-lost', from: 0 })], facts);
    assert.equal(
      error?.message,
      'the collector can no longer deliver some events: the web feed from 2026-11-13T12:00:00.000Z to 2026-11-14T12:00:00.000Z (retention), the git feed from the beginning to 2026-11-14T12:00:00.000Z (state-lost); everything later was delivered',
    );
  });

  it('is absent when a gap is only possible', () => {
    assert.equal(gapError([gap({ certain: false })], facts), undefined);
  });

  it('has advice for each kind, and never advises to ignore a gap', () => {
    const hint = (more: Partial<FeedGap>) => gapError([gap(more)], facts)?.hint ?? '';
    assert.match(hint({}), /Run more often/);
    for (const kind of ['retention', 'state-lost', 'capacity', 'reset'] as const) {
      assert.match(hint({ kind }), /troubleshooting\.md#gap/);
      assert.doesNotMatch(hint({ kind }), /on-gap/);
    }
  });

  it('about a lost position has the pull that fetches what GitHub still keeps, ready to copy', () => {
    const hint = (more: Partial<FeedGap>) => gapError([gap({ kind: 'state-lost', ...more })], facts)?.hint ?? '';
    assert.match(
      hint({}),
      /`mode: pull`, `include: web`, `since: 2026-11-13T12:00:00\.000Z`, `until: 2026-11-14T12:00:00\.000Z`/,
    );
    assert.match(hint({ feed: 'git', from: 0, to: date }), /`since: 2026-11-15T12:00:00\.000Z`/);
  });
});
