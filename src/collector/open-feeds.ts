/**
 * The opening of a run: the newest event of each feed and the server's clock, before anything is read; from then on a run
 * never looks at its own clock to know where the log stands. Feeds are opened in random order, so that a limit never
 * starves the same one twice.
 */
import { createRedaction } from '../evidence/redaction.ts';
import type { Checkpoint, Feed } from '../model/checkpoint.ts';
import { CheckpointError, CollectError, InputError, UpstreamError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import { type ColdStart, coldFeed, isLost } from '../position/cold-start.ts';
import type { Found } from '../position/find-position.ts';
import { newCheckpoint } from '../position/new-checkpoint.ts';
import type { RunIdentity } from '../position/run-identity.ts';
import type { Random } from '../runtime/random.ts';
import type { Allowance, AuditLog, PageAnswer } from '../source/page.ts';
import type { PageElement } from '../source/page-element.ts';
import { type FeedRules, FeedRun } from './feed-run.ts';
import { beginningOf, dedupeIdChanged, foundIn, incidentsOf } from './opening-words.ts';
import type { Probe } from './sweep.ts';

export interface Opened {
  readonly feeds: readonly FeedRun[];
  readonly checkpoint: Checkpoint;
  readonly incidents: readonly string[];
  /** Some feed has no position yet. */
  readonly cold: boolean;
  /** Where the position was found, and where feeds without one begin, in sentences. */
  readonly beginnings: readonly string[];
  /** Whether an artifact keeps showing that there was a position. */
  readonly isKept: boolean;
  /** Feeds that could not be opened, why. */
  readonly failures: readonly CollectError[];
  readonly stopped: Extract<PageAnswer, { kind: 'stopped' }>['reason'] | undefined;
}

interface Opening {
  readonly auditLog: AuditLog;
  readonly random: Random;
  readonly allowance: Allowance;
}

interface Job {
  readonly found: Found;
  readonly settings: Settings;
  readonly identity: RunIdentity;
}

export async function openFeeds(opening: Opening, job: Job, signal: AbortSignal): Promise<Opened> {
  const { found, settings, identity } = job;
  const checkpoint = found.kind === 'resume' ? found.checkpoint : newCheckpoint(identity.stream, found);
  const feeds: FeedRun[] = [];
  const failures: CollectError[] = [];
  const beginnings = found.kind === 'resume' ? [foundIn(found)] : [];
  let cold = false;
  let stopped: Opened['stopped'];
  let date: number | undefined;
  for (const name of shuffled(settings.feeds, opening.random)) {
    const probe = await probeFeed(name, opening, signal);
    if (probe.kind === 'stopped') {
      stopped = probe.reason;
      break;
    }
    if (probe.kind === 'failed') {
      failures.push(probe.error);
      continue;
    }
    date = probe.date;
    const known = checkpoint.feeds[name];
    const doubt = known === undefined ? doubtOfNew(name, found) : implausible(known, probe);
    if (doubt !== undefined) {
      failures.push(doubt);
      continue;
    }
    const feed = known ?? newFeed(name, probe, job);
    if (known === undefined) beginnings.push(beginningOf(name, feed));
    cold ||= known === undefined;
    const run = new FeedRun(
      name,
      { feed, probe, shown: probe.shown, more: probe.more },
      rulesFor(name, checkpoint, job),
    );
    if (known === undefined) run.gapsFound.push(...feed.gaps);
    feeds.push(run);
  }
  return {
    feeds,
    checkpoint: { ...withUnopened(checkpoint, date, job), dedupeId: settings.position.dedupeId.join('.') },
    incidents: [...incidentsOf(found), ...dedupeIdChanged(checkpoint, settings)],
    cold,
    beginnings,
    isKept: found.kind === 'resume' && found.isKept,
    failures,
    stopped,
  };
}

/**
 * A feed that could not be opened begins where it would have begun in this run, and so does a lost one that this run does
 * not include: this run knows that a position is lost; the next one, which finds the position of the other feed, would not
 * know it and would treat the feed as newly configured.
 */
function withUnopened(checkpoint: Checkpoint, date: number | undefined, job: Job): Checkpoint {
  if (date === undefined) return checkpoint;
  const unopened = FEEDS.filter(
    (name) =>
      checkpoint.feeds[name] === undefined &&
      (job.settings.feeds.includes(name) || isLost(name, job.found)) &&
      doubtOfNew(name, job.found) === undefined,
  );
  const feeds = Object.fromEntries(unopened.map((name) => [name, newFeed(name, { date }, job)]));
  return { ...checkpoint, feeds: { ...feeds, ...checkpoint.feeds } };
}

/** A feed that no readable position knows is a new one only when every position could be read. */
function doubtOfNew(name: FeedName, found: Found): CollectError | undefined {
  if (found.kind !== 'resume' || found.doubt === undefined) return undefined;
  return new CheckpointError(`the position of the ${name} feed is unknown: ${found.doubt.message}`, {
    hint: found.doubt.hint,
    cause: found.doubt,
  });
}

/** Servers of one API differ by seconds; a claim beyond that was made by no run of ours. */
const CLOCK_DIFFERENCE_MAX_MS = 3_600_000;

/** No run claims a time that has not come yet: a position that does is damaged or forged, and would hide events. */
function implausible({ tail, deep }: Feed, { date }: Probe): CollectError | undefined {
  if (Math.max(tail.claim, deep.claim) <= date + CLOCK_DIFFERENCE_MAX_MS) return undefined;
  return new CheckpointError('the saved position claims events of a time in the future', {
    hint: 'It is damaged or forged: nothing is read from it. Start over with another state-key; see docs/troubleshooting.md#start-over.',
  });
}

function rulesFor(name: FeedName, checkpoint: Checkpoint, { settings, identity }: Job): FeedRules {
  const { overlapMs, reconcileEveryMs, reconcileWindowMs, dedupeId } = settings.position;
  return {
    retentionMs: identity.retentionMs[name],
    run: identity.run,
    overlapMs,
    reconcileEveryMs,
    reconcileWindowMs,
    dedupeId,
    redact: createRedaction(settings.privacy),
    maxPages: settings.limits.maxPages,
    // The newest move comes first; what it left behind was delivered.
    deliveredTo: checkpoint.resets.find(({ feed }) => feed === name)?.from ?? 0,
  };
}

type Probed =
  | ({ readonly kind: 'probe'; readonly shown: readonly PageElement[]; readonly more: boolean } & Probe)
  | { readonly kind: 'failed'; readonly error: CollectError }
  | Extract<PageAnswer, { kind: 'stopped' }>;

/** Pages of events that are stamped in the future; beyond that many, a feed counts as having none of the past. */
const PROBES_MAX = 5;

async function probeFeed(feed: FeedName, { auditLog, allowance }: Opening, signal: AbortSignal): Promise<Probed> {
  let openedAt: number | undefined;
  let newest: number | undefined;
  let after: string | undefined;
  const shown: PageElement[] = [];
  for (let probes = 1; ; probes++) {
    const request = { feed, order: 'desc', after, createdFrom: undefined } as const;
    const answer = await auditLog.read(request, allowance, signal).catch((error: unknown) => {
      if (error instanceof CollectError) return { kind: 'failed', error } as const;
      throw error;
    });
    if (answer.kind === 'failed' || answer.kind === 'stopped') return answer;
    if (answer.kind === 'cursor-refused') return { kind: 'failed', error: noHead(feed) };
    const { elements, date, next } = answer.page;
    shown.push(...elements);
    const opening = openedAt ?? date;
    openedAt = opening;
    newest ??= elements.find(({ ts }) => ts !== undefined)?.ts;
    const head = elements.find(({ ts }) => ts !== undefined && ts <= opening)?.ts;
    const isEmpty = probes === 1 && elements.length === 0 && next === undefined;
    if (head !== undefined || isEmpty)
      return {
        kind: 'probe',
        head: head ?? null,
        newest: newest ?? null,
        date: opening,
        shown,
        more: next !== undefined,
      };
    if (next === undefined || probes === PROBES_MAX) {
      if (newest === undefined) return { kind: 'failed', error: noHead(feed) };
      return { kind: 'probe', head: null, newest, date: opening, shown, more: next !== undefined };
    }
    after = next;
  }
}

/** Without its newest event it is unknown where a list ends, and an end that is only believed can hide events. */
function noHead(feed: FeedName): UpstreamError {
  return new UpstreamError(`the newest event of the ${feed} feed could not be found`, {
    hint: 'Nothing was skipped: run again later, and raise per-page if it persists; see docs/troubleshooting.md#list-ends-early.',
  });
}

function newFeed(name: FeedName, { date }: Pick<Probe, 'date'>, { found, settings, identity }: Job): Feed {
  const start: ColdStart = { date, since: settings.since, retentionMs: identity.retentionMs[name], run: identity.run };
  if (settings.since.kind === 'instant' && settings.since.at > date) {
    throw new InputError('since is in the future, by GitHub’s clock', {
      hint: 'Set a past instant or a duration such as 7d; see README.md#inputs.',
    });
  }
  return coldFeed(name, found, start);
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
