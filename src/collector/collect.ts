/**
 * One run: find the position, open the feeds, read in turns, deliver batch by batch, report. Everything that was read
 * is delivered and committed before the run ends, whatever ends it; a kill at any moment costs requests or a repeated
 * event, never a lost one.
 */
import { CollectError, sentence } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { StopReason } from '../model/stop-reason.ts';
import { refuseColdStart } from '../position/cold-start.ts';
import type { FindPosition, Found } from '../position/find-position.ts';
import type { RunIdentity } from '../position/run-identity.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import type { AuditLog } from '../source/page.ts';
import type { BatchLimits } from './batch-buffer.ts';
import { Budget, type Share } from './budget.ts';
import { conclude } from './conclude.ts';
import type { Delivery } from './delivery.ts';
import type { FeedRun, Step } from './feed-run.ts';
import { openFeeds } from './open-feeds.ts';
import { Progress } from './progress.ts';
import type { Report } from './report.ts';
import type { FrontierName } from './sweep.ts';

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly auditLog: AuditLog;
  readonly findPosition: FindPosition;
  readonly delivery: Delivery;
  readonly batchLimits: BatchLimits;
}

/** Pages that one feed reads at most before the other has its turn. */
const TURN_PAGES = 50;

const STARTED_AGAIN = {
  cursor: (feed: string) =>
    `GitHub refused a saved cursor of the ${feed} feed or cut the list short; the run restarted from an earlier one (extra requests, nothing lost).`,
  net: (feed: string) =>
    `The filter created: hid events of the ${feed} feed that GitHub lists among its newest; the run restarted without the filter (extra requests, nothing lost).`,
} as const;

/** Never rejects with a `CollectError`: what went wrong is in the report, next to what was delivered all the same. */
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
    run.endedBy(error, signal);
  }
  return run.close(signal);
}

class Run {
  readonly #ports: Ports;
  readonly #settings: Settings;
  readonly #identity: RunIdentity;
  readonly #budget: Budget;
  readonly #incidents: string[] = [];
  #feeds: readonly FeedRun[] = [];
  /** Feeds that GitHub does not serve in this run; the other feeds are read all the same. */
  readonly #failing = new Set<FeedRun>();
  #progress: Progress | undefined;
  #found: Found | undefined;
  #stopReason: StopReason = 'caught-up';
  #error: CollectError | undefined;

  constructor(ports: Ports, settings: Settings, identity: RunIdentity) {
    this.#ports = ports;
    this.#settings = settings;
    this.#identity = identity;
    this.#budget = new Budget(settings.limits, ports.clock.now());
  }

  async open(signal: AbortSignal): Promise<void> {
    const { clock, random, log, auditLog, findPosition } = this.#ports;
    const { jitterMs } = this.#settings.limits;
    if (jitterMs > 0) await clock.sleep(Math.floor(random.next() * jitterMs), signal);
    const found = await findPosition(this.#identity.stream, signal);
    this.#found = found;
    refuseColdStart(found, this.#settings);
    const opened = await openFeeds(
      { auditLog, random, allowance: this.#budget.forProbe() },
      { found, settings: this.#settings, identity: this.#identity },
      signal,
    );
    this.#feeds = opened.feeds;
    this.#progress = new Progress(this.#progressParts(), opened);
    for (const beginning of opened.beginnings) log.info(beginning);
    for (const incident of opened.incidents) this.#incident(incident);
    for (const failure of opened.failures) this.#failed(failure);
    if (opened.stopped !== undefined) this.#stopReason = opened.stopped;
  }

  /** Tails first; the deep sweeps have what was kept for them and all that is left over. */
  async read(signal: AbortSignal): Promise<void> {
    if (this.#stopReason !== 'caught-up') return;
    const { auditLog } = this.#ports;
    const deepIsDue = this.#feeds.some((feed) => feed.deepIsDue());
    await this.#readInTurns('tail', this.#budget.forTail(deepIsDue, auditLog.usage.rateLimitRemaining), signal);
    if (deepIsDue && !signal.aborted)
      await this.#readInTurns('deep', this.#budget.forDeep(auditLog.usage.rateLimitRemaining), signal);
  }

  /** Whatever ended the reading: deliver the rest, then report how it went. */
  async close(signal: AbortSignal): Promise<Report> {
    try {
      await this.#progress?.finish();
    } catch (error) {
      this.endedBy(error, signal);
    }
    const before = [...this.#incidents, ...this.#ports.delivery.result.incidents];
    const report = conclude({
      feeds: this.#feeds,
      progress: this.#progress,
      found: this.#found,
      stopReason: this.#stopReason,
      incidents: before,
      delivery: this.#ports.delivery.result,
      usage: this.#ports.auditLog.usage,
      error: this.#error,
      settings: this.#settings,
      retentionMs: this.#identity.retentionMs,
      now: this.#ports.clock.now(),
    });
    for (const incident of report.incidents.slice(before.length)) this.#ports.log.warning(incident);
    return report;
  }

  /** A failure that a user can act on, or a cancellation; anything else is a bug and crashes. */
  endedBy(error: unknown, signal: AbortSignal): void {
    if (error instanceof CollectError) this.#failed(error);
    else if (signal.aborted && error === signal.reason) this.#stopReason = 'cancelled';
    else throw error;
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

  /** Up to fifty pages of one frontier; returns why reading has to stop, if it has to. */
  async #turn(
    feed: FeedRun,
    { frontier, share }: { readonly frontier: FrontierName; readonly share: Share },
    signal: AbortSignal,
  ): Promise<StopReason | undefined> {
    for (let pages = 0; pages < TURN_PAGES && !feed.isDone(frontier); pages++) {
      if (!share.hasPage()) return share.usedUp;
      if (this.#ports.clock.now() >= share.deadlineAt) return 'max-duration';
      const step = await this.#readPage(feed, { frontier, share }, signal);
      if (step === undefined) return undefined;
      if (step.kind === 'stopped') return step.reason;
      if (step.kind === 'started-again') {
        this.#progress?.noteMove();
        if (step.why !== 'narrow') this.#incident(STARTED_AGAIN[step.why](feed.name));
        continue;
      }
      this.#logPage(feed, frontier);
      await this.#progress?.addPage(step.fresh);
      // Before a fresh sweep of the one feed, the other is read to its end.
      if (step.ended) return undefined;
    }
    return undefined;
  }

  /** One page; `undefined` when the feed fails in this run. */
  async #readPage(
    feed: FeedRun,
    { frontier, share }: { readonly frontier: FrontierName; readonly share: Share },
    signal: AbortSignal,
  ): Promise<Step | undefined> {
    const gapsBefore = feed.gapsFound.length;
    try {
      const step = await feed.read(frontier, { auditLog: this.#ports.auditLog, share }, signal);
      this.#reportGaps(feed, gapsBefore);
      return step;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#failing.add(feed);
      this.#failed(error);
      return undefined;
    }
  }

  #progressParts(): ConstructorParameters<typeof Progress>[0] {
    const { overlapMs, dedupeCapacity } = this.#settings.position;
    const { run } = this.#identity;
    return {
      delivery: this.#ports.delivery,
      batchLimits: this.#ports.batchLimits,
      feedLimits: { overlapMs, dedupeCapacity, run },
      commitId: () => `${run}.${this.#ports.random.token()}`,
      incident: (text) => this.#incident(text),
    };
  }

  /** The first failure is the cause; a later one is an incident, unless it is the same in the same words. */
  #failed(error: CollectError): void {
    if (this.#error === undefined) this.#error = error;
    else if (this.#error.message !== error.message) this.#incident(sentence(error.message));
  }

  /** At once: a run that is killed later has reported it all the same. */
  #reportGaps(feed: FeedRun, before: number): void {
    for (const { from, to, certain } of feed.gapsFound.slice(before)) {
      const what = certain ? 'are out of reach' : 'may be missing';
      const span = `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
      this.#ports.log.warning(`Events of the ${feed.name} feed from ${span} ${what}.`);
    }
  }

  #incident(text: string): void {
    this.#incidents.push(text);
    this.#ports.log.warning(text);
  }

  /** Every page at first, then every tenth and the last: a long run is seen to move, and its log stays readable. */
  #logPage(feed: FeedRun, frontier: FrontierName): void {
    const { pages, fresh } = feed.counts;
    const { log, clock } = this.#ports;
    if (log.progress !== undefined) {
      const now = clock.now();
      log.progress({ feed: feed.name, sweep: frontier, pages, events: fresh, upTo: feed.watermark, now });
      return;
    }
    if (pages > 10 && pages % 10 !== 0 && !feed.isDone(frontier)) return;
    const { rateLimitRemaining } = this.#ports.auditLog.usage;
    const left = rateLimitRemaining === undefined ? '' : `, ${rateLimitRemaining} requests left this hour`;
    const what = frontier === 'tail' ? 'page' : 'page of the deep sweep';
    const upTo = new Date(feed.watermark).toISOString();
    log.info(`${fresh} new events of the ${feed.name} feed so far, ${what} ${pages}, complete up to ${upTo}${left}`);
  }
}
