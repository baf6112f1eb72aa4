import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeFound, lagOfPosition } from '../../../src/position/inspect.ts';
import { anyCheckpoint, plainCheckpoint } from '../checkpoint/arbitrary-checkpoint.ts';

const STREAM = '0123456789abcdef01234567';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const resume = { kind: 'resume', where: 'here', notes: [], doubt: undefined, floors: {}, isKept: true } as const;

describe('a position in words', () => {
  it('names what is claimed, remembered, unfinished, missing and moved', () => {
    const plain = plainCheckpoint(STREAM, 3);
    const { web } = plain.feeds;
    assert.ok(web !== undefined);
    const sweep = { head: 9, openedAt: NOW - 1000, position: { ts: NOW - 5000, after: 'c', copies: {} } };
    const checkpoint = {
      ...plain,
      epoch: NOW,
      resets: [{ epoch: NOW, run: '9.1', feed: 'web', from: null, to: NOW - 9000 }] as const,
      feeds: {
        web: {
          ...web,
          tail: { claim: NOW - 3_600_000, completedAt: NOW - 1_800_000, sweep },
          gaps: [{ from: 0, to: NOW, kind: 'retention', certain: true, run: '1.1' }] as const,
        },
      },
    };
    const facts = new Map(describeFound({ ...resume, checkpoint }, NOW));
    assert.equal(facts.get('Found in'), 'here');
    assert.equal(facts.get('web: complete up to'), '2026-11-22T11:00:00.000Z');
    assert.equal(facts.get('web: behind'), '30 min');
    assert.equal(facts.get('web: ids remembered'), '1');
    assert.match(facts.get('web: unfinished sweep') ?? '', /continues at 2026-11-22T11:59:55\.000Z/);
    assert.equal(facts.get('web: gap'), 'the beginning to 2026-11-22T12:00:00.000Z (retention)');
    assert.equal(facts.get('git: position'), 'none yet');
    assert.match(facts.get('Moved by hand, 2026-11-22T12:00:00.000Z') ?? '', /web feed from no position .* run 9\.1$/);
    assert.equal(lagOfPosition(checkpoint, ['web', 'git'], NOW), 1_800_000);
    assert.equal(lagOfPosition(checkpoint, ['git'], NOW), undefined, 'a feed that is not requested does not count');
  });

  it('can be written for every position', () => {
    fc.assert(
      fc.property(anyCheckpoint, (checkpoint) => {
        assert.ok(describeFound({ ...resume, checkpoint }, NOW).length >= 4);
      }),
    );
  });

  it('says what is left when no position is', () => {
    const floors = {
      kind: 'floors',
      floors: { git: NOW },
      generation: 2,
      epoch: 0,
      where: 'names',
      notes: [],
    } as const;
    assert.equal(new Map(describeFound(floors, NOW)).get('git: the next run begins at'), '2026-11-22T12:00:00.000Z');
    const history = { kind: 'succeeded', startedAt: NOW, bySchedule: true } as const;
    assert.match(
      describeFound({ kind: 'none', history, besides: false, notes: [] }, NOW).join(),
      /this workflow succeeded at 2026-11-22T12:00/,
    );
    const first = { kind: 'none', history: { kind: 'none' }, besides: false, notes: [] } as const;
    assert.match(describeFound(first, NOW).join(), /none: the next run/);
  });
});
