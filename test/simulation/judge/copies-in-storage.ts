/** Which copies of the position are there, and which of them a run has to look at. */
import { FEEDS, type FeedName } from '../../../src/model/feed.ts';
import type { Process } from '../process.ts';
import { MAIN, type Storage } from '../storage.ts';
import type { CopyRecord } from './copies.ts';

const NEWEST_ARTIFACTS = 3;

/** Those that a run which begins now finds: the newest cache entry and three artifacts, or the one file of a directory. */
export function copiesToLookAt(storage: Storage, copies: readonly CopyRecord[], now: number): readonly CopyRecord[] {
  const directory = copies.findLast(({ where }) => where === 'directory');
  if (directory !== undefined) return [directory];
  const artifacts = storage.artifacts
    .filter(({ expired, listedFrom }) => !expired && listedFrom <= now)
    .flatMap(({ id, says, createdAt }) => (says === undefined ? [] : [{ id, says, createdAt }]))
    .toSorted(
      (a, b) => b.says.epoch - a.says.epoch || b.says.generation - a.says.generation || b.createdAt - a.createdAt,
    );
  const ids = new Set(
    [...storage.caches.filter(({ ref }) => ref === MAIN.ref).slice(-1), ...artifacts.slice(0, NEWEST_ARTIFACTS)].map(
      ({ id }) => id,
    ),
  );
  return copies.filter(({ id }) => ids.has(id));
}

/** What was stored when a run began. */
export interface Beginning {
  /** Feeds of which nothing at all is known: a run that meets them is their first. */
  unknownFeeds: ReadonlySet<FeedName>;
  /** Nothing is left except the fact that earlier runs succeeded. */
  readonly isAfterLoss: boolean;
  /** The largest generation in a listed name. */
  readonly namedGeneration: number;
}

export function beginningOf(
  storage: Storage,
  copies: readonly CopyRecord[],
  {
    now,
    isDirectory,
    lostFeeds,
  }: { readonly now: number; readonly isDirectory: boolean; readonly lostFeeds: ReadonlySet<FeedName> },
): Beginning {
  const { artifacts, caches, runs } = storage;
  // Runs by hand can have been anything; a scheduled one collects.
  const hasCollected = [...runs.values()].some(
    ({ success, event, home }) => success && event === 'schedule' && home === 'own',
  );
  // With a directory, nobody looks at artifacts.
  const listed = isDirectory ? [] : artifacts.filter(({ listedFrom }) => listedFrom <= now);
  const existing = isDirectory ? copies : copiesThatExist({ artifacts, caches }, copies);
  const known = existing.flatMap(({ position }) => Object.keys(position.checkpoint.feeds));
  const named = (isDirectory ? [] : artifacts).flatMap(({ says }) => Object.keys(says?.floors ?? {}));
  const isAfterLoss = !isDirectory && hasCollected && known.length === 0 && named.length === 0;
  return {
    unknownFeeds: new Set(
      isAfterLoss ? [] : FEEDS.filter((name) => ![...known, ...named, ...lostFeeds].includes(name)),
    ),
    isAfterLoss,
    namedGeneration: Math.max(0, ...listed.map(({ says }) => says?.generation ?? 0)),
  };
}

/** All that is still stored anywhere, listed or not. */
function copiesThatExist(
  { artifacts, caches }: Pick<Storage, 'artifacts' | 'caches'>,
  copies: readonly CopyRecord[],
): readonly CopyRecord[] {
  const ids = new Set([...caches, ...artifacts.filter(({ expired }) => !expired)].map(({ id }) => id));
  return copies.filter(({ id }) => ids.has(id));
}

/** Whether a run at the same time has saved a position since: its name is found even where its content is damaged. */
export function isSavedSince({ artifacts, caches }: Storage, { id, startedAt }: Process): boolean {
  const isOther = (createdAt: number, run: number) => createdAt >= startedAt && run !== id;
  return (
    artifacts.some(({ createdAt, run, says }) => isOther(createdAt, run) && says !== undefined) ||
    caches.some(({ createdAt, key, ref }) => isOther(createdAt, runOf(key)) && ref === MAIN.ref)
  );
}

/** The key ends with the commit, which begins with the number of its run. */
function runOf(key: string): number {
  return Number(/-(\d+)\.\d+\.\w+$/.exec(key)?.[1]);
}
