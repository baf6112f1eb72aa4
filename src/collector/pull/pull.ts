/**
 * An ad hoc pull: one stretch of time, all feeds merged into one order, no position read or written. Whatever ends it
 * early, what was delivered is an exact piece of the range from its beginning, and the run fails: nobody mistakes a
 * piece for the complete range.
 */
import { createRedaction } from '../../evidence/redaction.ts';
import { assert } from '../../model/assert.ts';
import { CollectError, sentence, UpstreamError } from '../../model/errors.ts';
import type { FeedName } from '../../model/feed.ts';
import type { StopReason } from '../../model/stop-reason.ts';
import type { PageAnswer } from '../../source/page.ts';
import { BatchBuffer } from '../batch-buffer.ts';
import { Budget, type Share } from '../budget.ts';
import { incompletePull } from './incomplete-pull.ts';
import { describePull, type PullFacts } from './pull-facts.ts';
import { type ListEnd, PullFeed } from './pull-feed.ts';
import type { Pulled, PullJob, PullPorts } from './pull-job.ts';
import { isBefore, netOf, type PullRange, resolveRange } from './pull-range.ts';
import { PullTally } from './pull-tally.ts';

/** Never rejects with a `CollectError`. */
export async function pull(ports: PullPorts, job: PullJob, signal: AbortSignal): Promise<Pulled> {
  const run = new PullRun(ports, job);
  await run.attempt(() => run.open(signal), signal);
  if (run.goesOn) await run.attempt(() => run.read(signal), signal);
  await run.attempt(() => run.finish(), signal);
  return run.result();
}

class PullRun {
  readonly #ports: PullPorts;
  readonly #job: PullJob;
  readonly #share: Share;
  readonly #buffer: BatchBuffer;
  readonly #incidents: string[] = [];
  readonly #counts = { events: 0, deadLetters: 0 };
  readonly #tally = new PullTally();
  #range: PullRange | undefined;
  #feeds: readonly PullFeed[] = [];
  #stopReason: StopReason = 'caught-up';
  #error: CollectError | undefined;
  /** Half a batch can be in the files: nothing is written after it. */
  #deliveryFailed = false;

  constructor(ports: PullPorts, job: PullJob) {
    this.#ports = ports;
    this.#job = job;
    this.#share = new Budget(job.settings.limits, ports.clock.now()).forTail(false);
    this.#buffer = new BatchBuffer(ports.batchLimits);
  }

  get goesOn(): boolean {
    return this.#error === undefined && this.#stopReason === 'caught-up';
  }

  /** A failure that a user can act on, or a cancellation; anything else is a bug and crashes. */
  async attempt(step: () => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (error instanceof CollectError) {
        if (this.#error === undefined) this.#error = error;
        else this.#incidents.push(sentence(error.message));
      } else if (signal.aborted && error === signal.reason) this.#stopReason = 'cancelled';
      else throw error;
    }
  }

  async open(signal: AbortSignal): Promise<void> {
    const { settings, identity } = this.#job;
    const { dedupeId } = settings.position;
    const identityRules = { dedupeId, redact: createRedaction(settings.privacy) };
    const feeds: PullFeed[] = [];
    for (const name of settings.feeds) {
      const newest = await this.#firstOf({ feed: name, order: 'desc', createdFrom: undefined }, signal);
      if (newest === undefined) return;
      this.#range ??= resolveRange(settings, newest.date);
      const range = this.#range;
      const isEnd = range.order === 'asc' && newest.first !== null;
      const end = isEnd ? newest : await this.#firstOf(this.#backwards(name, range), signal);
      if (end === undefined) return;
      const rules = { range, ...identityRules, end: end.first, date: newest.date };
      const feed = new PullFeed(name, { ...rules, run: identity.run, retentionMs: identity.retentionMs[name] });
      for (const { from, to } of feed.gaps) this.#reportGap(name, from, to);
      feeds.push(feed);
    }
    this.#feeds = feeds;
  }

  async read(signal: AbortSignal): Promise<void> {
    for (;;) {
      for (const feed of this.#feeds) {
        while (feed.next === undefined && !feed.isDone) {
          const stopped = await this.#readPage(feed, signal);
          if (stopped === undefined) continue;
          this.#stopReason = stopped;
          return;
        }
      }
      if (!this.#mergeOne()) return;
      if (this.#buffer.isFull) await this.#delivery();
    }
  }

  /** What is certain to be a piece without a hole, then the artifact. */
  async finish(): Promise<void> {
    const piece = this.#piece;
    if (piece === undefined) return;
    while (this.#mergeOne(piece.reached)) if (this.#buffer.isFull) await this.#delivery();
    await this.#delivery();
    await this.#ports.delivery.finish(this.#facts(piece.range));
  }

  result(): Pulled {
    return {
      range: this.#range,
      reached: this.#piece?.reached,
      feeds: this.#feeds,
      counts: this.#counts,
      stopReason: this.#stopReason,
      incidents: [...this.#incidents, ...this.#ports.delivery.result.incidents],
      error: this.#error ?? (this.#isComplete ? undefined : incompletePull(this.#stopReason, this.#piece)),
    };
  }

  /** Of the heads of all feeds the one that comes first; only what comes before `bound`, when there is one. */
  #mergeOne(bound?: number): boolean {
    const order = this.#range?.order ?? 'asc';
    const [first, ...others] = this.#feeds.filter(({ next }) => next !== undefined);
    if (first === undefined) return false;
    const chosen = others.reduce((best, feed) => (isBefore(headOf(feed), headOf(best), order) ? feed : best), first);
    if (bound !== undefined && !this.#isComplete && !isBefore(headOf(chosen), bound, order)) return false;
    const event = chosen.take();
    this.#buffer.add(event);
    if (event.wellFormed) this.#tally.add(chosen.name, event.ts);
    return true;
  }

  async #readPage(feed: PullFeed, signal: AbortSignal): Promise<StopReason | undefined> {
    const { clock, log, auditLog } = this.#ports;
    if (!this.#share.hasPage()) return 'max-pages';
    if (clock.now() >= this.#share.deadlineAt) return 'max-duration';
    const starts = feed.counts.starts;
    const stopped = await feed.read(auditLog, this.#share, signal);
    if (feed.counts.starts > starts)
      this.#note(
        `GitHub refused a cursor of the ${feed.name} feed or cut the list short; the run reads that list again (extra requests, nothing lost).`,
      );
    const { pages, kept } = feed.counts;
    if (pages <= 10 || pages % 10 === 0) {
      log.info(`${kept} events of the ${feed.name} feed so far, page ${pages}, read to ${iso(feed.readTo)}`);
    }
    return stopped?.reason;
  }

  async #delivery(): Promise<void> {
    if (this.#range === undefined) return;
    const batch = this.#buffer.take(this.#range.order);
    this.#deliveryFailed = true;
    await this.#ports.delivery.add(batch, this.#facts(this.#range));
    this.#deliveryFailed = false;
    this.#counts.events += batch.events.length;
    this.#counts.deadLetters += batch.deadLetters.length;
  }

  get #isComplete(): boolean {
    return this.#error === undefined && this.#feeds.length > 0 && this.#feeds.every((feed) => feed.isDone);
  }

  /** Complete only once nothing waits any more: a run that is killed leaves a manifest that says so. */
  #facts(range: PullRange): PullFacts {
    const complete = this.#isComplete && !this.#feeds.some(({ next }) => next !== undefined);
    return describePull(range, { complete, reached: this.#reached(range), feeds: this.#feeds, tally: this.#tally });
  }

  /** The least of what all feeds were read to. */
  #reached({ since, until, order }: PullRange): number {
    const open = this.#feeds.filter((feed) => !feed.isDone).map((feed) => feed.readTo);
    if (order === 'asc') return Math.min(until, ...open);
    return Math.max(since, ...open);
  }

  get #piece(): { readonly range: PullRange; readonly reached: number } | undefined {
    if (this.#range === undefined || this.#feeds.length === 0 || this.#deliveryFailed) return undefined;
    return { range: this.#range, reached: this.#reached(this.#range) };
  }

  /** Where a list begins, and the server's clock; `undefined` when a limit was reached. */
  async #firstOf(
    request: { readonly feed: FeedName; readonly order: 'asc' | 'desc'; readonly createdFrom: number | undefined },
    signal: AbortSignal,
  ): Promise<{ readonly first: ListEnd | null; readonly date: number } | undefined> {
    const answer: PageAnswer = await this.#ports.auditLog.read({ ...request, after: undefined }, this.#share, signal);
    if (answer.kind === 'page') {
      const { elements, date, next } = answer.page;
      const ts = elements.find((element) => element.ts !== undefined)?.ts;
      // A list whose events cannot be placed in time is none without events.
      if (ts === undefined && (elements.length > 0 || next !== undefined)) throw noEnd(request);
      const shown = elements.filter((element) => element.ts === ts);
      return { first: ts === undefined ? null : { ts, shown }, date };
    }
    assert(answer.kind === 'stopped', 'a cursor that was not sent is not refused');
    this.#stopReason = answer.reason;
    return undefined;
  }

  /** The list from its other end. Only with `created:` does it go back further than three months. */
  #backwards(feed: FeedName, range: PullRange) {
    return { feed, order: range.order === 'asc' ? 'desc' : 'asc', ...netOf(range, null) } as const;
  }

  #reportGap(feed: FeedName, from: number, to: number): void {
    this.#note(
      `GitHub keeps no events of the ${feed} feed from ${iso(from)} to ${iso(to)} any more: they are not in this pull.`,
    );
  }

  #note(incident: string): void {
    this.#incidents.push(incident);
    this.#ports.log.warning(incident);
  }
}

function noEnd({ feed, order }: { readonly feed: FeedName; readonly order: 'asc' | 'desc' }): UpstreamError {
  return new UpstreamError(
    `the ${order === 'desc' ? 'newest' : 'oldest'} event of the ${feed} feed could not be found`,
    {
      hint: 'No event on the first page has a timestamp: pull again, with a larger per-page if it happens again; see docs/troubleshooting.md#list-ends-early.',
    },
  );
}

function headOf(feed: PullFeed): number {
  return feed.next?.ts ?? Number.NaN;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
