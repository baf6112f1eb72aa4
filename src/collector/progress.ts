/**
 * What this run has delivered so far, and the only place that commits. A position is committed only together with every
 * event that it claims: once a delivery fails, nothing more is committed, because every later draft claims that batch too.
 */
import type { DeliveredByFeed } from '../evidence/chain.ts';
import type { Checkpoint, Gap } from '../model/checkpoint.ts';
import type { AuditEvent } from '../model/event.ts';
import type { FeedName } from '../model/feed.ts';
import { type FeedLimits, nextCheckpoint, nextFeed } from '../position/next-checkpoint.ts';
import { ActivityCount } from './activity.ts';
import { BatchBuffer, type BatchLimits } from './batch-buffer.ts';
import type { Delivery } from './delivery.ts';
import type { FeedRun } from './feed-run.ts';
import type { Opened } from './open-feeds.ts';

export interface ProgressParts {
  readonly delivery: Delivery;
  readonly batchLimits: BatchLimits;
  readonly feedLimits: FeedLimits;
  /** A new id for each commit: `run.attempt.token`. */
  readonly commitId: () => string;
  /** Called with incidents, in sentences. */
  readonly incident: (text: string) => void;
}

export class Progress {
  readonly delivered = { events: 0, duplicates: 0, deadLetters: 0 };
  readonly window: { from: number | undefined; to: number | undefined } = { from: undefined, to: undefined };
  /** Of what is delivered, and nothing else. */
  readonly activity: ActivityCount;
  readonly #parts: ProgressParts;
  readonly #buffer: BatchBuffer;
  readonly #feeds: readonly FeedRun[];
  #checkpoint: Checkpoint;
  /** Something was learnt since the last commit that the next run should not have to learn again. */
  #moved: boolean;
  readonly #isKept: boolean;
  #deliveryFailed = false;
  /** Feeds with more events inside `overlap` than `dedupe-capacity` ids: every run delivers some of them again. */
  readonly overfull = new Set<FeedName>();

  /**
   * `cold`: some feed has no saved position yet; not `isKept`: no artifact shows for long that there is one. Then even a run
   * that reads nothing has a position to save. One that found none and opened no feed has none: a position without feeds would
   * hide from the next run that everything is lost.
   */
  constructor(parts: ProgressParts, from: Pick<Opened, 'checkpoint' | 'feeds' | 'cold' | 'isKept'>) {
    this.#parts = parts;
    this.#buffer = new BatchBuffer(parts.batchLimits);
    this.#checkpoint = from.checkpoint;
    this.#feeds = from.feeds;
    this.#moved = from.cold || (!from.isKept && from.checkpoint.commits.length > 0);
    this.#isKept = from.isKept;
    this.activity = new ActivityCount(Math.max(0, ...from.feeds.map(({ probe }) => probe.date)));
  }

  /** The last position that was committed and verified. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** What the next run should not have to learn again, although no page came: a cursor is refused, a net too narrow. */
  noteMove(): void {
    this.#moved = true;
  }

  /** Adds the new events of a page; commits when that fills a batch. */
  async addPage(fresh: readonly AuditEvent[]): Promise<void> {
    this.#moved = true;
    this.#buffer.addPage(fresh);
    await this.#offer(fresh);
    if (this.#buffer.isFull) await this.commit();
  }

  /** Delivers what is buffered and commits the position that follows from it; without events it moves the position alone. */
  async commit(): Promise<void> {
    if (!this.#moved || this.#deliveryFailed) return;
    const batch = this.#buffer.take();
    const generation = this.#checkpoint.generation + 1;
    const feeds = this.#feeds.map((feed) => ({ feed, next: this.#next(feed, generation) }));
    const duplicates = this.#duplicatesMet() - this.delivered.duplicates;
    const delivered = { events: batch.events.length, duplicates, deadLetters: batch.deadLetters.length };
    const next = nextCheckpoint(this.#checkpoint, {
      feeds: Object.fromEntries(feeds.map(({ feed, next }) => [feed.name, next])),
      commit: { generation, id: this.#parts.commitId() },
      delivered,
    });
    this.#deliveryFailed = true;
    const facts = { duplicates, delivered: this.#deliveredByFeed(batch.events) };
    const position = await this.#parts.delivery.commit(batch, next, facts);
    this.#deliveryFailed = false;
    this.#moved = false;
    this.#checkpoint = position;
    for (const { feed, next } of feeds) feed.committed(position.feeds[feed.name] ?? next);
    this.#count(delivered, batch.events[0]?.ts, batch.events.at(-1)?.ts);
    this.activity.add(batch.events);
  }

  /** The last batch, then what is done once a run. */
  async finish(): Promise<void> {
    await this.commit();
    if (!this.#deliveryFailed) await this.#parts.delivery.finish({ isKept: this.#isKept });
  }

  /** What was offered is claimed by every later draft, so a delivery that fails on it is one that failed. */
  async #offer(fresh: readonly AuditEvent[]): Promise<void> {
    const before = this.#deliveryFailed;
    this.#deliveryFailed = true;
    await this.#parts.delivery.offer?.(fresh.filter((event) => event.wellFormed));
    this.#deliveryFailed = before;
  }

  #next(feed: FeedRun, generation: number): ReturnType<typeof nextFeed>['feed'] {
    const {
      feed: next,
      gap,
      forgotten,
    } = nextFeed(feed.draft, { pending: feed.pending, generation }, this.#parts.feedLimits);
    if (gap !== undefined) this.#noteGap(feed, gap);
    if (forgotten > 0) {
      this.overfull.add(feed.name);
      this.#parts.incident(
        `${forgotten} ids of the ${feed.name} feed did not fit into dedupe-capacity: their events can be delivered again.`,
      );
    }
    return next;
  }

  /** Once a run: each commit may find one more of its kind. */
  #noteGap(feed: FeedRun, gap: Gap): void {
    if (feed.gapsFound.every(({ kind }) => kind !== 'capacity')) {
      this.#parts.incident(
        `More events of the ${feed.name} feed happened than dedupe-capacity holds: late ones before ${new Date(gap.to).toISOString()} may be missing. Raise dedupe-capacity; see docs/troubleshooting.md#gap.`,
      );
    }
    feed.gapsFound.push(gap);
  }

  #deliveredByFeed(events: readonly AuditEvent[]): DeliveredByFeed {
    return Object.fromEntries(
      this.#feeds.map(({ name, pending }) => {
        const keys = new Set(pending.map(({ key }) => key));
        const own = events.filter(({ key }) => keys.has(key));
        return [name, { events: own.length, firstAt: own[0]?.ts ?? null, lastAt: own.at(-1)?.ts ?? null }];
      }),
    );
  }

  #duplicatesMet(): number {
    return this.#feeds.reduce((sum, feed) => sum + feed.counts.duplicates, 0);
  }

  #count(delivered: Checkpoint['counters'], from: number | undefined, to: number | undefined): void {
    this.delivered.events += delivered.events;
    this.delivered.duplicates += delivered.duplicates;
    this.delivered.deadLetters += delivered.deadLetters;
    if (from !== undefined) this.window.from = Math.min(this.window.from ?? from, from);
    if (to !== undefined) this.window.to = Math.max(this.window.to ?? to, to);
  }
}

/** Gaps of all feeds that this run found: by reading, by making room, or because it found no position. */
export function gapsFound(feeds: readonly FeedRun[]): readonly Gap[] {
  return feeds.flatMap((feed) => feed.gapsFound);
}
