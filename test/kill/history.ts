/**
 * One history: events happen, a run is attacked, time passes, and again; then the attacks stop and runs go on until nothing new
 * comes. What was promised is judged from outside: by what lies in artifacts against what the log held, and by when each run
 * began and ended. Nothing that a run says of itself is believed.
 */
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { deliveredEvents } from '../emulator/delivered.ts';
import { EventGenerator, populate } from '../emulator/events.ts';
import { type GitHub, startGitHub } from '../emulator/github.ts';
import { Random } from '../emulator/random.ts';
import { type ActionResult, type ActionRun, runAction } from '../emulator/runner.ts';
import type { Attack } from './attacks.ts';
import { judge, type LivedRun, problemsOf } from './judge.ts';

/** What came of a history. */
export interface Outcome {
  readonly seed: string;
  /** Broken promises, in a line each. */
  readonly problems: readonly string[];
  /** Copies that runs at the same time explain. */
  readonly explained: number;
  readonly attacked: number;
  readonly recoveries: number;
  readonly events: number;
  /** How the attacked runs ended: `killed`, `succeeded`, `failed`. */
  readonly ends: Readonly<Record<string, number>>;
  /** Attacks whose step came up in the run, by name. */
  readonly struck: readonly string[];
  /** Why each failed run failed, in its own words, without figures. */
  readonly failures: readonly string[];
}

const START = Date.parse('2026-11-22T12:00:00Z');
const RECOVERIES_MAX = 8;
const ORGANIZATION = 'octo-org';

/** Ways to run: with the defaults, in small steps, in many batches. */
const WAYS = [{}, {}, { 'per-page': '20', 'max-pages': '4' }, { 'per-page': '2' }] as const;

/** Lives through the attacks, in their order. The same seed makes the same events and draws; the machine's timing is its own. */
export async function live(seed: string, attacks: readonly Attack[], env: ActionRun['env'] = {}): Promise<Outcome> {
  await using github = await startGitHub({ now: START, organization: ORGANIZATION });
  const random = new Random(seed);
  const runs: LivedRun[] = [];
  const struck: string[] = [];
  const ends: Record<string, number> = {};
  const failures: string[] = [];
  for (const [step, attack] of attacks.entries()) {
    happen(github, random, `${seed} ${step}`);
    const inputs = { organization: ORGANIZATION, ...random.pick(WAYS) };
    const attacked = await suffer({ github, inputs, env }, attack, random);
    runs.push(...attacked);
    if (attacked.some(({ result }) => wasHit(attack, result))) struck.push(attack.name);
    for (const { result } of attacked) {
      const end = endOf(result);
      ends[end] = (ends[end] ?? 0) + 1;
      if (end === 'failed') failures.push(`${attack.name}: ${causeOf(result)}`);
    }
    damageCaches(github, random);
    github.clock.advance(random.chance(0.12) ? 25 * HOUR : random.int(2, 90) * MINUTE);
  }
  const attacked = runs.length;
  const settled = await settle({ github, inputs: { organization: ORGANIZATION }, env }, runs);
  const ledger = judge(github.log.all, deliveredEvents(github).deliveries, runs);
  const problems = [...problemsOf(ledger), ...(settled ? [] : ['runs without attacks did not come to rest'])];
  const counts = { attacked, recoveries: runs.length - attacked, events: github.log.all.length };
  return { seed, problems, explained: ledger.explained, ...counts, ends, struck, failures };
}

/** Events of the time since the last step: some late, some equal, some without an id. */
function happen(github: GitHub, random: Random, seed: string): void {
  const now = github.clock.now();
  const from = now - 2 * HOUR;
  const latenessMs = (): number => (random.chance(0.2) ? random.int(0, 12 * MINUTE) : 0);
  populate(github.log, {
    seed,
    count: random.int(40, 260),
    from,
    until: now,
    oldGitShare: 0.3,
    tieShare: 0.2,
    latenessMs,
  });
  if (!random.chance(0.3)) return;
  const clones = new EventGenerator({ seed: `${seed} clones` }).identicalClones(now - MINUTE, random.int(2, 9));
  github.log.appendAll(clones);
}

/** The run under attack, and the one at the same time. */
async function suffer(run: ActionRun, { kill, twice, lie }: Attack, random: Random): Promise<readonly LivedRun[]> {
  const undo = lie?.(run.github);
  const hurt = lived(kill === undefined ? run : { ...run, kill: kill(random) });
  const other = twice === true ? [lived(run)] : [];
  const all = await Promise.all([hurt, ...other]);
  undo?.();
  return all;
}

async function lived(run: ActionRun): Promise<LivedRun> {
  const beganAt = performance.now();
  const result = await runAction(run);
  return { result, beganAt, endedAt: performance.now() };
}

/** What befalls caches between runs. The artifacts stay: where all is lost, repeating is what is promised. */
function damageCaches({ caches }: GitHub, random: Random): void {
  if (random.chance(0.1)) caches.evict();
  if (random.chance(0.1)) for (const entry of caches.entries.slice(-1)) caches.corrupt(entry);
}

/** Runs without attacks until one succeeds, is caught up and has nothing new; whether that was reached. */
async function settle(run: ActionRun, runs: LivedRun[]): Promise<boolean> {
  for (let count = 0; count < RECOVERIES_MAX; count += 1) {
    // Beyond the lateness of every event, and once beyond the time of a deep sweep.
    run.github.clock.advance(count === 0 ? 25 * HOUR : 20 * MINUTE);
    const one = await lived(run);
    runs.push(one);
    const { exitCode, outputs } = one.result;
    if (exitCode === 0 && outputs['events'] === '0' && outputs['caught-up'] === 'true') return true;
  }
  return false;
}

function wasHit({ kill, lie, twice }: Attack, { signal, outputs }: ActionResult): boolean {
  return kill === undefined
    ? lie !== undefined || twice === true
    : signal !== null || outputs['stop-reason'] === 'cancelled';
}

function endOf({ signal, exitCode }: ActionResult): string {
  if (signal !== null) return 'killed';
  return exitCode === 0 ? 'succeeded' : 'failed';
}

function causeOf({ annotations, stderr }: ActionResult): string {
  const error = annotations.find(({ level }) => level === 'error')?.message ?? stderr;
  return (error.split('\n')[0] ?? '').replaceAll(/\d+/g, 'N');
}
