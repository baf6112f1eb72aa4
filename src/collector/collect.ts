/**
 * One run: find the position, open the feeds, read in turns, hand over batch by batch, report. Everything that was read
 * is handed over and committed before the run ends, whatever ends it; a kill at any moment costs requests or a repeated
 * event, never a lost one.
 */
import type { Checkpoint, Gap } from '../model/checkpoint.ts';
import { CollectError, describeError } from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import type { StopReason } from '../model/stop-reason.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { AuditLog } from '../source/page.ts';
import { BatchBuffer, type BatchLimits } from './batch-buffer.ts';
import { Budget, type Share } from './budget.ts';
import { conclude } from './conclude.ts';
import type { FeedRun, Step } from './feed-run.ts';
import { findPosition, type Sources } from './find-position.ts';
import type { HandOver } from './hand-over.ts';
import { type FeedLimits, nextCheckpoint, nextFeed } from './next-checkpoint.ts';
import { openFeeds } from './open-feeds.ts';
import type { Report } from './report.ts';
import type { FrontierName } from './sweep.ts';

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly auditLog: AuditLog;
  readonly sources: Sources;
  readonly handOver: HandOver;
  readonly batchLimits: BatchLimits;
}

/** What identifies this run, and what it works on. */
export interface RunIdentity {
  readonly stream: string;
  /** `run.attempt`, for commits and gaps. */
  readonly run: string;
  readonly retentionMs: Readonly<Record<FeedName, number>>;
}

/** Pages that one feed may read before the other has its turn. */
const TURN_PAGES = 50;

/** Never rejects with a `CollectError`: what went wrong is in the report, beside what was handed over all the same. */
export async function collect(
  ports: Ports,
  job: { readonly settings: Settings; readonly identity: RunIdentity },
  signal: AbortSignal,
): Promise<Report> {
  const run = new Run(ports, job.settings, job.identity);
  try {
    await run.open(signal);
    await run.read(signal);
  } catch (error) {
    if (!(error instanceof CollectError) && error !== signal.reason) throw error;
    run.failed(error);
  }
  return run.close();
}

class Run {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #identity: RunIdentity;
  readonly #budget: Budget;
  readonly #buffer: BatchBuffer;
  readonly #incidents: string[] = [];
  readonly #gaps: Gap[] = [];
  readonly #delivered = { events: 0, duplicates: 0, deadLetters: 0 };
  readonly #window: { from: number | undefined; to: number | undefined } = { from: undefined, to: undefined };
  #feeds: readonly FeedRun[] = [];
  /** Feeds that GitHub does not serve in this run; they do not keep the others from being read. */
  readonly #failing = new Set<FeedRun>();
  #checkpoint: Checkpoint | undefined;
  /** False while a batch is on its way; a run whose handover failed commits nothing more, because its draft claims that batch. */
  #mayCommit = true;
  /** Something was learnt since the last commit that the next run should not have to learn again. */
  #moved = false;
  #coldStart = false;
  #stopReason: StopReason = 'caught-up';
  #error: CollectError | undefined;

  constructor(ports: Ports, settings: Settings, identity: RunIdentity) {
    this.#ports = ports;
    this.#settings = settings;
    this.#identity = identity;
    this.#budget = new Budget(settings.limits, ports.clock.now());
    this.#buffer = new BatchBuffer(ports.batchLimits);
  }

  async open(signal: AbortSignal): Promise<void> {
    const { clock, random, log, auditLog, sources } = this.#ports;
    const { jitterMs } = this.#settings.limits;
    if (jitterMs > 0) await clock.sleep(Math.floor(random.next() * jitterMs), signal);
    const found = await findPosition(this.#identity.stream, sources, signal);
    if (found.kind === 'resume')
      log.info(`Position found in ${found.where}, generation ${found.checkpoint.generation}.`);
    const opened = await openFeeds(
      { auditLog, random, allowance: this.#budget.forProbe() },
      { found, settings: this.#settings, identity: this.#identity },
      signal,
    );
    this.#feeds = opened.feeds;
    this.#checkpoint = opened.checkpoint;
    this.#coldStart = found.kind !== 'resume';
    this.#moved = opened.cold;
    for (const incident of opened.incidents) this.#incident(incident);
    this.#gaps.push(...opened.gaps);
    for (const failure of opened.failures) this.failed(failure);
    if (opened.stopped !== undefined) this.#stopReason = opened.stopped;
  }

  /** Tails first; the deep sweeps have what was kept for them and all that is left over. */
  async read(signal: AbortSignal): Promise<void> {
    if (this.#stopReason !== 'caught-up') return;
    const deepIsDue = this.#feeds.some((feed) => feed.deepIsDue());
    await this.#readInTurns('tail', this.#budget.forTail(deepIsDue), signal);
    if (deepIsDue && !signal.aborted) await this.#readInTurns('deep', this.#budget.forDeep(), signal);
  }

  async #readInTurns(frontier: FrontierName, share: Share, signal: AbortSignal): Promise<void> {
    const waiting = () => this.#feeds.filter((feed) => !feed.isDone(frontier) && !this.#failing.has(feed));
    for (let feeds = waiting(); feeds.length > 0; feeds = waiting()) {
      for (const feed of feeds) {
        const stopped = await this.#turn(feed, { frontier, share }, signal);
        if (stopped === undefined) continue;
        if (this.#stopReason === 'caught-up') this.#stopReason = stopped;
        return;
      }
    }
  }

  /** Up to fifty pages of one frontier; answers why the whole run has to stop, if it has to. */
  async #turn(
    feed: FeedRun,
    { frontier, share }: { readonly frontier: FrontierName; readonly share: Share },
    signal: AbortSignal,
  ): Promise<StopReason | undefined> {
    for (let pages = 0; pages < TURN_PAGES && !feed.isDone(frontier); pages++) {
      if (!share.hasPage()) return 'max-pages';
      if (this.#ports.clock.now() >= share.deadlineAt) return 'max-duration';
      const step = await this.#readPage(feed, { frontier, share }, signal);
      if (step === undefined) return undefined;
      if (step.kind === 'stopped') return step.reason;
      if (step.kind === 'started-again') {
        this.#incident(`A cursor of the ${feed.name} feed led nowhere; its sweep began again from an earlier one.`);
        continue;
      }
      this.#moved = true;
      this.#buffer.addPage(step.fresh);
      this.#logPage(feed, frontier, step.fresh.length);
      if (this.#buffer.isFull) await this.#commit();
    }
    return undefined;
  }

  /** One page; `undefined` when the feed fails in this run, which the others need not suffer from. */
  async #readPage(
    feed: FeedRun,
    { frontier, share }: { readonly frontier: FrontierName; readonly share: Share },
    signal: AbortSignal,
  ): Promise<Step | undefined> {
    try {
      return await feed.read(frontier, { auditLog: this.#ports.auditLog, share }, signal);
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#failing.add(feed);
      this.failed(error);
      return undefined;
    }
  }

  /** Hands over what is buffered and commits the position that follows from it; a batch without events moves it alone. */
  async #commit(): Promise<void> {
    if (this.#checkpoint === undefined || !this.#moved || !this.#mayCommit) return;
    const generation = this.#checkpoint.generation + 1;
    const batch = this.#buffer.take();
    const next = this.#feeds.map((feed) => ({
      feed,
      next: nextFeed(feed.draft, { pending: feed.pending, generation }, this.#feedLimits()),
    }));
    for (const {
      feed,
      next: { gap, forgotten },
    } of next) {
      if (gap !== undefined) this.#gaps.push(gap);
      if (forgotten > 0) {
        this.#incident(
          `${forgotten} ids of the ${feed.name} feed did not fit into dedupe-capacity: their events may come again.`,
        );
      }
    }
    const duplicates = this.#duplicates() - this.#delivered.duplicates;
    const delivered = { events: batch.events.length, duplicates, deadLetters: batch.deadLetters.length };
    const checkpoint = nextCheckpoint(this.#checkpoint, {
      feeds: Object.fromEntries(next.map(({ feed, next: { feed: draft } }) => [feed.name, draft])),
      commit: { generation, id: `${this.#identity.run}.${this.#ports.random.token()}` },
      delivered,
    });
    this.#mayCommit = false;
    await this.#ports.handOver.commit(batch, checkpoint, { duplicates, gaps: this.#allGaps() });
    this.#mayCommit = true;
    this.#moved = false;
    this.#checkpoint = checkpoint;
    for (const {
      feed,
      next: { feed: position },
    } of next)
      feed.committed(position);
    this.#count(delivered, batch.events[0]?.ts, batch.events.at(-1)?.ts);
  }

  /** Whatever ended the reading: hand over the rest, then say how it went. */
  async close(): Promise<Report> {
    try {
      await this.#commit();
      if (this.#mayCommit) await this.#ports.handOver.finish();
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.failed(error);
    }
    return conclude({
      feeds: this.#feeds,
      checkpoint: this.#checkpoint,
      delivered: this.#delivered,
      window: this.#window,
      gaps: this.#allGaps(),
      coldStart: this.#coldStart,
      stopReason: this.#stopReason,
      incidents: [...this.#incidents, ...this.#ports.handOver.result.incidents],
      handOver: this.#ports.handOver.result,
      usage: this.#ports.auditLog.usage,
      error: this.#error,
      settings: this.#settings,
      retentionMs: this.#identity.retentionMs,
    });
  }

  /** The first failure is the cause; a later one is told beside it. */
  failed(error: unknown): void {
    if (!(error instanceof CollectError)) this.#stopReason = 'cancelled';
    else if (this.#error === undefined) this.#error = error;
    else this.#incident(`${describeError(error).message}.`);
  }

  #feedLimits(): FeedLimits {
    const { overlapMs, dedupeCapacity } = this.#settings.position;
    return { overlapMs, dedupeCapacity, run: this.#identity.run };
  }

  #allGaps(): readonly Gap[] {
    return [...this.#gaps, ...this.#feeds.flatMap((feed) => feed.gapsFound)];
  }

  #duplicates(): number {
    return this.#feeds.reduce((sum, feed) => sum + feed.counts.duplicates, 0);
  }

  #count(delivered: Checkpoint['counters'], from: number | undefined, to: number | undefined): void {
    this.#delivered.events += delivered.events;
    this.#delivered.duplicates += delivered.duplicates;
    this.#delivered.deadLetters += delivered.deadLetters;
    if (from !== undefined) this.#window.from = Math.min(this.#window.from ?? from, from);
    if (to !== undefined) this.#window.to = Math.max(this.#window.to ?? to, to);
  }

  #incident(text: string): void {
    this.#incidents.push(text);
    this.#ports.log.warning(text);
  }

  #logPage(feed: FeedRun, frontier: FrontierName, fresh: number): void {
    const { rateLimitRemaining } = this.#ports.auditLog.usage;
    const { tail } = feed.draft;
    const left = rateLimitRemaining === undefined ? '' : `, ${rateLimitRemaining} requests left this hour`;
    const what = frontier === 'tail' ? 'page' : 'page of the deep sweep';
    this.#ports.log.info(
      `${fresh} new events of the ${feed.name} feed, ${what} ${feed.counts.pages}, complete up to ${new Date(tail.claim).toISOString()}${left}`,
    );
  }
}
