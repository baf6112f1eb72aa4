/**
 * Finds out who made a copy of the position, from GitHub's record of the run that uploaded it. A response is requested
 * once for each run, again after a failure; what cannot be queried rejects, and is never a verdict.
 */
import type { ArtifactRow, Repository, RunRow } from '../github/repository.ts';
import {
  type Belief,
  DEFAULT_BRANCH_EVENTS,
  judgeHome,
  judgeRun,
  judgeStanding,
  type OwnRun,
  type Standing,
} from './belief.ts';

export type RunQuestions = Pick<Repository, 'defaultBranch' | 'findRun' | 'hasRunOf' | 'isInDefaultHistory'>;

export interface Origins {
  /** Rejects with `CollectError` when GitHub does not answer. */
  ofArtifact(row: ArtifactRow, signal: AbortSignal): Promise<Belief>;
  ofRun(run: RunRow, signal: AbortSignal): Promise<Belief>;
  /** Runs that were queried so far. */
  readonly requests: number;
}

export function createOrigins(repository: RunQuestions, own: OwnRun): Origins {
  const runs = new Map<number, Belief>();
  const standings = new Map<string, Standing>();

  async function ofArtifact({ uploader }: ArtifactRow, signal: AbortSignal): Promise<Belief> {
    if (uploader === undefined) {
      return { kind: 'unknown', why: 'GitHub does not report which run uploaded it', remedy: 'none' };
    }
    const { runId, home } = uploader;
    const known = runs.get(runId) ?? judgeHome(home) ?? (await requestRun(runId, signal));
    runs.set(runId, known);
    return known;
  }

  async function requestRun(runId: number, signal: AbortSignal): Promise<Belief> {
    if (String(runId) === own.id) return { kind: 'believed' };
    const run = await repository.findRun(runId, signal);
    if (run === undefined) return { kind: 'unknown', why: 'its run no longer exists', remedy: 'none' };
    return ofRun(run, signal);
  }

  async function ofRun(run: RunRow, signal: AbortSignal): Promise<Belief> {
    const judgement = judgeRun(run, own);
    if (judgement.kind !== 'by-commit') return judgement;
    const standing = await standingOf(judgement.sha, signal);
    const names = [own.ref, `refs/heads/${await repository.defaultBranch(signal)}`];
    return judgeStanding(standing, { onOwnName: names.includes(`refs/heads/${run.headBranch}`) });
  }

  async function standingOf(sha: string, signal: AbortSignal): Promise<Standing> {
    const known = standings.get(sha) ?? (await requestStanding(sha, signal));
    standings.set(sha, known);
    return known;
  }

  /** A commit that GitHub ran on the default branch's own events was its newest at the time. */
  async function requestStanding(sha: string, signal: AbortSignal): Promise<Standing> {
    for (const event of DEFAULT_BRANCH_EVENTS) {
      if (await repository.hasRunOf(event, sha, signal)) return 'of-the-default-branch';
    }
    const isInHistory = await repository.isInDefaultHistory(sha, signal);
    if (isInHistory === undefined) return 'not-said';
    return isInHistory ? 'of-the-default-branch' : 'of-no-default-branch';
  }

  return {
    ofArtifact,
    ofRun,
    get requests() {
      return runs.size;
    },
  };
}
