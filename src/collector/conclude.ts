/**
 * The result of a run: the report, and the verdict. Success means that everything that was read is delivered, committed
 * and verified; it does not mean caught up. Failure is an error, a certain gap, or a position older than `max-lag`.
 */
import type { SinkTotals } from '../delivery/sink-delivery.ts';
import type { Checkpoint, Frontier } from '../model/checkpoint.ts';
import {
  CheckpointError,
  type CollectError,
  DeliveryError,
  describeError,
  GapError,
  InputError,
} from '../model/errors.ts';
import type { FeedName } from '../model/feed.ts';
import { uniteGaps } from '../model/gaps.ts';
import type { Settings } from '../model/settings.ts';
import type { StopReason } from '../model/stop-reason.ts';
import { everythingLost } from '../position/cold-start.ts';
import type { Usage } from '../source/page.ts';
import { ActivityCount } from './activity.ts';
import type { DeliveryResult } from './delivery.ts';
import type { FeedRun } from './feed-run.ts';
import { gapError } from './gap-error.ts';
import type { Progress } from './progress.ts';
import type { FeedReport, Report } from './report.ts';

export interface Course {
  readonly feeds: readonly FeedRun[];
  /** `undefined` when the run ended before the feeds were opened. */
  readonly progress: Progress | undefined;
  readonly found: Parameters<typeof everythingLost>[0];
  readonly stopReason: StopReason;
  readonly incidents: readonly string[];
  readonly delivery: DeliveryResult;
  readonly usage: Usage;
  readonly error: CollectError | undefined;
  readonly settings: Settings;
  readonly retentionMs: Readonly<Record<FeedName, number>>;
  /** By this machine's clock, for the alarm about a feed that GitHub did not even show. */
  readonly now: number;
}

const NOTHING_DONE = {
  checkpoint: undefined,
  delivered: { events: 0, duplicates: 0, deadLetters: 0 },
  window: { from: undefined, to: undefined },
  activity: new ActivityCount(0),
};

export function conclude(course: Course): Report {
  const { feeds, progress, usage, delivery, settings } = course;
  const { checkpoint, delivered, window, activity } = progress ?? NOTHING_DONE;
  const reports = feeds.map((feed) => reportFeed(feed, checkpoint));
  const gaps = feeds.flatMap(({ name }, at) => (reports[at]?.gaps ?? []).map((gap) => ({ ...gap, feed: name })));
  const caughtUp =
    course.error === undefined &&
    course.stopReason !== 'cancelled' &&
    reports.length === settings.feeds.length &&
    reports.every((feed) => feed.caughtUp);
  const lagMs = greatest(settings.feeds.map((name) => lagOf(name, course)));
  const error =
    course.error ??
    unsavedError(course) ??
    deadLetterError(delivered.deadLetters) ??
    notAcceptedError(delivery.sink, settings) ??
    capacityError(course) ??
    (settings.position.onGap === 'warn' ? undefined : gapError(gaps, { ...course, date: dateOf(course) })) ??
    everythingLost(course.found, settings) ??
    retentionError(course) ??
    lagError(lagMs, settings);
  return {
    events: delivered.events,
    duplicates: delivered.duplicates,
    deadLetters: delivered.deadLetters,
    requests: usage.requests,
    retries: usage.retries,
    pages: feeds.reduce((sum, feed) => sum + feed.counts.pages, 0),
    caughtUp,
    // A limit that only prevented the next check stopped nothing.
    stopReason: caughtUp ? 'caught-up' : course.stopReason,
    watermark: reports.length === 0 ? undefined : Math.min(...reports.map((feed) => feed.watermark)),
    lagSeconds: lagMs === undefined ? undefined : Math.round(lagMs / 1000),
    gaps: gaps.map(({ feed: _, ...gap }) => gap),
    coldStart: (course.found?.kind ?? 'resume') !== 'resume',
    files: delivery.files,
    page: delivery.page,
    manifests: delivery.manifests,
    heads: (checkpoint?.chain.heads ?? []).map(({ sha256 }) => sha256),
    artifacts: delivery.artifacts,
    sink: delivery.sink,
    archive: delivery.archive,
    rateLimitRemaining: usage.rateLimitRemaining,
    window: window.from === undefined || window.to === undefined ? undefined : { from: window.from, to: window.to },
    activity: activity.activity,
    latenessMs: greatest(feeds.map((feed) => feed.latenessMs)),
    feeds: Object.fromEntries(feeds.map(({ name }, at) => [name, reports[at]])),
    incidents: [
      ...course.incidents,
      ...feeds.flatMap((feed) => sharedIdWarning(feed, settings)),
      ...settings.feeds.flatMap((name) => retentionWarning(name, course)),
      ...filesWarning(course, error),
    ],
    error: error === undefined ? undefined : { ...describeError(error), hint: error.hint },
  };
}

function reportFeed(feed: FeedRun, checkpoint: Checkpoint | undefined): FeedReport {
  const position = checkpoint?.feeds[feed.name] ?? feed.draft;
  return {
    events: feed.counts.fresh,
    duplicates: feed.counts.duplicates,
    watermark: position.tail.claim,
    completedAt: position.tail.completedAt ?? undefined,
    caughtUp: feed.caughtUp && position.deep.sweep === null,
    remembered: feed.remembered,
    gaps: uniteGaps(feed.gapsFound, []),
  };
}

/**
 * How far behind the server's clock: a quiet feed that was read to its end is not behind, however old its last event. A feed
 * that could not be opened has only this machine's clock to be measured by; `undefined` without a position.
 */
function lagOf(name: FeedName, { feeds, progress, now }: Course): number | undefined {
  const tail = tailOf(name, { feeds, progress });
  if (tail === undefined) return undefined;
  const date = feeds.find((feed) => feed.name === name)?.date ?? now;
  return Math.max(0, date - Math.max(tail.claim, tail.completedAt ?? 0));
}

/** As it was committed last, or as this run would have begun it; `undefined` for a feed without a position. */
function tailOf(name: FeedName, { feeds, progress }: Pick<Course, 'feeds' | 'progress'>): Frontier | undefined {
  return (progress?.checkpoint.feeds[name] ?? feeds.find((feed) => feed.name === name)?.draft)?.tail;
}

/** How much of the time that GitHub keeps events has passed since the position, from 0 to 1. */
function retentionShare(name: FeedName, course: Course): number {
  return (lagOf(name, course) ?? 0) / course.retentionMs[name];
}

function retentionWarning(name: FeedName, course: Course): readonly string[] {
  if (retentionShare(name, course) < 0.5) return [];
  const days = Math.round(course.retentionMs[name] / 86_400_000);
  return [
    `The ${name} feed is behind by more than half of the ${days} days that GitHub keeps its events; what expires before it is read is lost. Run more often, or raise max-pages.`,
  ];
}

/** Delivered all the same; but by such an id nobody can drop a duplicate. */
function sharedIdWarning({ name, counts }: FeedRun, { position }: Settings): readonly string[] {
  if (counts.sharedIds === 0) return [];
  return [
    `${counts.sharedIds} events of the ${name} feed have the same ${position.dedupeId.join('.')} as another event of their millisecond: dedupe-id does not identify an event. They were delivered, each by its content; set dedupe-id to a field that does.`,
  ];
}

/** A failed step keeps the next ones from running, and the position has moved on. */
function filesWarning({ delivery, settings }: Course, error: CollectError | undefined): readonly string[] {
  const filesOnly = delivery.files.length > 0 && !settings.output.artifact && settings.sink === undefined;
  if (error === undefined || !filesOnly) return [];
  return ['This run failed, and its events are only in its files: copy them in a step with `if: always()`.'];
}

/**
 * Before a gap is certain. A feed that is still being read for the first time, in one run or in several, is that far
 * behind on purpose: events of it that expire all the same are a gap, which fails the run.
 */
function retentionError(course: Course): CollectError | undefined {
  if (course.settings.position.onGap === 'warn') return undefined;
  const hasBeenRead = (name: FeedName) => (tailOf(name, course)?.completedAt ?? null) !== null;
  const feed = course.settings.feeds.find((name) => hasBeenRead(name) && retentionShare(name, course) >= 0.8);
  if (feed === undefined) return undefined;
  return new GapError(`the ${feed} feed is so far behind that events are about to expire unread`, {
    hint: 'Everything that was read is delivered, and the next run continues. Run more often, or raise max-pages or max-duration; see docs/troubleshooting.md#lag.',
  });
}

/** Without a position the run must not succeed: later runs rely on every success as a proof that one was saved. */
function unsavedError({ progress, stopReason }: Course): CollectError | undefined {
  if (progress !== undefined && progress.checkpoint.commits.length > 0) return undefined;
  return new CheckpointError(`the run was stopped (${stopReason}) before a position could be saved`, {
    hint: `Nothing was read and nothing is lost: run it again. See ${WHY_STOPPED[stopReason] ?? 'docs/troubleshooting.md#not-caught-up'}`,
  });
}

const WHY_STOPPED: { readonly [reason in StopReason]?: string } = {
  'rate-limit': 'docs/troubleshooting.md#rate-limit',
  'circuit-open': 'docs/troubleshooting.md#server-errors',
};

export function deadLetterError(count: number): CollectError | undefined {
  if (count === 0) return undefined;
  return new DeliveryError(
    `GitHub returned ${count} entries that are not valid events; they are kept unchanged in dead-letters.ndjson`,
    {
      hint: 'Everything else was delivered, and these entries are not reported again. Look at dead-letters.ndjson; see docs/troubleshooting.md#dead-letters.',
    },
  );
}

/** A configured limit of the sink is no failure while the artifact holds the events beyond it; a refusal always is. */
export function notAcceptedError(
  sink: SinkTotals | undefined,
  { output, sink: chosen }: Pick<Settings, 'output' | 'sink'>,
): CollectError | undefined {
  if (sink === undefined || chosen?.onNotAccepted === 'warn') return undefined;
  const { rejected, ...beyondLimits } = sink.notAccepted;
  const beyond = Object.values(beyondLimits).reduce((sum, count) => sum + count, 0);
  const counted = rejected + (output.artifact ? 0 : beyond);
  if (counted === 0) return undefined;
  const kept = output.artifact
    ? 'the artifact and in dead-letters.ndjson'
    : 'dead-letters.ndjson of the output directory';
  return new DeliveryError(`${counted} events were not accepted by the sink; they are in ${kept}`, {
    hint: 'Everything else was delivered, and these events are not sent again. The summary counts them by reason. Set `sink-on-not-accepted: warn` to let the run succeed; see docs/sinks.md#events-that-the-sink-does-not-accept.',
  });
}

/** A setting that is too small in every run cannot work: events would be delivered again in every run. */
function capacityError({ progress, settings }: Course): CollectError | undefined {
  const [feed] = progress?.overfull ?? [];
  if (feed === undefined) return undefined;
  return new InputError(
    `dedupe-capacity (${settings.position.dedupeCapacity}) is less than the events of the ${feed} feed within overlap`,
    {
      hint: 'Everything was delivered, but events whose ids did not fit are delivered again in every run. Raise dedupe-capacity; see docs/troubleshooting.md#the-same-event-came-twice.',
    },
  );
}

function lagError(lagMs: number | undefined, settings: Settings): CollectError | undefined {
  const { maxLagMs } = settings.position;
  if (lagMs === undefined || maxLagMs === undefined || lagMs <= maxLagMs) return undefined;
  return new GapError(`the position is ${Math.round(lagMs / 60_000)} minutes behind, more than max-lag allows`, {
    hint: 'Everything that was read is delivered, and the next run continues. Run more often, or raise max-pages or max-duration; see docs/troubleshooting.md#lag.',
  });
}

/** The server's clock as it was read last. */
function dateOf({ feeds, now }: Course): number {
  return greatest(feeds.map(({ date }) => date)) ?? now;
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce((most, value) => (value === undefined || (most ?? value) > value ? most : value), undefined);
}
