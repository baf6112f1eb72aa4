/**
 * What every scenario stands on: an emulated GitHub, the built action run against it as a runner does, and the comparison of
 * what was delivered with what the log held. Whatever a scenario is about, none of its runs shows a token or an event, or
 * say anything to the runner but what the toolkit says: that is checked after each of them.
 */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR, MINUTE } from '../emulator/clock.ts';
import { compareEvents, deliveredEvents } from '../emulator/delivered.ts';
import type { NewEvent, StoredEvent } from '../emulator/event-log.ts';
import { EventGenerator, type Population, populate } from '../emulator/events.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../emulator/github.ts';
import { type ActionResult, type ActionRun, runAction } from '../emulator/runner.ts';

/** What the emulator's clock shows when a stage opens. */
export const START = Date.parse('2026-11-22T12:00:00Z');

/** What the toolkit and the action say to a runner. `stop-commands` and its like would be an event that speaks. */
const COMMANDS = new Set(['add-mask', 'debug', 'group', 'endgroup', 'notice', 'warning', 'error']);

/** Compiled code outlives a run here, as it does not on a runner: it changes nothing but the time that a scenario takes. */
const QUICK = { NODE_COMPILE_CACHE: join(tmpdir(), 'collect-audit-log-compiled') };

type Inputs = NonNullable<ActionRun['inputs']>;

/** See the file comment. */
export class Stage implements AsyncDisposable {
  readonly github: GitHub;
  #seed = 0;

  constructor(github: GitHub) {
    this.github = github;
  }

  /** Adds `count` events to the organization's log, spread over the hour before now when nothing else is said. */
  happen(count: number, how: Partial<Population> = {}): readonly StoredEvent[] {
    this.#seed += 1;
    const now = this.github.clock.now();
    const when = { from: now - HOUR, until: now - MINUTE };
    return populate(this.github.log, { seed: `scenario ${this.#seed}`, count, ...when, ...how });
  }

  /** Makes events one by one. */
  generator(options: Partial<ConstructorParameters<typeof EventGenerator>[0]> = {}): EventGenerator {
    this.#seed += 1;
    return new EventGenerator({ seed: `scenario ${this.#seed}`, ...options });
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.github.clock.advance(ms);
  }

  /** Runs the action once. `octo-org` is the target unless another one is given. */
  async collect(inputs: Inputs = {}, how: Partial<Omit<ActionRun, 'github' | 'inputs'>> = {}): Promise<ActionResult> {
    const target: Inputs = 'enterprise' in inputs ? {} : { organization: this.github.organization };
    const env = { ...QUICK, ...how.env };
    const result = await runAction({ ...how, env, github: this.github, inputs: { ...target, ...inputs } });
    this.#assertDiscreet(result);
    return result;
  }

  /**
   * Runs the action, a minute apart, until everything is delivered; every run has to succeed. A run whose pages do not
   * cover the overlap is never caught up, however complete it is.
   */
  async collectAll(inputs: Inputs = {}, runsMax = 12): Promise<readonly ActionResult[]> {
    const results: ActionResult[] = [];
    while (compareEvents(this.github.log.all, this.delivered).lost.length > 0) {
      assert.ok(results.length < runsMax, `not everything is delivered after ${runsMax} runs`);
      results.push(expectSuccess(await this.collect(inputs)));
      this.pass(MINUTE);
    }
    return results;
  }

  /** Everything that lies in artifacts, line by line. */
  get delivered(): readonly string[] {
    return deliveredEvents(this.github).lines;
  }

  /** None lost, none twice, none altered, none invented. Without arguments: artifacts against the organization's whole log. */
  assertComplete(
    expected: readonly (string | NewEvent)[] = this.github.log.all,
    lines: readonly string[] = this.delivered,
  ): void {
    const { lost, duplicated, altered, foreign } = compareEvents(expected, lines);
    const first = [...lost, ...duplicated, ...altered.map(({ delivered }) => delivered), ...foreign][0];
    assert.deepEqual(
      { lost: lost.length, duplicated: duplicated.length, altered: altered.length, foreign: foreign.length },
      { lost: 0, duplicated: 0, altered: 0, foreign: 0 },
      `of ${expected.length} events ${lost.length} are lost, ${duplicated.length} came twice, ${altered.length} are altered, ${foreign.length} are foreign; one of them: ${first?.slice(0, 300)}`,
    );
  }

  /** How many requests for audit-log pages a run made. */
  pagesRequested({ requests }: ActionResult): number {
    return requests.filter(({ label }) => label === 'audit-log').length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github.close();
  }

  #assertDiscreet(result: ActionResult): void {
    const { token, githubToken, log, enterpriseLog } = this.github;
    const shown = shownBy(result);
    assert.ok(!shown.includes(token), 'the token is shown');
    assert.ok(!shown.includes(githubToken), 'the token of the job is shown');
    const quoted = [...log.all, ...enterpriseLog.all].filter(({ id }) => id.length > 15 && shown.includes(id));
    assert.deepEqual(quoted, [], 'events are shown');
    const strange = result.commands.filter(({ command }) => !COMMANDS.has(command));
    assert.deepEqual(strange, [], 'the runner received an unexpected command');
  }
}

/** Opens a stage; close it with `await using`. */
export async function openStage(options: GitHubOptions = {}): Promise<Stage> {
  return new Stage(await startGitHub({ now: START, ...options }));
}

/** All that a run shows to people or passes to later steps; a command that masks a secret shows nothing. */
export function shownBy({ stdout, stderr, summary, outputs }: ActionResult): string {
  const lines = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...lines, stderr, summary, ...Object.values(outputs)].join('\n');
}

/** The run succeeded, without an error and without a word on stderr. */
export function expectSuccess(result: ActionResult): ActionResult {
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  const { exitCode, stderr, timedOut } = result;
  assert.deepEqual({ exitCode, errors, stderr, timedOut }, { exitCode: 0, errors: [], stderr: '', timedOut: false });
  return result;
}

/** The run failed, with one annotation that has the cause, and on its last line what to do. */
export function expectFailure(result: ActionResult, cause: RegExp): ActionResult {
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  assert.equal(result.exitCode, 1, `the run ended with ${result.exitCode} ${result.signal}: ${result.stderr}`);
  assert.equal(errors.length, 1, `one error annotation, not: ${errors.join(' | ')}`);
  assert.match(errors[0] ?? '', cause);
  assert.ok((errors[0] ?? '').split('\n').length > 1, 'the annotation says what to do');
  return result;
}

/** The warnings of a run, one a line. */
export function warningsOf({ annotations }: ActionResult): string {
  return annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message)
    .join('\n');
}
