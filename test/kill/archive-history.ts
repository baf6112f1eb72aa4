/**
 * One history of an archive in a store that really runs: events happen, a run is killed at some step or loses its store, time passes, and
 * again; then runs go on without attacks until nothing new comes. What was promised is judged by what lies in the store against what the log
 * held: nothing that a position claims is missing, no key was confirmed twice, every manifest is right.
 */
import { hash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { StoreServer } from '../contract/archive-subject.ts';
import { syncDown } from '../contract/synced-folder.ts';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents, linesOf } from '../emulator/delivered.ts';
import { populate } from '../emulator/events.ts';
import type { LabelPattern } from '../emulator/exchange.ts';
import { type GitHub, startGitHub } from '../emulator/github.ts';
import type { Kill } from '../emulator/kill.ts';
import { Random } from '../emulator/random.ts';
import { type ActionResult, type ActionRun, runAction } from '../emulator/runner.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { look } from '../unit/evidence/look.ts';
import { FirstSeen, ForwardingStore } from './watched-store.ts';

export interface ArchiveOutcome {
  readonly runs: number;
  readonly events: number;
  /** Manifests in the store. */
  readonly commits: number;
  readonly objects: number;
  /** How the runs ended: `killed`, `succeeded`, `failed`. */
  readonly ends: Readonly<Record<string, number>>;
  /** Runs that were killed, by the step at which they were. */
  readonly kills: Readonly<Record<string, number>>;
  /** How often the store was down. */
  readonly outages: number;
  /** Events that are there more than once: archived by a run that never committed. */
  readonly repeated: number;
  /** Broken promises, in a line each. */
  readonly problems: readonly string[];
}

const START = Date.parse('2026-11-22T12:00:00Z');
const ORGANIZATION = 'octo-org';
const RECOVERIES_MAX = 8;
/** A commit every hundred pages of one event. */
const EVENTS_EACH = 600;

type Step = readonly [on: LabelPattern, nthMax: number];

const STEPS: readonly [Step, ...Step[]] = [
  ['archive.put', 12],
  ['archive.put', 12],
  ['archive.put', 12],
  ['audit-log', 500],
  ['cache.create', 1],
  ['blob.put', 1],
  ['cache.finalize', 1],
  ['cache.get', 1],
  ['artifact.create', 1],
  ['artifact.finalize', 1],
];

type Attack = { readonly kill?: Kill } | { readonly outageMs: number };

function draw(random: Random): Attack {
  if (random.chance(0.15)) return {};
  if (random.chance(0.2)) return { outageMs: random.int(200, 4000) };
  if (random.chance(0.2)) return { kill: { afterMs: random.int(0, 3000) } };
  const [on, nthMax] = random.pick(STEPS);
  return { kill: { on, nth: random.int(1, nthMax), moment: random.chance(0.5) ? 'before' : 'after' } };
}

export interface Life {
  readonly seed: string;
  /** How many manifests there are in the store when the attacks end. */
  readonly commits: number;
  /** When they end in any case. */
  readonly minutesMax?: number;
  /** Of each run. */
  readonly env?: ActionRun['env'];
}

/** Lives through attacks, then through runs without them. */
export async function liveArchive(
  server: StoreServer,
  { seed, commits, minutesMax = Number.POSITIVE_INFINITY, env = {} }: Life,
): Promise<ArchiveOutcome> {
  await using github = await startGitHub({ now: START, organization: ORGANIZATION });
  const forward = new ForwardingStore(server.url);
  await using front = await startSink(forward, { faults: github.faults });
  const random = new Random(seed);
  const ends: Record<string, number> = {};
  const kills: Record<string, number> = {};
  let outages = 0;
  const base = {
    ...{ organization: ORGANIZATION, compression: 'gzip', 'per-page': '1', artifact: 'false' },
    ...{ 'retry-initial-backoff': '1s', 'retry-max-backoff': '1s', 'retry-attempts': '3' },
    ...server.inputs(front.url),
    ...server.takenInputs,
  };
  const count = (result: ActionResult, kill?: Kill): void => {
    const end = result.signal !== null ? 'killed' : result.exitCode === 0 ? 'succeeded' : 'failed';
    ends[end] = (ends[end] ?? 0) + 1;
    if (end === 'killed' && kill !== undefined) kills[stepOf(kill)] = (kills[stepOf(kill)] ?? 0) + 1;
  };
  const manifestsSoFar = () => [...forward.confirmed.keys()].filter((path) => path.includes('/manifests/')).length;
  const seen = new FirstSeen();
  const until = performance.now() + minutesMax * 60_000;
  for (let step = 0; manifestsSoFar() < commits && performance.now() < until; step += 1) {
    happen(github, `${seed} ${step}`, random);
    const inputs = random.chance(0.1) ? { ...base, artifact: 'true' } : base;
    const attack = draw(random);
    const outage = 'outageMs' in attack ? beDown(server, attack.outageMs, random) : undefined;
    if (outage !== undefined) outages += 1;
    const kill = 'kill' in attack ? attack.kill : undefined;
    count(await runAction({ github, inputs, env, ...(kill === undefined ? {} : { kill }) }), kill);
    await outage;
    seen.compare(await server.objects());
    github.clock.advance(random.int(2, 50) * MINUTE);
  }
  const problems: string[] = [];
  if (!(await settle({ github, inputs: base, env }, count))) problems.push('runs without attacks did not come to rest');
  return {
    ...(await countAll(github, forward, server)),
    runs: Object.values(ends).reduce((sum, each) => sum + each, 0),
    ...{ ends, kills, outages },
    problems: [...problems, ...(await problemsOf({ github, forward, server, seen }))],
  };
}

function stepOf(kill: Kill): string {
  return 'afterMs' in kill ? 'at a random instant' : `${kill.moment} ${String(kill.on)}`;
}

function happen(github: GitHub, seed: string, random: Random): void {
  const now = github.clock.now();
  const latenessMs = (): number => (random.chance(0.1) ? random.int(0, 12 * MINUTE) : 0);
  populate(github.log, { seed, count: EVENTS_EACH, from: now - 50 * MINUTE, until: now, latenessMs, oldGitShare: 0 });
}

async function beDown(server: StoreServer, outageMs: number, random: Random): Promise<void> {
  await pause(random.int(0, 1500));
  await server.stop();
  await pause(outageMs);
  await server.start();
}

async function settle(run: ActionRun, count: (result: ActionResult) => void): Promise<boolean> {
  for (let tries = 0; tries < RECOVERIES_MAX; tries += 1) {
    run.github.clock.advance(tries === 0 ? 25 * HOUR : 20 * MINUTE);
    const result = await runAction({ ...run, inputs: { ...run.inputs, 'per-page': '100' } });
    count(result);
    if (result.exitCode === 0 && result.outputs['events'] === '0' && result.outputs['caught-up'] === 'true')
      return true;
  }
  return false;
}

async function linesIn(server: StoreServer): Promise<readonly string[]> {
  const objects = [...(await server.objects())].filter(([key]) => key.startsWith('audit/events/'));
  return objects.flatMap(([, bytes]) => linesOf(gunzipSync(bytes)));
}

async function countAll(github: GitHub, forward: ForwardingStore, server: StoreServer) {
  const { duplicated } = compareEvents(github.log.all, await linesIn(server));
  return {
    events: github.log.all.length,
    commits: [...forward.confirmed.keys()].filter((path) => path.includes('/manifests/')).length,
    objects: forward.confirmed.size,
    repeated: duplicated.length,
  };
}

interface Judged {
  readonly github: GitHub;
  readonly forward: ForwardingStore;
  readonly server: StoreServer;
  readonly seen: FirstSeen;
}

/** In the end the position claims everything, so everything has to be there. */
async function problemsOf({ github, forward, server, seen }: Judged): Promise<readonly string[]> {
  const stored = await server.objects();
  const { lost, altered, foreign } = compareEvents(github.log.all, await linesIn(server));
  await using synced = await syncDown(stored);
  const { unaltered, covered } = (await look([synced.path])).answers;
  const counts: readonly (readonly [number, string])[] = [
    [unaltered === 'yes' ? 0 : 1, `answer of verify: unaltered, ${unaltered}`],
    [covered === 'yes' ? 0 : 1, `answer of verify: covered, ${covered}`],
    [lost.length, 'events that the position claims are missing from the archive'],
    [altered.length, 'events altered'],
    [foreign.length, 'events invented'],
    [[...forward.confirmed.values()].filter((times) => times > 1).length, 'keys confirmed more than once'],
    [seen.compare(stored).length, 'objects that are gone, or no longer what they were at first'],
    [
      [...stored].filter(([key, bytes]) => !isNamedRight(key, bytes)).length,
      'objects with other bytes than their name says',
    ],
    [wrongManifests(stored), 'objects that a manifest names are missing or differ'],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function isNamedRight(key: string, bytes: Buffer): boolean {
  const [, sha256] = /-([0-9a-f]{64})\.ndjson/.exec(key) ?? [];
  return sha256 === undefined || sha256 === hash('sha256', bytes);
}

function wrongManifests(stored: ReadonlyMap<string, Buffer>): number {
  const manifests = [...stored]
    .filter(([key]) => key.includes('/manifests/'))
    .map(([, bytes]) => JSON.parse(String(bytes)));
  const named = manifests.flatMap(
    (manifest): readonly { readonly name: string; readonly sha256: string }[] => manifest.objects,
  );
  return named.filter(({ name, sha256 }) => hash('sha256', stored.get(`audit/${name}`) ?? '') !== sha256).length;
}
