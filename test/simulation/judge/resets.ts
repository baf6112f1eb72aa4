/**
 * I18, and what a reset excuses: the position was moved by hand, so that events are skipped, or delivered again. What a reset
 * did is read from the first position of its epoch that became durable; what is lost with all copies of it is undone.
 */
import type { FeedName } from '../../../src/model/feed.ts';
import { describe } from './claims.ts';
import type { Position } from './copies.ts';
import type { Group } from './ledger.ts';
import { type OutcomeFacts, owedOf } from './outcome.ts';
import { Violation } from './verdict.ts';

/** One feed was moved to an instant. */
export interface Move {
  readonly epoch: number;
  readonly feed: FeedName;
  readonly to: number;
  /** When it became durable. */
  readonly at: number;
}

export class Resets {
  /** Those that go back, or to where there was no position: whatever comes after `to` is delivered again. */
  readonly #moves: Move[] = [];
  readonly #epochs = new Set<number>();
  /** Of the position that was saved last. */
  #epoch = 0;

  /** The feeds that began with this reset, and where. */
  note({ checkpoint }: Position, at: number): readonly Pick<Move, 'feed' | 'to'>[] {
    const { epoch, resets } = checkpoint;
    this.#epoch = epoch;
    if (this.#epochs.has(epoch)) return [];
    this.#epochs.add(epoch);
    const own = resets.filter((reset) => reset.epoch === epoch);
    const again = own.filter(({ from, to }) => from === null || to <= from);
    this.#moves.push(...again.map(({ feed, to }) => ({ epoch, feed, to, at })));
    return own.filter(({ from }) => from === null);
  }

  /** How often a reset went back over an event. */
  countOver({ feed, ts }: Pick<Group, 'feed' | 'ts'>): number {
    return this.#moves.filter((move) => move.feed === feed && move.to <= ts).length;
  }

  /** What a reset that still holds wants delivered again, and was not. */
  findOwed(facts: OutcomeFacts): readonly Group[] {
    const moves = this.#moves.filter(({ epoch }) => epoch === this.#epoch);
    return facts.ledger.groups.filter((group) =>
      moves.some(({ feed, to, at }) => {
        if (feed !== group.feed) return false;
        const since = group.deliveries.filter((delivery) => delivery.at >= at).length;
        return owedOf(group, { ...facts, from: to }).length > since;
      }),
    );
  }
}

/** What to say of a history that ends like this. */
export function notAgain([first, ...others]: readonly Group[], runs: number): Violation {
  const what = first === undefined ? 'nothing' : describe(first);
  return new Violation('I18', `after ${runs} undisturbed runs ${what} and ${others.length} more were not`);
}
