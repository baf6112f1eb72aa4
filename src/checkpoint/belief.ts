/**
 * Whether a saved position counts, and why. Anyone who can start a workflow of the repository can upload an artifact of any
 * name, so a copy is believed only when the run that uploaded it ran code of the default branch. A branch name proves
 * nothing: a tag, or the head of a pull request, can be called `main`. Pure; `origins.ts` gets the facts.
 */
import type { RunHome, RunRow } from '../github/repository.ts';

export type Belief =
  | { readonly kind: 'believed' }
  /** Neither shown to be ours nor to be another's. `remedy`: what would show it. */
  | { readonly kind: 'unknown'; readonly why: string; readonly remedy: Remedy }
  | { readonly kind: 'foreign'; readonly why: string };

/** What the user can do so that an unknown copy is shown to be ours or not. */
export type Remedy = 'contents: read' | 'none';

export interface OwnRun {
  readonly id: string;
  /** `GITHUB_SHA`. */
  readonly sha: string;
  /** `GITHUB_REF`. */
  readonly ref: string;
}

/** What is known of a commit: that the default branch had it, that it never did, or nothing. */
export type Standing = 'of-the-default-branch' | 'of-no-default-branch' | 'not-said';

/** The next step: a verdict, or the commit whose standing decides. */
export type Judgement = Belief | { readonly kind: 'by-commit'; readonly sha: string };

/** GitHub runs these on the default branch only, with its newest commit. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export const DEFAULT_BRANCH_EVENTS = ['schedule', 'repository_dispatch'] as const;

/**
 * These run the very commit that the list of runs shows. A pull request does not: it runs a merge with its base, which
 * can be any branch, and shows the commit of its head, which can be the newest of the default branch.
 */
const COMMIT_EVENTS: readonly string[] = ['push', 'workflow_dispatch', 'workflow_run'];

export const BELIEVED: Belief = { kind: 'believed' };

/** What the list of artifacts says of the run that uploaded one decides only against it. */
export function judgeHome(home: RunHome): Belief | undefined {
  switch (home) {
    case 'own':
      return undefined;
    case 'foreign':
      return { kind: 'foreign', why: 'it ran the code of another repository' };
    case 'not-said':
      return { kind: 'unknown', why: 'GitHub does not say whose code it ran', remedy: 'none' };
  }
}

export function judgeRun(run: RunRow, own: OwnRun): Judgement {
  if (String(run.id) === own.id) return BELIEVED;
  const elsewhere = judgeHome(run.home);
  if (elsewhere !== undefined) return elsewhere;
  if (DEFAULT_BRANCH_EVENTS.some((event) => event === run.event)) return BELIEVED;
  if (!COMMIT_EVENTS.includes(run.event)) {
    return { kind: 'foreign', why: `${nameOf(run.event)} does not show which code it ran` };
  }
  return run.headSha === own.sha ? BELIEVED : { kind: 'by-commit', sha: run.headSha };
}

/** `onOwnName`: it ran on something that is called like the default branch, or like the branch of this run. */
export function judgeStanding(standing: Standing, { onOwnName }: { readonly onOwnName: boolean }): Belief {
  switch (standing) {
    case 'of-the-default-branch':
      return BELIEVED;
    case 'of-no-default-branch':
      return { kind: 'foreign', why: 'its commit is not one of the default branch' };
    case 'not-said':
      if (!onOwnName) return { kind: 'foreign', why: 'it ran on another branch' };
      return {
        kind: 'unknown',
        why: 'nothing shows that its commit is one of the default branch',
        remedy: 'contents: read',
      };
  }
}

/** GitHub's word for an event, and nothing else, gets into a message. */
function nameOf(event: string): string {
  return /^[a-z_]{1,40}$/.test(event) ? `its event ${event}` : 'its event';
}
