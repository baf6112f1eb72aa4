/** Where the business of a feed begins: its first run collects from `since`, as far as GitHub still holds it. */
import type { FeedName } from '../../../src/model/feed.ts';
import type { Plan } from '../plan.ts';

const HOUR = 3_600_000;

export function firstClaimOf(feed: FeedName, date: number, { since, retentionMs }: Plan['setup']): number {
  const instant = since.kind === 'instant' ? since.at : date - since.ms;
  return Math.max(instant - (instant % HOUR), date - retentionMs[feed] + HOUR);
}
