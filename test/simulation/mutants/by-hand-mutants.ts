/** Wrong ways to move a position, to pull, and to judge what was started by hand. */
import { type Mutant, mutant, testMutant } from './mutant.ts';

export const BY_HAND_MUTANTS: readonly Mutant[] = [
  mutant(
    'a reset begins no epoch',
    ['by-hand', 40],
    [
      'position/reset.ts',
      'const epoch = Math.max(before.epoch + 1, date + Math.floor(ports.random.next() * 1000));',
      'const epoch = before.epoch;',
    ],
  ),
  mutant(
    'what a reset goes back over stays remembered',
    ['by-hand', 60],
    ['position/reset.ts', 'deep, seen: below,', 'deep, seen: before.seen,'],
  ),
  testMutant('the floor stays above a position that was moved back', 'position/reset.test.ts', [
    'position/reset.ts',
    'claim: Math.min(before.deep.claim, to), sweep: null',
    'claim: before.deep.claim, sweep: null',
  ]),
  mutant(
    'a position that is moved forward records no gap',
    ['by-hand', 60],
    ['position/reset.ts', 'uniteGaps(before.gaps, [gap, ...unreachable])', 'uniteGaps(before.gaps, unreachable)'],
  ),
  mutant(
    'a pull is complete with its first feed',
    ['by-hand', 200],
    ['collector/pull/pull.ts', 'this.#feeds.every((feed) => feed.isDone)', 'this.#feeds.some((feed) => feed.isDone)'],
  ),
  testMutant('a pull ends between events of one timestamp', 'collector/pull/pull.test.ts', [
    'collector/pull/pull-feed.ts',
    '(lastTs === end.ts && isMet)',
    'lastTs === end.ts',
  ]),
  mutant(
    'a success by hand counts as a collection',
    ['by-hand', 60],
    ['position/history.ts', 'bySchedule: scheduled !== undefined', 'bySchedule: newest !== undefined'],
  ),
  testMutant('a reset after a loss makes the other feed a new one', 'position/reset-after-loss.test.ts', [
    'position/reset.ts',
    'feeds: { ...lost, ...Object',
    'feeds: { ...Object',
  ]),
  testMutant('a file with one feed takes the position of the other', 'position/reset-after-loss.test.ts', [
    'position/take-position.ts',
    '...beginEpoch(before).feeds,',
    '',
  ]),
];
