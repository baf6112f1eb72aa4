/**
 * Kinds of histories. `swarm` draws everything at random; each of the others aims at a corner that chance seldom reaches,
 * and names the mistakes that show there.
 */
import { Chance } from './chance.ts';
import { drawFaults, drawSeverity, type FaultKind } from './faults.ts';
import type { Behaviour, Plan, Schedule, Setup, Traffic } from './plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EPOCH = Date.UTC(2026, 0, 5);

type Draft = { -readonly [key in keyof Plan]: Plan[key] };
type Aim = (plan: Draft, chance: Chance) => void;

/** Why each exists is said where it is aimed. */
const AIMS = {
  swarm: () => {},
  /** Nothing goes wrong: no duplicate, no gap, nothing red. */
  calm: (plan) => {
    plan.faults = new Map();
    plan.setup = { ...plan.setup, dedupeCapacity: 100_000 };
    plan.behaviour = { ...plan.behaviour, replicaLagMs: 0, hourlyLimit: undefined };
    plan.traffic = { ...plan.traffic, poison: 0 };
    plan.schedule = { ...plan.schedule, overlapping: 0, outages: [] };
  },
  /** Every copy expires and only names of artifacts are left. */
  names: (plan) => {
    plan.setup = { ...plan.setup, delivery: 'artifact', position: 'cache' };
    plan.faults = only(plan, [
      ['caches-evicted', 0.3],
      ['artifacts-expired', 0.3],
      ['kill', 0.01],
    ]);
    plan.traffic = { ...plan.traffic, veryLate: 0.1 };
  },
  /** No room to remember all that the window holds. */
  cap: (plan, chance) => {
    plan.setup = { ...plan.setup, dedupeCapacity: chance.int(5, 60) };
    plan.traffic = { ...plan.traffic, bursts: 0.8, late: 0.3, veryLate: 0.1 };
    plan.faults = only(plan, []);
  },
  /** Events expire while nothing runs, or while a run reads. */
  expire: (plan, chance) => {
    const [window, retention] = [chance.int(1, 3) * HOUR, chance.int(8, 14) * HOUR];
    const from = plan.startAt + chance.int(6, 14) * HOUR;
    plan.setup = {
      ...plan.setup,
      reconcileWindowMs: window,
      reconcileEveryMs: window,
      overlapMs: 15 * MINUTE,
      retentionMs: { web: retention, git: retention },
    };
    plan.schedule = { ...plan.schedule, outages: [{ from, to: from + retention + chance.int(-2, 6) * HOUR }] };
    // A pipeline that stands still for longer than the window, and longer than events are kept, hides them from everyone.
    plan.traffic = { ...plan.traffic, slowPartition: false, stalls: 0 };
  },
  /** All copies and all names are gone; only the list of runs shows that there was something. */
  'lost-state': (plan, chance) => {
    plan.setup = { ...plan.setup, position: 'cache' };
    plan.faults = only(plan, [
      ['all-lost', drawSeverity('all-lost', chance) * 2],
      ['kill', 0.01],
    ]);
  },
  /** Timestamps on a grid, so that claims, marks and heads meet exactly. */
  grid: (plan, chance) => {
    plan.setup = { ...plan.setup, overlapMs: 10 * MINUTE, perPage: chance.int(1, 4), maxPages: chance.int(3, 12) };
    plan.traffic = {
      ...plan.traffic,
      grain: chance.pick([5 * MINUTE, 10 * MINUTE]),
      bursts: 0.6,
      late: 0.5,
      stalls: 0,
    };
  },
  /** Few events, the smallest pages and budgets, and stale copies: which sweep is taken up decides. */
  small: (plan, chance) => {
    plan.setup = { ...plan.setup, perPage: chance.int(1, 3), maxPages: chance.int(2, 4), batchPages: chance.int(1, 3) };
    plan.traffic = { ...plan.traffic, events: chance.int(20, 60) };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
  },
} as const satisfies Record<string, Aim>;

export type GeneratorName = keyof typeof AIMS;
export const GENERATORS = Object.keys(AIMS) as readonly GeneratorName[];

export function drawPlan(generator: GeneratorName, seed: number): Plan {
  const chance = new Chance(`${generator}/${seed}/plan`);
  const startAt = EPOCH + chance.int(0, DAY);
  const calmAt = startAt + chance.int(26, 40) * HOUR;
  const draft: Draft = {
    seed,
    generator,
    startAt,
    calmAt,
    setup: drawSetup(startAt, chance),
    behaviour: drawBehaviour(chance),
    traffic: drawTraffic(chance),
    schedule: drawSchedule({ startAt, calmAt }, chance),
    faults: drawFaults(chance, chance.pick([0, 0.1, 0.2, 0.35])),
  };
  AIMS[generator](draft, chance);
  return draft;
}

function only(plan: Draft, wanted: readonly (readonly [FaultKind, number])[]): Map<FaultKind, number> {
  const light = new Chance(`${plan.generator}/${plan.seed}/light`);
  const others = [...plan.faults].filter(() => light.hit(0.2));
  return new Map([...others, ...wanted]);
}

function drawSetup(startAt: number, chance: Chance): Setup {
  const overlapMs = chance.pick([5, 15, 15, 60]) * MINUTE;
  const long = 30 * DAY;
  return {
    feeds: chance.pick([['web'], ['git'], ['web', 'git'], ['web', 'git']]),
    secondFeedFrom: chance.hit(0.15) ? chance.int(2, 12) : undefined,
    delivery: chance.pick(['artifact', 'artifact', 'files']),
    position: chance.pick(['cache', 'cache', 'directory']),
    overlapMs,
    reconcileEveryMs: chance.pick([3, 6, 12, 24]) * HOUR,
    reconcileWindowMs: chance.pick([2, 12, 24, 24]) * HOUR,
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

function drawBehaviour(chance: Chance): Behaviour {
  return {
    filterOn: chance.pick(['@timestamp', 'created_at']),
    cursors: chance.pick(['integer', 'exponent', 'opaque']),
    fullLastPageHasNext: chance.hit(0.4),
    replicaLagMs: chance.hit(0.15) ? chance.int(1_000, 60_000) : 0,
    hourlyLimit: chance.hit(0.15) ? chance.int(30, 300) : undefined,
  };
}

function drawTraffic(chance: Chance): Traffic {
  return {
    events: chance.scale(40, 350),
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
  };
}

function drawSchedule(
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
