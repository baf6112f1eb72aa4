/** Kinds of histories, and which of them a seed stands for. */
import { AIMS as FIRST_AIMS } from './aims.ts';
import { Chance } from './chance.ts';
import { drawBehaviour, drawRepository, drawSchedule, drawSetup, drawTraffic } from './draws.ts';
import { drawFaults } from './faults.ts';
import { LATER_AIMS } from './later-aims.ts';
import type { Plan } from './plan.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EPOCH = Date.UTC(2026, 0, 5);

const AIMS = { ...FIRST_AIMS, ...LATER_AIMS };
export type GeneratorName = keyof typeof AIMS;
export const GENERATORS = Object.keys(AIMS) as readonly GeneratorName[];

/** Which generator a seed stands for: the swarm in every other, the rest in turns. */
export function generatorOf(seed: number): GeneratorName {
  const others = GENERATORS.filter((name) => name !== 'swarm');
  return seed % 2 === 0 ? 'swarm' : (others[Math.floor(seed / 2) % others.length] ?? 'swarm');
}

export function drawPlan(generator: GeneratorName, seed: number): Plan {
  const chance = new Chance(`${generator}/${seed}/plan`);
  const startAt = EPOCH + chance.int(0, DAY);
  const calmAt = startAt + chance.int(25, 34) * HOUR;
  const draft: { -readonly [key in keyof Plan]: Plan[key] } = {
    seed,
    generator,
    startAt,
    calmAt,
    setup: drawSetup(startAt, chance),
    behaviour: drawBehaviour(chance),
    traffic: drawTraffic(chance),
    schedule: drawSchedule({ startAt, calmAt }, chance),
    changes: [],
    byHand: [],
    // Of its own, so that what was drawn before it stays what it was.
    repository: drawRepository(new Chance(`${generator}/${seed}/repository`)),
    stubborn: new Set(),
    faults: drawFaults(chance, chance.pick([0, 0.1, 0.2, 0.35])),
  };
  AIMS[generator](draft, chance);
  // Elements that are no events never reach a sink; they are in the files only.
  if (draft.setup.delivery === 'sink') draft.traffic = { ...draft.traffic, poison: 0 };
  // Where a cursor that cannot be decoded stands after an element without a timestamp, nobody knows, so that a run can get no
  // further than its budget; this is a known limit, not one to be found again and again.
  if (draft.traffic.poison > 0 && draft.setup.maxPages < 100 && draft.behaviour.cursors === 'opaque') {
    draft.behaviour = { ...draft.behaviour, cursors: 'integer' };
  }
  return draft;
}
