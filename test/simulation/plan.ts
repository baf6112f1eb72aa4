/**
 * Everything that a history is made of, drawn from its seed before it begins. Durations are milliseconds, instants UTC
 * epoch milliseconds.
 */
import type { FeedName } from '../../src/model/feed.ts';
import type { FaultKind } from './faults.ts';

/** How a user set the collector up. */
export interface Setup {
  readonly feeds: readonly FeedName[];
  /** From this run on the other feed is collected as well. */
  readonly secondFeedFrom: number | undefined;
  /** Where events go: an artifact a batch, a sink, or only the files. */
  readonly delivery: 'artifact' | 'sink' | 'files';
  readonly position: 'cache' | 'directory';
  readonly overlapMs: number;
  readonly reconcileEveryMs: number;
  readonly reconcileWindowMs: number;
  readonly dedupeCapacity: number;
  /** `content`: a path that leads nowhere, so that an event is known by its content. */
  readonly dedupeBy: 'id' | 'content';
  readonly perPage: number;
  readonly maxPages: number;
  readonly maxDurationMs: number;
  readonly retryAttempts: number;
  /** Pages of one batch. */
  readonly batchPages: number;
  readonly since:
    | { readonly kind: 'instant'; readonly at: number }
    | { readonly kind: 'before-now'; readonly ms: number };
  readonly retentionMs: Readonly<Record<FeedName, number>>;
}

/** How GitHub behaves in this history. */
export interface Behaviour {
  readonly filterOn: '@timestamp' | 'created_at';
  readonly cursors: 'integer' | 'exponent' | 'opaque';
  /** A full last page has a next link, to an empty page. */
  readonly fullLastPageHasNext: boolean;
  /** How far the slower of two replicas is behind; 0: there is one. */
  readonly replicaLagMs: number;
  /** Share of answers that take twelve seconds. */
  readonly slow: number;
  /** Requests an hour; `undefined`: no limit is reported. */
  readonly hourlyLimit: number | undefined;
}

/** How events come to be. */
export interface Traffic {
  readonly events: number;
  /** Milliseconds that timestamps are multiples of. */
  readonly grain: number;
  /** Share of events that come in bursts of equal or neighbouring timestamps. */
  readonly bursts: number;
  readonly withoutId: number;
  /** Share of events later than the overlap, within the reconcile window. */
  readonly veryLate: number;
  /** Share of events that are late within the overlap. */
  readonly late: number;
  /** A partition that is nine hours behind for a while. */
  readonly slowPartition: boolean;
  readonly stalls: number;
  readonly createdEarlier: boolean;
  readonly futureStamps: number;
  /** Share of elements that are not valid events. */
  readonly poison: number;
  /** Events whose content changes between two reads. */
  readonly changing: boolean;
  /** How long before the first run the log begins. */
  readonly backMs: number;
  /** Share of events whose `created_at` is older than any net is wide. */
  readonly createdFar: number;
}

/** When runs start. */
export interface Schedule {
  readonly everyMs: number;
  readonly dropped: number;
  /** Longest delay of a tick. */
  readonly lateMs: number;
  /** Share of runs that start while the one before may still be at work. */
  readonly overlapping: number;
  /** Long stretches without any run. */
  readonly outages: readonly { readonly from: number; readonly to: number }[];
}

export interface RepositoryPlan {
  /** Another target of the same workflow has its positions there. */
  readonly otherTargets: boolean;
  /** The job was granted `contents: read`. */
  readonly mayReadContents: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly generator: string;
  readonly startAt: number;
  /** Faults, late runs and overlapping runs end here; then only the rest is collected. */
  readonly calmAt: number;
  readonly setup: Setup;
  readonly behaviour: Behaviour;
  readonly traffic: Traffic;
  readonly schedule: Schedule;
  /** Chance of each enabled fault, per call or per run as its kind says. */
  readonly faults: ReadonlyMap<FaultKind, number>;
  /** What a user changed in between, until faults end; nothing in it is stricter than `setup`. */
  readonly changes: readonly SetupChange[];
  /** What people start in between. */
  readonly byHand: readonly ByHand[];
  /** The repository that the workflow runs in. */
  readonly repository: RepositoryPlan;
  /** Those that never stop; everything has to be delivered all the same. */
  readonly stubborn: ReadonlySet<FaultKind>;
}

/** A run that somebody starts: another mode on the default branch, or a trial of the same workflow on another branch. */
export interface ByHand {
  readonly at: number;
  readonly what: 'reset' | 'pull' | 'test' | 'trial';
  /** How far back a reset or a pull begins. */
  readonly backMs: number;
}

/** From the run with this number on. */
export interface SetupChange {
  readonly from: number;
  readonly setup: Partial<Setup>;
}

/** How the collector is set up in a run that begins at `now`. */
export function setupAt({ setup, changes, calmAt }: Plan, run: number, now: number): Setup {
  if (now >= calmAt) return setup;
  return { ...setup, ...changes.findLast(({ from }) => from <= run)?.setup };
}

/** What the run with this number collects. */
export function feedsOf({ feeds, secondFeedFrom }: Setup, run: number): readonly FeedName[] {
  return secondFeedFrom === undefined || run >= secondFeedFrom ? feeds : feeds.slice(0, 1);
}

/** Nothing in this history can cost a duplicate, a gap or an incident: there is no fault, room for everything, and time. */
export function isUndisturbed(plan: Plan): boolean {
  const { faults, behaviour, traffic, schedule, changes, byHand } = plan;
  const isSerial = schedule.overlapping === 0 && schedule.outages.length === 0;
  const isWell = faults.size === 0 && behaviour.replicaLagMs === 0 && behaviour.hourlyLimit === undefined;
  const isPlain = changes.length + byHand.length === 0 && traffic.poison === 0 && traffic.createdFar === 0;
  return isWell && isSerial && isPlain && hasRoom(plan);
}

/** Whether all events fit that lie in the deep window and between two sweeps, at three times the mean rate. */
function hasRoom({ setup, traffic, schedule, startAt, calmAt }: Plan): boolean {
  if (setup.dedupeCapacity >= traffic.events) return true;
  const span = calmAt - startAt + traffic.backMs;
  const reach = setup.reconcileWindowMs + setup.reconcileEveryMs + 4 * (schedule.everyMs + schedule.lateMs);
  return traffic.bursts === 0 && traffic.stalls === 0 && setup.dedupeCapacity >= 3 * traffic.events * (reach / span);
}

const FORGETTING =
  /^(restore|download|caches|newest-cache|artifacts|all-lost|save|upload|look-up|find|cache-read-only)/;

/** No run of this history ever knows less than the ones before it, so that what one has covered stays covered. */
export function isRemembering({ faults, schedule, byHand }: Plan): boolean {
  if (byHand.some(({ what }) => what === 'reset')) return false;
  return schedule.overlapping === 0 && [...faults.keys()].every((kind) => !FORGETTING.test(kind));
}
