/** Which copies of the position are there, and which of them a run has to look at. */
import type { Storage } from '../storage.ts';
import type { CopyRecord } from './copies.ts';

const NEWEST_ARTIFACTS = 3;

/** Those that a run which begins now finds: the newest cache entry and three artifacts, or the one file of a directory. */
export function copiesToLookAt(storage: Storage, copies: readonly CopyRecord[], now: number): readonly CopyRecord[] {
  const directory = copies.findLast(({ where }) => where === 'directory');
  if (directory !== undefined) return [directory];
  const artifacts = storage.artifacts
    .filter(({ expired, listedFrom }) => !expired && listedFrom <= now)
    .toSorted((a, b) => (b.says?.generation ?? 0) - (a.says?.generation ?? 0) || b.createdAt - a.createdAt);
  const ids = new Set([...storage.caches.slice(-1), ...artifacts.slice(0, NEWEST_ARTIFACTS)].map(({ id }) => id));
  return copies.filter(({ id }) => ids.has(id));
}

/** All that is still stored anywhere, listed or not. */
export function copiesThatExist(storage: Storage, copies: readonly CopyRecord[]): readonly CopyRecord[] {
  const directory = copies.findLast(({ where }) => where === 'directory');
  if (directory !== undefined) return [directory];
  const readable = storage.artifacts.filter(({ expired }) => !expired);
  const ids = new Set([...storage.caches, ...readable].map(({ id }) => id));
  return copies.filter(({ id }) => ids.has(id));
}
