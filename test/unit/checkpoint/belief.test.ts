/** Whose positions count: whoever can start a workflow can upload one, but only the default branch's code is believed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeHome, judgeRun, judgeStanding } from '../../../src/checkpoint/belief.ts';
import { createOrigins, type RunQuestions } from '../../../src/checkpoint/origins.ts';
import type { RunRow } from '../../../src/github/repository.ts';
import { UpstreamError } from '../../../src/model/errors.ts';
import { NO_ARTIFACT } from './uploads.ts';

const OWN = { id: '77', sha: 'tip', ref: 'refs/heads/main' };
const signal = new AbortController().signal;
const run = (parts: Partial<RunRow> = {}): RunRow => ({
  ...{ id: 9, event: 'workflow_dispatch', headSha: 'other', headBranch: 'main', home: 'own', startedAt: 0 },
  ...parts,
});

describe('a run', () => {
  const cases: readonly [string, Partial<RunRow>, string][] = [
    ['of the schedule', { event: 'schedule' }, 'believed'],
    ['of a repository_dispatch', { event: 'repository_dispatch' }, 'believed'],
    ['with the commit of this run', { headSha: 'tip' }, 'believed'],
    ['with the commit of this run, by a push', { headSha: 'tip', event: 'push' }, 'believed'],
    ['that is this run', { id: 77, event: 'pull_request' }, 'believed'],
    ['of a fork, whatever its event', { event: 'schedule', home: 'foreign' }, 'foreign'],
    ['of which nobody says whose code it ran', { event: 'schedule', home: 'not-said' }, 'unknown'],
    // The head of a pull request from the default branch into a branch of the attacker's is the newest of the default branch.
    ['of a pull request whose head is the commit of this run', { event: 'pull_request', headSha: 'tip' }, 'foreign'],
    ['of pull_request_target', { event: 'pull_request_target', headSha: 'tip' }, 'foreign'],
    ['of an event that nobody has heard of', { event: '::warning::x', headSha: 'tip' }, 'foreign'],
    ['dispatched at another commit', {}, 'by-commit'],
    ['by a push of another commit', { event: 'push' }, 'by-commit'],
  ];
  for (const [what, parts, kind] of cases) {
    it(`${what}: ${kind}`, () => {
      const judged = judgeRun(run(parts), OWN);
      assert.equal(judged.kind, kind);
      assert.doesNotMatch('why' in judged ? judged.why : '', /::/);
    });
  }

  it('is judged by the standing of its commit, and a missing permission is named', () => {
    const onOwnName = true;
    assert.equal(judgeStanding('of-the-default-branch', { onOwnName: false }).kind, 'believed');
    assert.equal(judgeStanding('of-no-default-branch', { onOwnName }).kind, 'foreign');
    assert.equal(judgeStanding('not-said', { onOwnName: false }).kind, 'foreign');
    const unknown = judgeStanding('not-said', { onOwnName });
    assert.equal(unknown.kind === 'unknown' && unknown.remedy, 'contents: read');
    assert.equal(judgeHome('own'), undefined);
  });
});

describe('the origin of an artifact', () => {
  function ask(parts: Partial<RunQuestions>) {
    const requests: string[] = [];
    const note = <T>(what: string, answer: T): T => {
      requests.push(what);
      return answer;
    };
    const questions: RunQuestions = {
      defaultBranch: async () => 'main',
      findRun: async (id) => note(`run ${id}`, run({ id })),
      hasRunOf: async (event, sha) => note(`${event} at ${sha}`, false),
      isInDefaultHistory: async (sha) => note(`history of ${sha}`, undefined),
      ...parts,
    };
    return { origins: createOrigins(questions, OWN), requests };
  }
  const by = (runId: number, home: 'own' | 'foreign' | 'not-said' = 'own') => ({
    ...NO_ARTIFACT,
    uploader: { runId, home },
  });

  it('of this run needs no question, and one of a fork neither', async () => {
    const { origins, requests } = ask({});
    assert.equal((await origins.ofArtifact(by(77), signal)).kind, 'believed');
    assert.equal((await origins.ofArtifact(by(9, 'foreign'), signal)).kind, 'foreign');
    assert.equal((await origins.ofArtifact({ ...NO_ARTIFACT, uploader: undefined }, signal)).kind, 'unknown');
    assert.deepEqual(requests, []);
  });

  it('is requested once for each run, and once for each commit', async () => {
    const { origins, requests } = ask({});
    for (const id of [9, 9, 10]) assert.equal((await origins.ofArtifact(by(id), signal)).kind, 'unknown');
    assert.deepEqual(requests, [
      'run 9',
      'schedule at other',
      'repository_dispatch at other',
      'history of other',
      'run 10',
    ]);
    assert.equal(origins.requests, 2);
  });

  it('is believed when the schedule ran the same commit, without any further permission', async () => {
    const { origins } = ask({ hasRunOf: async (event) => event === 'schedule' });
    assert.equal((await origins.ofArtifact(by(9), signal)).kind, 'believed');
  });

  it('is believed or foreign by the history of the default branch, where that may be read', async () => {
    const old = ask({ isInDefaultHistory: async () => true });
    assert.equal((await old.origins.ofArtifact(by(9), signal)).kind, 'believed');
    const branch = ask({ isInDefaultHistory: async () => false });
    assert.equal((await branch.origins.ofArtifact(by(9), signal)).kind, 'foreign');
  });

  it('of a run that was deleted is unknown', async () => {
    const { origins } = ask({ findRun: async () => undefined });
    assert.equal((await origins.ofArtifact(by(9), signal)).kind, 'unknown');
  });

  it('stays undecided while GitHub does not answer, and is requested again', async () => {
    let failing = true;
    const { origins } = ask({
      findRun: async (id) => {
        if (failing) throw new UpstreamError('502', { hint: '' });
        return run({ id, event: 'schedule' });
      },
    });
    await assert.rejects(origins.ofArtifact(by(9), signal), UpstreamError);
    failing = false;
    assert.equal((await origins.ofArtifact(by(9), signal)).kind, 'believed');
  });
});
