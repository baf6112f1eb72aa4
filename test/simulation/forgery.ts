/** Positions that somebody uploads who can push a branch, and nothing else: they claim everything, and are not to be believed. */
import { describeCheckpoint, renderArtifactName } from '../../src/checkpoint/artifact-name.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../../src/checkpoint/codec.ts';
import type { Checkpoint, Feed } from '../../src/model/checkpoint.ts';
import { NOTHING_SEEN } from '../../src/model/seen.ts';
import type { Chance } from './chance.ts';
import { FIRST_FOREIGN, MAIN, type Storage, type StoredRun } from './storage.ts';

type Forger = Pick<StoredRun, 'event' | 'headSha' | 'headBranch' | 'home'>;

const FORGERS: readonly [Forger, ...Forger[]] = [
  { event: 'push', headSha: 'evil', headBranch: 'evil', home: 'own' },
  { event: 'workflow_dispatch', headSha: 'evil', headBranch: 'evil', home: 'own' },
  { event: 'pull_request', headSha: MAIN.sha, headBranch: 'main', home: 'own' },
  { event: 'schedule', headSha: MAIN.sha, headBranch: 'main', home: 'foreign' },
];

/** Uploads one, made from whatever copy there is; answers its run, or nothing where there is no copy yet. */
export function forge(storage: Storage, chance: Chance, now: number): number | undefined {
  const bytes = storage.caches.at(-1)?.bytes ?? storage.artifacts.at(-1)?.files.get('checkpoint.json');
  if (bytes === undefined) return undefined;
  const from = decodeCheckpoint(bytes);
  const run = FIRST_FOREIGN + storage.newId();
  storage.runs.set(run, { id: run, startedAt: now, success: true, ...chance.pick(FORGERS) });
  const forged = claimAll(from, { generation: from.generation + chance.int(1, 40), run, now });
  const name = renderArtifactName('audit-log', describeCheckpoint(forged));
  const files = new Map([['checkpoint.json', encodeCheckpoint(forged)]]);
  const says = undefined;
  const at = { createdAt: now, listedFrom: now, expired: chance.hit(0.2) };
  storage.artifacts.push({ kind: 'artifact', id: storage.newId(), name, says, run, files, ...at });
  return run;
}

function claimAll(
  from: Checkpoint,
  { generation, run, now }: { readonly generation: number; readonly run: number; readonly now: number },
): Checkpoint {
  const frontier = { claim: now, completedAt: now, sweep: null };
  const nothing = { marks: [], seen: NOTHING_SEEN, gaps: [] };
  const feed: Feed = { generation, begin: 0, tail: frontier, deep: frontier, ...nothing };
  const commits = [{ generation, id: `${run}.1.forged` }, ...from.commits];
  return { ...from, generation, commits, feeds: { web: feed, git: feed } };
}
