/**
 * What every scenario stands on: an emulated GitHub that has the accounts which the examples name, the hosts that they name, and
 * the repository of somebody who uses one of them. After each run it is certain that no request went anywhere else.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { MINUTE } from '../emulator/clock.ts';
import { compareEvents } from '../emulator/delivered.ts';
import type { EventLog, NewEvent } from '../emulator/event-log.ts';
import { populate } from '../emulator/events.ts';
import { type GitHub, startGitHub } from '../emulator/github.ts';
import { HecDouble } from '../emulator/sinks/hec-double.ts';
import { NdjsonDouble } from '../emulator/sinks/ndjson-double.ts';
import { startSink } from '../emulator/sinks/sink-server.ts';
import { grantsIdentity } from './called-permissions.ts';
import { type Clouds, startClouds } from './clouds.ts';
import { startFront } from './front.ts';
import { startPackageRegistry } from './package-registry.ts';
import { runWorkflow, type WorkflowEnd, type WorkflowRun } from './run-workflow.ts';
import { stageRepository } from './staged-repository.ts';

export interface Stage extends AsyncDisposable {
  readonly github: GitHub;
  /** The log of `your-other-organization`. */
  readonly otherLog: EventLog;
  /** What Splunk holds, as it was sent. */
  readonly indexed: () => readonly string[];
  /** What the collector at `collector.example.com` holds, as it was sent. */
  readonly collected: () => readonly string[];
  readonly clouds: Clouds;
  /** What the user's repository has; more can be added. */
  readonly secrets: Map<string, string>;
  /** Runs an example once and expects it to succeed, or to fail. */
  readonly run: (example: string, how?: HowToRun) => Promise<string>;
}

export interface HowToRun {
  readonly event?: WorkflowRun['event'];
  readonly inputs?: WorkflowRun['inputs'];
  /** What its user changed in the example. */
  readonly edit?: (text: string) => string;
  readonly ends?: 'succeeded' | 'failed';
  readonly vars?: WorkflowRun['vars'];
  readonly jobs?: NonNullable<WorkflowRun['jobs']>;
}

const REPOSITORY = 'your-organization/audit';
/** Client id of the App that is installed on `your-organization`. */
const APP = 'Iv23abcdefgh12345678';

/** @param act Path of the program. */
export async function openStage(act: string, now?: number): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const options = { organization: 'your-organization', enterprise: 'your-enterprise', repository: REPOSITORY };
  const github = stack.use(await startGitHub(now === undefined ? options : { ...options, now }));
  const { log: otherLog } = github.auditLog.addTarget('organization', 'your-other-organization', 200_003);
  const splunk = stack.use(await startSink(new HecDouble()));
  const collector = stack.use(await startSink(new NdjsonDouble()));
  const registry = stack.use(await startPackageRegistry('https://packages.example.com'));
  const hosts = new Map([
    ['api.github.com:443', github.apiUrl],
    ['collector.example.com:443', collector.url],
    ['splunk.example.com:8088', splunk.url],
    ['packages.example.com:443', registry.url],
  ]);
  const clouds = stack.use(await startClouds());
  for (const [host, url] of clouds.hosts) hosts.set(host, url);
  const front = stack.use(await startFront(hosts));
  const app = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const account = github.organization;
  github.apps.register({ id: '4711', clientId: APP, publicKey: app.publicKey, installationId: 815, account });
  const secrets = new Map([
    ['AUDIT_LOG_APP_PRIVATE_KEY', String(app.privateKey.export({ type: 'pkcs1', format: 'pem' }))],
    ['AUDIT_LOG_TOKEN', github.token],
    ['ENTERPRISE_AUDIT_LOG_TOKEN', github.token],
    ['COLLECTOR_TOKEN', 'collector-token-0123456789'],
    ['SPLUNK_HEC_TOKEN', splunk.double.token],
  ]);
  return {
    github,
    ...{ otherLog, clouds, secrets },
    indexed: () => splunk.stored,
    collected: () => collector.stored,
    async run(example, { event = 'schedule', inputs = {}, edit, ends = 'succeeded', vars, jobs = [] } = {}) {
      await using repository = await stageRepository(REPOSITORY, example, edit);
      const values = {
        ...{ inputs, secrets: Object.fromEntries(secrets), vars: { AUDIT_LOG_APP_CLIENT_ID: APP, ...vars } },
        identity: (await grantsIdentity(repository, example)) ? clouds.identity : {},
      };
      const end = await runWorkflow({ act, github, front, repository, workflow: example, event, jobs, ...values });
      assertEnded(end, ends);
      assert.deepEqual(front.refused, [], 'a request to another host');
      assert.ok(![...secrets.values()].some((secret) => end.log.includes(secret)), 'a secret is shown');
      return end.log;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Adds events of the last minutes, all of them now visible. */
export function happen({ github }: Stage, log: EventLog, count: number): readonly NewEvent[] {
  const now = github.clock.now();
  return populate(log, { seed: `workflow ${log.all.length}`, count, from: now - 10 * MINUTE, until: now - 1000 });
}

/** None lost, none twice, none altered, none invented. */
export function assertSame(expected: readonly (string | NewEvent)[], lines: readonly string[]): void {
  const { lost, duplicated, altered, foreign } = compareEvents(expected, lines);
  const counts = { lost: lost.length, twice: duplicated.length, altered: altered.length, foreign: foreign.length };
  assert.deepEqual(counts, { lost: 0, twice: 0, altered: 0, foreign: 0 }, `${expected.length} expected`);
}

function assertEnded({ hasSucceeded, log }: WorkflowEnd, expected: 'succeeded' | 'failed'): void {
  if (hasSucceeded === (expected === 'succeeded')) return;
  throw new Error(`the workflow should have ${expected}. The last output of act:\n${log.slice(-4000)}`);
}
