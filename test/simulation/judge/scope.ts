/** Where the business of a feed begins: its first run collects from `since`, as far as GitHub still holds it. */
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import { feedsOf, type Plan } from '../plan.ts';
import type { Process } from '../process.ts';
import type { Position } from './copies.ts';

const HOUR = 3_600_000;

interface Beginner {
  readonly process: Process;
  /** Feeds of which nothing at all was known when it began. */
  readonly unknownFeeds: ReadonlySet<FeedName>;
  readonly served: readonly Position[];
}

export class Scope {
  readonly #setup: Plan['setup'];
  readonly #starts = new Map<FeedName, number>();
  readonly #lost = new Set<FeedName>();
  readonly #probed = new Map<Process, Set<FeedName>>();

  constructor(setup: Plan['setup']) {
    this.#setup = setup;
  }

  get starts(): ReadonlyMap<FeedName, number> {
    return this.#starts;
  }

  /** Feeds that begin again after a loss: until their position is saved, no run is allowed to take them for new. */
  get lost(): ReadonlySet<FeedName> {
    return this.#lost;
  }

  noteLoss(process: Process): void {
    for (const name of feedsOf(this.#setup, process.likeRun)) this.#lost.add(name);
  }

  /** A reset gave a feed without a position one. */
  noteReset(name: FeedName, to: number): void {
    this.#starts.set(name, Math.max(this.#starts.get(name) ?? 0, to));
  }

  noteSaved(name: FeedName): void {
    this.#lost.delete(name);
  }

  /** `feed` was shown to `run`; one that is not shown to it begins by the time of the other. */
  noteProbe(feed: string, date: number, { process, unknownFeeds, served }: Beginner): void {
    const probed = this.#probed.get(process) ?? new Set();
    this.#probed.set(process, probed);
    for (const name of FEEDS) if (name === feed) probed.add(name);
    for (const name of feedsOf(this.#setup, process.likeRun)) {
      if (!unknownFeeds.has(name) || (name !== feed && probed.has(name))) continue;
      if (served.some(({ checkpoint }) => checkpoint.feeds[name] !== undefined)) continue;
      this.#starts.set(name, Math.max(this.#starts.get(name) ?? 0, firstClaimOf(name, date, this.#setup)));
    }
  }
}

function firstClaimOf(feed: FeedName, date: number, { since, retentionMs }: Plan['setup']): number {
  const instant = since.kind === 'instant' ? since.at : date - since.ms;
  return Math.max(instant - (instant % HOUR), date - retentionMs[feed] + HOUR);
}
