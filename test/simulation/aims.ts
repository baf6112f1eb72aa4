/**
 * What each generator aims at. `swarm` leaves everything to chance; each of the others makes a corner likely that chance
 * seldom reaches, because some mistake shows only there.
 */
import { Chance } from './chance.ts';
import { drawSeverity, type FaultKind } from './faults.ts';
import type { Plan } from './plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A start that moves with every run that starts over: events between two such starts are lost without a report. */
const LATELY = { kind: 'before-now', ms: 4 * HOUR } as const;

export type Draft = { -readonly [key in keyof Plan]: Plan[key] };
export type Aim = (plan: Draft, chance: Chance) => void;

/** Why each exists is said where it is aimed. */
export const AIMS = {
  swarm: () => {},
  /** Nothing goes wrong: no duplicate, no gap, no failure. */
  calm: (plan) => {
    plan.faults = new Map();
    plan.setup = { ...plan.setup, dedupeCapacity: 100_000 };
    plan.behaviour = { ...plan.behaviour, replicaLagMs: 0, hourlyLimit: undefined };
    plan.traffic = { ...plan.traffic, poison: 0 };
    plan.schedule = { ...plan.schedule, overlapping: 0, outages: [] };
  },
  /** Hardly anything happens, and the first run comes long after it; nothing goes wrong. */
  quiet: (plan, chance) => {
    AIMS.calm(plan);
    const since = { kind: 'before-now', ms: chance.int(1, 12) * HOUR } as const;
    plan.calmAt = plan.startAt + 2 * HOUR;
    plan.setup = { ...plan.setup, since, reconcileEveryMs: chance.pick([12, 72]) * HOUR };
    plan.traffic = { ...plan.traffic, events: chance.int(1, 20), stalls: 0, slowPartition: false };
    plan.schedule = { ...plan.schedule, dropped: 1 };
  },
  /** Every copy expires and only names of artifacts are left. */
  names: (plan, chance) => {
    const secondFeedFrom = chance.hit(0.8) ? chance.int(2, 8) : plan.setup.secondFeedFrom;
    const since = chance.hit(0.8) ? LATELY : plan.setup.since;
    plan.setup = {
      ...plan.setup,
      delivery: 'artifact',
      position: 'cache',
      feeds: ['web', 'git'],
      secondFeedFrom,
      since,
    };
    plan.traffic = { ...plan.traffic, veryLate: 0.1 };
    const cache = chance.pick(['caches-evicted', 'save-fails'] as const);
    plan.faults = only(plan, [
      [cache, 0.4],
      ['artifacts-expired', 0.3],
      ['kill', 0.01],
    ]);
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
    // In half of them the first run begins where GitHub's memory does.
    const since = chance.hit(0.5) ? ({ kind: 'instant', at: plan.startAt - 3 * retention } as const) : plan.setup.since;
    plan.setup = {
      ...plan.setup,
      reconcileWindowMs: window,
      reconcileEveryMs: window,
      overlapMs: 15 * MINUTE,
      since,
      retentionMs: { web: retention, git: retention },
    };
    plan.schedule = { ...plan.schedule, outages: [{ from, to: from + retention + chance.int(-2, 6) * HOUR }] };
    // A pipeline that stands still for longer than the window, and longer than events are kept, hides them from everyone.
    plan.traffic = { ...plan.traffic, veryLate: chance.pick([0, 0.3]), slowPartition: false, stalls: 0 };
  },
  /** All copies and all names are gone; only the list of runs shows that there was something. */
  'lost-state': (plan, chance) => {
    plan.setup = { ...plan.setup, position: 'cache', since: chance.hit(0.5) ? LATELY : plan.setup.since };
    // GitHub can refuse a feed to the very run that starts over, and that run can be stopped before it has saved anything.
    plan.faults = only(plan, [
      ['all-lost', drawSeverity('all-lost', chance) * 2],
      ['api-refused', chance.pick([0, 0.1])],
      ['cancel', 0.2],
      ['kill', 0.01],
    ]);
  },
  /** Somebody with a branch uploads positions that claim everything, while caches go and copies expire. */
  forged: (plan) => {
    plan.setup = { ...plan.setup, position: 'cache' };
    plan.faults = only(plan, [
      ['forged-copy', 0.5],
      ['caches-evicted', 0.3],
      ['artifacts-expired', 0.1],
    ]);
  },
  /** Timestamps on a grid, so that claims, marks and heads meet exactly. */
  grid: (plan, chance) => {
    plan.setup = { ...plan.setup, overlapMs: 10 * MINUTE, perPage: chance.int(1, 4), maxPages: chance.int(3, 12) };
    plan.traffic = {
      ...plan.traffic,
      events: chance.int(120, 200),
      grain: chance.pick([5 * MINUTE, 10 * MINUTE]),
      bursts: 0.6,
      late: 0.6,
      stalls: 0,
    };
    plan.faults = only(plan, []);
  },
  /** Few events, the smallest pages and budgets, and stale copies: which sweep is taken up decides. */
  small: (plan, chance) => {
    plan.setup = { ...plan.setup, perPage: chance.int(1, 3), maxPages: chance.int(2, 4), batchPages: chance.int(1, 3) };
    plan.traffic = { ...plan.traffic, events: chance.int(20, 60) };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
  },
  /** Much that is late, and complete sweeps in between: the deep sweep has to find it. */
  late: (plan, chance) => {
    plan.setup = {
      ...plan.setup,
      reconcileEveryMs: 3 * HOUR,
      reconcileWindowMs: chance.pick([6, 12]) * HOUR,
      maxPages: 100,
    };
    plan.traffic = { ...plan.traffic, veryLate: 0.3, slowPartition: true };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
    plan.faults = only(plan, []);
  },
  /** A pipeline that stands still comes back while a slow run reads. */
  drain: (plan, chance) => {
    plan.setup = {
      ...plan.setup,
      overlapMs: MINUTE,
      perPage: chance.int(1, 3),
      maxPages: 100,
      maxDurationMs: 45 * MINUTE,
    };
    plan.traffic = { ...plan.traffic, stalls: 6, late: 0.6, bursts: 0.2, grain: 1, veryLate: 0 };
    plan.behaviour = { ...plan.behaviour, slow: 0.8, hourlyLimit: undefined };
    plan.faults = only(plan, [['link-stripped', 0.05]]);
  },
  /** The files are the delivery, and the disk is bad. */
  files: (plan) => {
    plan.setup = { ...plan.setup, delivery: 'files', batchPages: 1 };
    plan.faults = only(plan, [
      ['file-fails', 0.02],
      ['file-torn', 0.01],
      ['kill', 0.01],
    ]);
  },
  /** A sink that takes batches in part, or takes them and does not say so. */
  sink: (plan, chance) => {
    plan.setup = { ...plan.setup, delivery: 'sink', batchPages: chance.pick([1, 1, 3, 10]) };
    plan.faults = only(plan, [
      ['sink-fails', 0.1],
      ['sink-takes-part', 0.1],
      ['sink-answer-lost', 0.1],
      ['kill', 0.01],
    ]);
  },
  /** Uploads fail, or only seem to. */
  upload: (plan) => {
    plan.setup = { ...plan.setup, delivery: 'artifact' };
    plan.faults = only(plan, [
      ['upload-answer-lost', 0.4],
      ['upload-fails', 0.3],
    ]);
  },
  /** The cache reports false successes, is full, denies access, loses entries; lists are not available. */
  stores: (plan, chance) => {
    plan.setup = { ...plan.setup, position: 'cache', since: chance.hit(0.5) ? LATELY : plan.setup.since };
    plan.faults = only(plan, [
      ['save-lies', 0.4],
      ['save-fails', 0.3],
      ['restore-misses', 0.3],
      ['restore-corrupt', 0.2],
      ['caches-unlisted', 0.2],
      ['artifacts-unlisted', 0.3],
      ['kill', 0.005],
    ]);
  },
  /** Always behind, so that a sweep takes many runs, and events come in late behind its position. */
  backlog: (plan, chance) => {
    const perPage = chance.int(2, 4);
    plan.setup = { ...plan.setup, feeds: ['web'], overlapMs: HOUR, perPage, maxPages: chance.int(3, 6) };
    plan.traffic = { ...plan.traffic, events: chance.int(60, 110), late: 0.7, veryLate: 0, stalls: 0, grain: 1 };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
    plan.schedule = { ...plan.schedule, everyMs: 30 * MINUTE, outages: [] };
    plan.faults = only(plan, []);
  },
  /** Lists that end early, and events stamped in the future at their end. */
  cut: (plan, chance) => {
    plan.setup = { ...plan.setup, perPage: chance.int(1, 3), maxPages: 60 };
    plan.traffic = { ...plan.traffic, events: chance.int(25, 50), futureStamps: 0.2, stalls: 0 };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
    plan.faults = only(plan, [
      ['link-stripped', chance.pick([0.05, 0.2, 0.5])],
      ['cursor-empty', 0.1],
    ]);
  },
  /** Cursors that are refused again and again, also in the end, while a run is allowed few pages. */
  refused: (plan, chance) => {
    plan.setup = {
      ...plan.setup,
      feeds: ['web'],
      perPage: chance.int(1, 2),
      maxPages: chance.int(4, 8),
      reconcileEveryMs: 24 * HOUR,
    };
    plan.traffic = { ...plan.traffic, events: chance.int(60, 110), stalls: 0, poison: 0, grain: 1, bursts: 0 };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
    plan.faults = only(plan, [['cursor-refused', chance.pick([0.1, 0.25, 0.25])]]);
    plan.stubborn = new Set(['cursor-refused']);
  },
  /** Many elements that are not valid events, also as the first and the last of the list. */
  poison: (plan, chance) => {
    plan.traffic = { ...plan.traffic, events: chance.int(30, 90), poison: 0.4 };
    plan.faults = only(plan, []);
  },
  /** Equal events without an id, across the borders of small pages and of runs. */
  clones: (plan, chance) => {
    plan.setup = { ...plan.setup, perPage: chance.int(1, 4), maxPages: chance.int(2, 6), feeds: ['web'] };
    plan.traffic = {
      ...plan.traffic,
      events: chance.int(40, 100),
      bursts: 0.9,
      withoutId: 0.9,
      grain: 1000,
      poison: 0,
    };
    plan.behaviour = { ...plan.behaviour, hourlyLimit: undefined };
    plan.faults = only(plan, []);
  },
} as const satisfies Record<string, Aim>;

/** These faults, and a few of those that were drawn. */
export function only(plan: Draft, wanted: readonly (readonly [FaultKind, number])[]): Map<FaultKind, number> {
  const light = new Chance(`${plan.generator}/${plan.seed}/light`);
  const others = [...plan.faults].filter(() => light.hit(0.2));
  return new Map([...others, ...wanted]);
}
