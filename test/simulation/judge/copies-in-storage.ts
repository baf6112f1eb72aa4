/** Which copies of the position are there, and which of them a run has to look at. */
import type { Storage } from '../storage.ts';
import type { CopyRecord } from './copies.ts';

const NEWEST_ARTIFACTS = 3;

export function copiesToLookAt(storage: Storage, copies: readonly CopyRecord[], now: number, which: 'due' | 'all' = 'due'): readonly CopyRecord[] {
  const artifacts = storage.artifacts
    .filter(({ expired, listedFrom }) => !expired && listedFrom <= now)
    .toSorted((a, b) => (b.says?.generation ?? 0) - (a.says?.generation ?? 0) || b.createdAt - a.createdAt);
  const due = which === 'all';
  const ids = new Set([
    ...(due ? storage.caches : storage.caches.slice(-1)).map(({ id }) => id),
    ...(due ? artifacts : artifacts.slice(0, NEWEST_ARTIFACTS)).map(({ id }) => id),
  ]);
  const directory = copies.findLast(({ where }) => where === 'directory');
  return copies.filter((copy) => (copy.where === 'directory' ? copy === directory : ids.has(copy.id)));
}
