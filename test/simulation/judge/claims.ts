/** I1, I2 and I5: what a position claims at the moment it becomes durable. */
import type { Checkpoint, Feed, Frontier, Gap } from '../../../src/model/checkpoint.ts';
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Plan } from '../plan.ts';
import { renderInstant } from '../story.ts';
import type { WorldEvent } from '../world-event.ts';
import type { Position } from './copies.ts';
import type { Group, Ledger } from './ledger.ts';
import { Violation } from './verdict.ts';

export interface ClaimFacts {
  readonly ledger: Ledger;
  readonly setup: Plan['setup'];
  /** Events before it are none of a feed's business: its first run began there. */
  readonly scope: ReadonlyMap<string, number>;
  /** Gaps that count although the position does not hold them. */
  readonly reported: Readonly<Record<FeedName, readonly Gap[]>>;
}

export function checkClaims({ checkpoint }: Position, { ledger, setup, scope, reported }: ClaimFacts): void {
  for (const group of ledger.groups) {
    const feed = checkpoint.feeds[group.feed];
    const from = scope.get(group.feed);
    if (feed === undefined || from === undefined) continue;
    const due = group.events.filter(
      (event) =>
        event.ts >= from &&
        isClaimed(event, feed, setup) &&
        !isExcused(event, [...feed.gaps, ...reported[group.feed]], setup),
    );
    if (due.length <= group.deliveries.length) continue;
    throw new Violation(
      'I1',
      `generation ${checkpoint.generation} claims ${describe(group)}, which was never delivered`,
    );
  }
}

function isClaimed(event: WorldEvent, feed: Feed, setup: Plan['setup']): boolean {
  if (!canBeSeen(event, setup)) return false;
  return (event.lateness <= setup.overlapMs && event.ts < feed.tail.claim) || event.ts < feed.deep.claim;
}

/** An event that expires before it becomes visible cannot be collected by anyone, and one that the filter hides is not promised. */
export function canBeSeen(event: WorldEvent, setup: Plan['setup']): boolean {
  return !event.isHidden && event.visibleAt <= event.ts + setup.retentionMs[event.feed];
}

/**
 * A gap that is only possible excuses only what is later than the overlap, where the tail's claim stands; a lost position has
 * none, and whoever moves it forward skips events on purpose.
 */
export function isExcused(event: WorldEvent, gaps: readonly Gap[], { overlapMs }: Plan['setup']): boolean {
  return gaps.some(
    ({ from, to, kind, certain }) =>
      event.ts >= from &&
      event.ts < to &&
      (certain || kind === 'state-lost' || kind === 'reset' || event.lateness > overlapMs),
  );
}

export function checkRemembered({ checkpoint, remembered }: Position, ledger: Ledger): void {
  for (const [feed, ids] of remembered) {
    for (const id of ids) {
      if (ledger.hasDelivered(id)) continue;
      const key = Buffer.from(id, 'latin1').toString('hex');
      throw new Violation(
        'I2',
        `generation ${checkpoint.generation} remembers ${key} of ${feed}, which was not delivered`,
      );
    }
  }
}

/** `next` was made by a run that was given `before`. */
export function checkForward(before: Checkpoint, next: Checkpoint): void {
  if (next.generation <= before.generation)
    throw new Violation('I5', `generation ${next.generation} follows ${before.generation}`);
  checkKept(before, next);
}

/** `next` was saved where `before` was, by a run that had read it there. */
export function checkKept(before: Checkpoint, next: Checkpoint): void {
  if (next.epoch < before.epoch) throw new Violation('I5', `epoch ${next.epoch} follows ${before.epoch}`);
  // A reset moves claims to where its inputs say.
  if (next.epoch > before.epoch) return;
  for (const name of FEEDS) {
    const [older, newer] = [before.feeds[name], next.feeds[name]];
    if (older === undefined) continue;
    if (newer === undefined) throw new Violation('I5', `generation ${next.generation} lost the ${name} feed`);
    for (const frontier of ['tail', 'deep'] as const) {
      if (newer[frontier].claim >= older[frontier].claim) continue;
      throw new Violation(
        'I5',
        `the ${frontier} claim of ${name} went back from ${renderInstant(older[frontier].claim)} to ${renderInstant(newer[frontier].claim)}`,
      );
    }
  }
}

export function describe({ feed, events, deliveries }: Group): string {
  const [event] = events;
  const late = events.map(({ lateness }) => Math.round(lateness / 60_000)).join(', ');
  const many =
    events.length === 1 ? 'the event' : `one of ${events.length} equal events (${deliveries.length} delivered)`;
  return `${many} of ${feed} at ${event === undefined ? '' : `${renderInstant(event.ts)} (visible ${renderInstant(event.visibleAt)}, ${late} min late, ${event.documentId})`}`;
}

/** For the story: what a position says of each feed. */
export function renderClaims({ checkpoint }: Position): string {
  const feeds = FEEDS.flatMap((name) => {
    const feed = checkpoint.feeds[name];
    return feed === undefined ? [] : [`${name} tail ${renderFrontier(feed.tail)}, deep ${renderFrontier(feed.deep)}`];
  });
  return `position ${checkpoint.generation}: ${feeds.join('; ')}`;
}

function renderFrontier({ claim, sweep }: Frontier): string {
  if (sweep === null) return renderInstant(claim);
  const { head, position, from } = sweep;
  const [until, at, since] = [head, position?.ts ?? null, from ?? null].map((ts) =>
    ts === null ? '-' : renderInstant(ts),
  );
  return `${renderInstant(claim)} (head ${until}, at ${at}, from ${since})`;
}
