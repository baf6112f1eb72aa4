/** Draws everything of a plan that no generator aims at. Small worlds: a history has to cost a tenth of a second. */
import type { Chance } from './chance.ts';
import type { Behaviour, RepositoryPlan, Schedule, Setup, Traffic } from './plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function drawSetup(startAt: number, chance: Chance): Setup {
  const overlapMs = chance.pick([5, 15, 15, 60]) * MINUTE;
  const long = 400 * DAY;
  return {
    feeds: chance.pick([['web'], ['git'], ['web', 'git'], ['web', 'git']]),
    secondFeedFrom: chance.hit(0.15) ? chance.int(2, 12) : undefined,
    delivery: chance.pick(['artifact', 'artifact', 'sink', 'files']),
    position: chance.pick(['cache', 'cache', 'directory']),
    overlapMs,
    reconcileEveryMs: chance.pick([3, 6, 12, 24]) * HOUR,
    reconcileWindowMs: chance.pick([2, 12, 24, 24]) * HOUR,
    dedupeBy: 'id',
    dedupeCapacity: chance.hit(0.85) ? 100_000 : chance.int(20, 200),
    perPage: chance.int(3, 20),
    maxPages: chance.pick([2, 3, 5, 10, 30, 100]),
    maxDurationMs: chance.pick([2, 10, 45]) * MINUTE,
    retryAttempts: chance.pick([2, 5]),
    batchPages: chance.pick([1, 3, 10, 100]),
    since: chance.hit(0.8)
      ? { kind: 'instant', at: startAt - chance.int(0, 8) * HOUR }
      : { kind: 'before-now', ms: 4 * HOUR },
    retentionMs: { web: long, git: long },
  };
}

export function drawBehaviour(chance: Chance): Behaviour {
  return {
    filterOn: chance.pick(['@timestamp', 'created_at']),
    cursors: chance.pick(['integer', 'exponent', 'opaque']),
    fullLastPageHasNext: chance.hit(0.4),
    replicaLagMs: chance.hit(0.15) ? chance.int(1_000, 60_000) : 0,
    slow: 0.03,
    hourlyLimit: chance.hit(0.15) ? chance.int(30, 300) : undefined,
  };
}

export function drawTraffic(chance: Chance): Traffic {
  return {
    events: chance.scale(40, 220),
    grain: chance.pick([1, 1, 1000, 5 * MINUTE]),
    bursts: chance.pick([0, 0.2, 0.6]),
    withoutId: chance.pick([0, 0.2, 0.8]),
    late: chance.pick([0, 0.2, 0.6]),
    veryLate: chance.pick([0, 0, 0.05, 0.2]),
    slowPartition: chance.hit(0.3),
    stalls: chance.pick([0, 0, 1, 2]),
    createdEarlier: chance.hit(0.3),
    futureStamps: chance.pick([0, 0, 0.02, 0.1]),
    poison: chance.pick([0, 0, 0.03]),
    changing: chance.hit(0.3),
    backMs: 6 * HOUR,
    createdFar: 0,
  };
}

export function drawSchedule(
  { startAt, calmAt }: { readonly startAt: number; readonly calmAt: number },
  chance: Chance,
): Schedule {
  const everyMs = chance.pick([30, 45, 60, 120, 240]) * MINUTE;
  const from = chance.int(startAt, calmAt);
  return {
    everyMs,
    dropped: chance.pick([0, 0.1, 0.4]),
    lateMs: chance.pick([0, 10 * MINUTE, 3 * HOUR]),
    overlapping: chance.pick([0, 0, 0.1, 0.4]),
    outages: chance.hit(0.2) ? [{ from, to: from + chance.int(3, 14) * HOUR }] : [],
  };
}

export function drawRepository(chance: Chance): RepositoryPlan {
  return { otherTargets: chance.hit(0.3), mayReadContents: chance.hit(0.5) };
}
