/** I14: what a run requests from the repository that it runs in, and what it downloads. */
import { COMMITS_MAX } from '../../../src/model/claims.ts';
import type { Position } from './copies.ts';
import type { CheckedRun, Usage } from './runs.ts';
import { Violation } from './verdict.ts';

/** Three tries of each look, each list on a few pages, and a bounded number of runs that are looked up. */
const QUESTIONS_MAX = 300;
/** A run that finds its position requests two lists, and now and then a run or an artifact. */
export const QUESTIONS_QUIET_MAX = 3;

export function checkQuestion(usage: Usage): void {
  usage.lists += 1;
  if (usage.lists > QUESTIONS_MAX)
    throw new Violation('I14', `question ${usage.lists} about the repository in one run`);
}

/**
 * A copy is not downloaded when its commit is one of the newest that went into all that the run was given before; without a
 * fault, none is.
 */
export function checkDownload(
  { checkpoint: { commits } }: Position,
  { served, process }: CheckedRun,
  isUndisturbed: boolean,
): void {
  const [own] = commits;
  const all = new Map(served.flatMap(({ checkpoint }) => checkpoint.commits.map((commit) => [commit.id, commit])));
  const newest = [...all.values()].sort((a, b) => b.generation - a.generation).slice(0, COMMITS_MAX);
  const isKnown = newest.some(({ id }) => id === own?.id);
  if (isKnown || isUndisturbed) throw new Violation('I14', `${process.name} downloads a copy that holds nothing new`);
}
