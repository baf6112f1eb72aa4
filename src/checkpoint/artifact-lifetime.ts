/**
 * Whether an artifact of a stream stays listed, so that a lost position is distinguished from one that never existed.
 * The position remembers its newest artifact; when that is gone or about to go, a run makes another one.
 */
import type { ArtifactRow, Repository } from '../github/repository.ts';
import { CollectError } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';

const WEEK_MS = 7 * 86_400_000;

/** What cannot be queried counts as listed: one more copy in each run would be no better. */
export async function isKept(
  id: number,
  {
    rows,
    repository,
    clock,
  }: {
    readonly rows: readonly ArtifactRow[];
    readonly repository: Pick<Repository, 'findArtifact'>;
    readonly clock: Clock;
  },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const row = rows.find((listed) => listed.id === id) ?? (await repository.findArtifact(id, signal));
    return row !== undefined && lasts(row, clock.now());
  } catch (error) {
    if (error instanceof CollectError) return true;
    throw error;
  }
}

/** For another week; what is kept for two weeks or less, for half of its time. */
function lasts({ expired, createdAt, expiresAt }: ArtifactRow, now: number): boolean {
  if (expired || expiresAt === undefined) return !expired;
  return expiresAt - now > Math.min(WEEK_MS, (expiresAt - createdAt) / 2);
}
