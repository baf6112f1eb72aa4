/** Corners that an attack from outside found, and the first simulator did not reach. */
import { AIMS, type Aim, only } from './aims.ts';
import type { Plan } from './plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Why each exists is said where it is aimed. */
export const LATER_AIMS = {
  /** A first run over far more events than it may remember; nothing goes wrong, so that nothing is missing. */
  backfill: (plan, chance) => {
    AIMS.calm(plan);
    const back = chance.int(120, 200) * HOUR;
    plan.setup = {
      ...plan.setup,
      since: { kind: 'instant', at: plan.startAt - back },
      dedupeCapacity: chance.int(90, 110),
      reconcileWindowMs: 2 * HOUR,
      reconcileEveryMs: 3 * HOUR,
      overlapMs: 15 * MINUTE,
      perPage: chance.int(3, 10),
      maxPages: chance.pick([5, 30, 100]),
      batchPages: chance.int(1, 4),
      secondFeedFrom: undefined,
    };
    plan.traffic = {
      ...plan.traffic,
      events: chance.int(180, 260),
      backMs: back,
      bursts: 0,
      stalls: 0,
      grain: 1,
      slowPartition: false,
    };
    plan.schedule = { ...plan.schedule, everyMs: chance.pick([30, 60]) * MINUTE, lateMs: 0 };
  },
  /** Settings that change between runs, back and forth. */
  settings: (plan, chance) => {
    const { setup } = plan;
    const changesIdentity = chance.hit(0.3);
    const draw = (): Partial<Plan['setup']> => ({
      dedupeBy: changesIdentity ? chance.pick(['id', 'content']) : 'id',
      overlapMs: setup.overlapMs * chance.pick([1, 2, 6]),
      reconcileWindowMs: setup.reconcileWindowMs * chance.pick([1, 2]),
      reconcileEveryMs: chance.pick([1, 3, 6, 24]) * HOUR,
      dedupeCapacity: setup.dedupeCapacity * chance.pick([1, 3]),
      perPage: chance.int(2, 20),
      maxPages: Math.max(2, Math.floor(setup.maxPages / chance.int(1, 4))),
      batchPages: chance.int(1, 9),
      feeds: setup.feeds.length === 1 ? setup.feeds : chance.pick([setup.feeds, setup.feeds, ['web'], ['git']]),
    });
    const runs = Array.from({ length: chance.int(1, 5) }, () => chance.int(2, 25)).sort((a, b) => a - b);
    plan.changes = runs.map((from) => ({ from, setup: draw() }));
    plan.traffic = { ...plan.traffic, veryLate: chance.pick([0.05, 0.2]), late: chance.pick([0.2, 0.6]) };
    // By its content, a text that changes is another event.
    if (changesIdentity) plan.traffic = { ...plan.traffic, changing: false };
  },
  /** `created_at` far older than any net is wide, with the filter on it: only what a probe shows is promised. */
  far: (plan, chance) => {
    plan.behaviour = { ...plan.behaviour, filterOn: 'created_at', replicaLagMs: 0, hourlyLimit: undefined };
    plan.setup = { ...plan.setup, perPage: chance.int(4, 12), maxPages: 60 };
    plan.traffic = { ...plan.traffic, createdFar: chance.pick([0.03, 0.2]), poison: 0 };
    plan.faults = only(plan, []);
  },
  /** Positions that are moved, pulls, tests and trials of another branch, between all that else can happen. */
  'by-hand': (plan, chance) => {
    const kinds = chance.pick([
      ['reset'],
      ['reset'],
      ['pull', 'test'],
      ['trial'],
      ['reset', 'pull', 'test', 'trial'],
    ] as const);
    // Before the first scheduled run, too, and back to before it.
    const at = () => (chance.hit(0.2) ? plan.startAt : chance.int(plan.startAt, plan.calmAt - HOUR));
    const draw = () => ({ at: at(), what: chance.pick(kinds), backMs: chance.int(0, chance.pick([10, 40]) * HOUR) });
    plan.byHand = Array.from({ length: chance.int(1, 6) }, draw);
    // Whether a run of another branch counts that was started by hand is known by its commit only; until it can be read, or the
    // artifact expires, nothing is read where no other position is left (docs/guarantees.md).
    plan.repository = { ...plan.repository, mayReadContents: true };
    plan.traffic = { ...plan.traffic, createdFar: 0 };
  },
  /** Cursors that say nothing, and budgets of a few pages. */
  opaque: (plan, chance) => {
    plan.behaviour = { ...plan.behaviour, cursors: 'opaque', hourlyLimit: undefined };
    plan.setup = { ...plan.setup, perPage: chance.int(1, 4), maxPages: chance.int(2, 5) };
    plan.traffic = { ...plan.traffic, events: chance.int(30, 90), poison: 0, bursts: chance.pick([0, 0.6]) };
    plan.faults = only(plan, [['cursor-refused', chance.pick([0, 0.05])]]);
  },
} as const satisfies Record<string, Aim>;
