/**
 * What can happen to a run from outside: killed before or after a step of the protocol took effect, stopped by a signal, killed at any
 * moment, started twice at once, or left with a cache service that lies. Every attack is a value with a name of its own, so
 * that a list of them is a plan and a count of them is a figure.
 */
import type { LabelPattern } from '../emulator/exchange.ts';
import type { Sabotage } from '../emulator/faults.ts';
import type { GitHub } from '../emulator/github.ts';
import type { Kill, KillSignal } from '../emulator/kill.ts';
import type { Random } from '../emulator/random.ts';
import * as sabotage from '../emulator/sabotage.ts';

/** One attack. Whatever it does to the service is undone after the run. */
export interface Attack {
  readonly name: string;
  /** Ends the run, or the first of two. */
  readonly kill?: (random: Random) => Kill;
  /** Another run at the same time, unharmed. */
  readonly twice?: true;
  /** Makes the service lie; gives what takes that back. */
  readonly lie?: (github: GitHub) => () => void;
}

/** Every kind of request that a run makes. */
const STEPS: readonly LabelPattern[] = [
  'rest.repo',
  'cache.get',
  'blob.get',
  'rest.caches',
  'rest.artifacts',
  'rest.artifact.zip',
  'rest.runs',
  'audit-log',
  'artifact.create',
  'blob.put.block',
  'blob.put.list',
  'artifact.finalize',
  'artifact.list',
  'cache.create',
  'blob.put',
  'cache.finalize',
];

/** Steps of which a run has many: any of the first ones is hit. */
const NTH_MAX: { readonly [label in LabelPattern]?: number } = { 'audit-log': 8, 'cache.get': 2 };

function killAt(on: LabelPattern, moment: 'before' | 'after', signal: KillSignal): Attack {
  return {
    name: `${signal} ${moment} ${on}`,
    kill: (random) => ({ on, moment, signal, nth: random.int(1, NTH_MAX[on] ?? 1) }),
  };
}

function killSometime(signal: KillSignal, withinMs: number): Attack {
  return { name: `${signal} at any time`, kill: (random) => ({ afterMs: random.int(0, withinMs), signal }) };
}

function lie(what: string, on: LabelPattern, how: Sabotage): Attack {
  return {
    name: `the cache lies: ${what}`,
    lie: (github) => {
      const fault = github.faults.on(on, how);
      return () => fault.remove();
    },
  };
}

const LIES: readonly Attack[] = [
  lie('the key is taken', 'cache.create', sabotage.twirpError(409, 'already_exists')),
  lie('the token cannot write', 'cache.create', sabotage.cacheWriteDenied()),
  lie('the storage is full', 'cache.create', sabotage.quotaExceeded()),
  lie('finalize is refused', 'cache.finalize', sabotage.refused()),
  lie('finalize stores nothing', 'cache.finalize', sabotage.finalizeLies()),
  lie('finalize answers without the id', 'cache.finalize', sabotage.finalizeWithoutId()),
  lie('the token cannot read', 'cache.get', sabotage.cacheReadDenied()),
  lie('a miss for what is there', 'cache.get', sabotage.answer(200, { ok: false })),
  lie('what it gives is no archive', 'blob.get', sabotage.answer(200, 'not an archive')),
  {
    name: 'the cache lies: an older entry',
    lie: (github) => {
      github.caches.visibilityLagMs = 3 * 3_600_000;
      return () => {
        github.caches.visibilityLagMs = 0;
      };
    },
  },
];

const OVERLAPS: readonly Attack[] = [
  { name: 'two at once', twice: true },
  ...(['artifact.create', 'artifact.finalize', 'cache.create', 'audit-log'] as const).map((on): Attack => {
    const first = killAt(on, 'after', 'SIGKILL');
    return { ...first, name: `two at once, one of them with ${first.name}`, twice: true };
  }),
];

/** All kinds, those at any time several times over. */
export const ATTACKS: readonly Attack[] = [
  ...STEPS.flatMap((on) => [killAt(on, 'before', 'SIGKILL'), killAt(on, 'after', 'SIGKILL')]),
  ...(['audit-log', 'artifact.create', 'artifact.finalize', 'cache.create', 'cache.finalize'] as const).map((on) =>
    killAt(on, 'after', 'SIGINT'),
  ),
  killAt('audit-log', 'before', 'SIGTERM'),
  ...Array.from({ length: 8 }, () => killSometime('SIGKILL', 1500)),
  ...Array.from({ length: 4 }, () => killSometime('SIGINT', 1200)),
  ...OVERLAPS,
  ...LIES,
];

/** The ones that a promise stands or falls with, for a short run: around delivery and commit, and in the middle. */
export const CORE_ATTACKS: readonly Attack[] = [
  killAt('artifact.finalize', 'before', 'SIGKILL'),
  killAt('artifact.finalize', 'after', 'SIGKILL'),
  killAt('audit-log', 'after', 'SIGKILL'),
  killAt('cache.create', 'before', 'SIGKILL'),
  killAt('cache.finalize', 'before', 'SIGKILL'),
  killAt('cache.finalize', 'after', 'SIGKILL'),
  killAt('blob.put.list', 'after', 'SIGKILL'),
  killAt('artifact.create', 'after', 'SIGINT'),
  killAt('audit-log', 'before', 'SIGTERM'),
  killSometime('SIGKILL', 900),
  { name: 'two at once', twice: true },
  lie('finalize stores nothing', 'cache.finalize', sabotage.finalizeLies()),
];
