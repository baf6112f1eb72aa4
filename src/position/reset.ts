/**
 * Moves the saved position by hand. The moved position begins a new epoch, numbered by the server's clock, and of two
 * epochs the later one wins completely: no copy from before, whichever survives and in whatever order it is met, moves
 * it back.
 */
import { reportedUpTo } from '../model/chain.ts';
import type { Checkpoint, Feed, Frontier, Gap, Reset } from '../model/checkpoint.ts';
import { uniteResets } from '../model/claims.ts';
import { CheckpointError, InputError, UpstreamError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { uniteGaps } from '../model/gaps.ts';
import { cutSeen, NOTHING_SEEN } from '../model/seen.ts';
import type { Settings } from '../model/settings.ts';
import type { Random } from '../runtime/random.ts';
import type { Allowance, AuditLog } from '../source/page.ts';
import { canBeLost, coldFeed, instantOf, oldestClaim } from './cold-start.ts';
import type { FindPosition, Found } from './find-position.ts';
import { newCheckpoint } from './new-checkpoint.ts';
import { nextCheckpoint } from './next-checkpoint.ts';
import type { RunIdentity } from './run-identity.ts';

export interface ResetPorts {
  readonly auditLog: AuditLog;
  readonly allowance: Allowance;
  readonly random: Random;
  readonly findPosition: FindPosition;
}

export interface ResetJob {
  readonly settings: Settings;
  readonly identity: RunIdentity;
}

/** The position to save, and what it does to each feed. */
export interface Moved {
  readonly checkpoint: Checkpoint;
  readonly moves: readonly Reset[];
  readonly found: Found;
  /** Feeds that are not moved and have lost their position, with the one that they begin with. */
  readonly lost: Checkpoint['feeds'];
  /** The requested instant; a feed whose events GitHub no longer keeps begins later. */
  readonly since: number;
}

/** Saves nothing yet. Rejects like `findPosition`, and with `InputError` when `since` lies in the future. */
export async function movePosition(ports: ResetPorts, job: ResetJob, signal: AbortSignal): Promise<Moved> {
  const { settings, identity } = job;
  const found = await ports.findPosition(identity.stream, signal);
  const date = await requestDate(ports, settings, signal);
  const since = instantOf(settings.since, date);
  if (since > date) {
    throw new InputError('since is in the future, by GitHub’s clock', {
      hint: 'Set a past instant or a duration such as 7d; see docs/modes.md#reset.',
    });
  }
  const before = found.kind === 'resume' ? found.checkpoint : newCheckpoint(identity.stream, found);
  if (found.kind === 'resume') refuseDoubt(found, settings.feeds);
  const again = savedAgain(before, ports, identity);
  if (again !== undefined) return { ...again, found, since };
  // Drawn below the second, so that of two resets in one second one is the later, for every run that meets both.
  const epoch = Math.max(before.epoch + 1, date + Math.floor(ports.random.next() * 1000));
  const generation = before.generation + 1;
  const moved = settings.feeds.map((name) => {
    const to = Math.max(since, oldestClaim({ date, retentionMs: identity.retentionMs[name] }));
    const begin = Math.min(reportedUpTo(before, name) ?? to, to);
    const feed = moveFeed(before.feeds[name], { since, to, begin, date, generation, run: identity.run });
    const from = before.feeds[name]?.tail.claim ?? null;
    return { name, feed, reset: { epoch, run: identity.run, feed: name, from, to } };
  });
  const lost = lostFeeds(before, found, { job, date, moved: settings.feeds });
  const next = nextCheckpoint(beginEpoch(before), {
    feeds: { ...lost, ...Object.fromEntries(moved.map(({ name, feed }) => [name, feed])) },
    commit: { generation, id: `${identity.run}.${ports.random.token()}` },
    delivered: { events: 0, duplicates: 0, deadLetters: 0 },
  });
  const moves = moved.map(({ reset }) => reset);
  return { checkpoint: { ...next, epoch, resets: uniteResets(before.resets, moves) }, moves, found, lost, since };
}

/** Feeds that have lost their position: the next run finds the position that is saved now, and would take them for new. */
export function lostFeeds(
  before: Checkpoint,
  found: Found,
  at: { readonly job: ResetJob; readonly date: number; readonly moved: readonly FeedName[] },
): Checkpoint['feeds'] {
  const { settings, identity } = at.job;
  const lost = FEEDS.filter(
    (name) => before.feeds[name] === undefined && !at.moved.includes(name) && canBeLost(name, found),
  );
  const start = { date: at.date, since: settings.since, run: identity.run };
  const startOf = (name: FeedName) => ({ ...start, retentionMs: identity.retentionMs[name] });
  return Object.fromEntries(lost.map((name) => [name, coldFeed(name, found, startOf(name))]));
}

/** What an earlier attempt of this very run moved is saved again, and what was collected since then is not moved; `undefined`: nothing was. */
export function savedAgain(
  before: Checkpoint,
  { random }: Pick<ResetPorts, 'random'>,
  { run }: Pick<RunIdentity, 'run'>,
): Pick<Moved, 'checkpoint' | 'moves' | 'lost'> | undefined {
  const [id] = run.split('.');
  const moves = before.resets.filter(
    (reset) => reset.epoch === before.epoch && reset.run !== run && reset.run.split('.')[0] === id,
  );
  if (moves.length === 0) return undefined;
  const generation = before.generation + 1;
  const commit = { generation, id: `${run}.${random.token()}` };
  const delivered = { events: 0, duplicates: 0, deadLetters: 0 };
  return { checkpoint: nextCheckpoint(before, { feeds: {}, commit, delivered }), moves, lost: {} };
}

/** The manifests of the new epoch continue where those of the old one ended, also for a feed that is not moved. */
export function beginEpoch(before: Checkpoint): Checkpoint {
  const feeds = Object.entries(before.feeds).map(([name, feed]) => [
    name,
    { ...feed, begin: reportedUpTo(before, name as FeedName) ?? feed.begin },
  ]);
  return { ...before, feeds: Object.fromEntries(feeds) };
}

export interface MovedTo {
  /** As it was given; a feed of which GitHub no longer keeps that much begins at `to`. */
  readonly since: number;
  readonly to: number;
  /** Where the manifests of the new epoch begin to speak of it. */
  readonly begin: number;
  readonly date: number;
  readonly generation: number;
  readonly run: string;
}

/**
 * From `to` on everything is delivered, what was delivered before as well; below it nothing changes. When that skips
 * something, the deep sweep must not fetch it after all: the floor rises too, and everything below it is a possible
 * gap.
 */
export function moveFeed(before: Feed | undefined, at: MovedTo): Feed {
  const { since, to, begin, date, generation, run } = at;
  const unreachable: readonly Gap[] = since < to ? [{ from: since, to, kind: 'reset', certain: false, run }] : [];
  const tail: Frontier = { claim: to, completedAt: null, sweep: null };
  const moved = { generation, begin, tail, marks: [] };
  const fresh: Frontier = { ...tail, completedAt: date };
  if (before === undefined) return { ...moved, deep: fresh, seen: NOTHING_SEEN, gaps: unreachable };
  const reported = before.reported === undefined ? {} : { reported: before.reported };
  const beyond = cutSeen(before.seen, to);
  if (to > before.tail.claim) {
    const gap: Gap = { from: before.deep.claim, to, kind: 'reset', certain: false, run };
    return { ...moved, ...reported, deep: fresh, seen: beyond, gaps: uniteGaps(before.gaps, [gap, ...unreachable]) };
  }
  const below = before.seen.subarray(0, before.seen.length - beyond.length);
  const deep: Frontier = { ...before.deep, claim: Math.min(before.deep.claim, to), sweep: null };
  return { ...moved, ...reported, deep, seen: below, gaps: uniteGaps(before.gaps, unreachable) };
}

/** A feed that is not moved keeps its position, and so its position has to be known. */
export function refuseDoubt({ doubt }: Extract<Found, { kind: 'resume' }>, moved: readonly FeedName[]): void {
  const kept = FEEDS.filter((name) => !moved.includes(name));
  if (doubt === undefined || kept.length === 0) return;
  throw new CheckpointError(`the ${kept.join()} feed keeps its position, which is unknown: ${doubt.message}`, {
    hint: 'Run it again later, or move both feeds with include: all; see docs/modes.md#reset.',
    cause: doubt,
  });
}

/** The server's clock, from one page; nothing else of it is looked at. */
export async function requestDate(
  { auditLog, allowance }: ResetPorts,
  { feeds }: Pick<Settings, 'feeds'>,
  signal: AbortSignal,
): Promise<number> {
  const [feed = 'web'] = feeds;
  const request = { feed, order: 'desc', after: undefined, createdFrom: undefined } as const;
  const answer = await auditLog.read(request, allowance, signal);
  if (answer.kind === 'page') return answer.page.date;
  const why = answer.kind === 'stopped' ? answer.reason : answer.kind;
  throw new UpstreamError(`GitHub did not report its time (${why})`, {
    hint: 'Nothing was changed. Run it again later.',
  });
}
