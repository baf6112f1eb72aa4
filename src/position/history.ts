/**
 * What the runs of this workflow show about a position that was not found: whether one can have been saved before, and
 * from when on. Only runs of the default branch's code count, as for positions.
 */
import type { Origins } from '../checkpoint/origins.ts';
import type { Repository, RunRow } from '../github/repository.ts';

export type History =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'succeeded';
      /** When the newest success started, UTC epoch milliseconds. */
      readonly startedAt: number;
      /** A run of the schedule was among them, and such a run collects. */
      readonly bySchedule: boolean;
    };

/** Runs that are judged at most. */
const JUDGED_MAX = 20;

/** Rejects with `CollectError` when GitHub does not answer. */
export async function readHistory(
  repository: Pick<Repository, 'listSuccesses'>,
  origins: Pick<Origins, 'ofRun'>,
  signal: AbortSignal,
): Promise<History> {
  const scheduled = await first(repository.listSuccesses('schedule', signal));
  const newest = await newestSuccess(repository, origins, signal);
  const starts = [scheduled, newest].flatMap((run) => (run === undefined ? [] : [run.startedAt]));
  if (starts.length === 0) return { kind: 'none' };
  return { kind: 'succeeded', startedAt: Math.max(...starts), bySchedule: scheduled !== undefined };
}

/** Without one that is believed, one that can be: it only lets a cold start begin earlier. */
async function newestSuccess(
  repository: Pick<Repository, 'listSuccesses'>,
  origins: Pick<Origins, 'ofRun'>,
  signal: AbortSignal,
): Promise<RunRow | undefined> {
  let judged = 0;
  let possible: RunRow | undefined;
  for await (const rows of repository.listSuccesses(undefined, signal)) {
    for (const run of rows) {
      if (judged === JUDGED_MAX) return possible;
      judged += 1;
      const { kind } = await origins.ofRun(run, signal);
      if (kind === 'believed') return run;
      if (kind === 'unknown') possible ??= run;
    }
  }
  return possible;
}

async function first(pages: AsyncIterable<readonly RunRow[]>): Promise<RunRow | undefined> {
  for await (const rows of pages) {
    const run = rows.find(({ home }) => home === 'own');
    if (run !== undefined) return run;
  }
  return undefined;
}
