/** A run that was recorded, and the same run made again from its recording where there is no GitHub. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { DAY } from '../emulator/clock.ts';
import { linesOf } from '../emulator/delivered.ts';
import type { ActionResult } from '../emulator/runner.ts';
import { expectSuccess, openStage, START, type Stage } from '../scenario/stage.ts';

export type Inputs = Readonly<Record<string, string>>;

/** Files only, so that a run and its replay say the same of where events went. */
export const FILES: Inputs = { artifact: 'false' };

/** Replays on another day at a GitHub that holds nothing; `api-url` is the recorded one, where nobody answers any more. */
export async function replay(dir: string, inputs: Inputs): Promise<Told> {
  await using elsewhere = await openStage({ now: START + 40 * DAY });
  const run = await elsewhere.collect({ 'replay-dir': dir, token: '', 'github-token': '', ...inputs });
  assert.deepEqual(run.requests, [], 'a replay asks nobody');
  assert.deepEqual(elsewhere.github.artifacts.all, []);
  return { run, events: await eventsOf(run) };
}

export interface Told {
  readonly run: ActionResult;
  readonly events: readonly string[];
}

export async function eventsOf({ outputs }: ActionResult): Promise<readonly string[]> {
  const files = (outputs['files'] ?? '').split('\n').filter((path) => path !== '');
  return (await Promise.all(files.map((path) => readFile(path)))).flatMap((bytes) => linesOf(bytes));
}

/** All outputs but those that say where files and artifacts are and that name the run: a replay uploads nothing, not even a position. */
export function outcomeOf({ outputs }: ActionResult): Inputs {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !/^(?:files$|artifact-|manifest-)/.test(name)));
}

/** A recorded run of a GitHub that is gone when the answer comes. */
export async function recorded(
  dir: string,
  prepare: (stage: Stage) => Inputs | Promise<Inputs>,
): Promise<Told & { readonly inputs: Inputs }> {
  await using stage = await openStage();
  const inputs = { ...FILES, ...(await prepare(stage)) };
  const run = expectSuccess(await stage.collect({ ...inputs, 'record-dir': dir }));
  return { run, events: await eventsOf(run), inputs: { ...inputs, 'api-url': stage.github.apiUrl } };
}
