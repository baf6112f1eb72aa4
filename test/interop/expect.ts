/**
 * What a scenario stands on: the emulated GitHub in real time, the built action, and the comparison of what a foreign receiver
 * says that it holds with what the audit log held.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { compareEvents } from '../emulator/delivered.ts';
import { openStage, type Stage } from '../scenario/stage.ts';

export const TOKEN = 'interop-sink-token-0123456789';

/** By the sink alone, and patient enough for a receiver that is started again. */
export const BY_SINK: Readonly<Record<string, string>> = {
  artifact: 'false',
  'retry-initial-backoff': '1s',
  'retry-max-backoff': '2s',
  'retry-attempts': '20',
  'breaker-cooldown': '1s',
};

/** In real time, because foreign receivers look at their own clocks. Events without oddities, as parsers want them. */
export async function openJob(count: number, oddShare = 0): Promise<Stage> {
  const stage = await openStage({ now: Date.now() });
  stage.happen(count, { oddShare });
  return stage;
}

/** What identifies an event where a receiver keeps fields instead of the text. */
export function nameOf(raw: string): string {
  const { _document_id: id, action, '@timestamp': at } = JSON.parse(raw) as Readonly<Record<string, unknown>>;
  return [id, action, at].join(' ');
}

/** Every event is there as it was; once, but for as many as `repeatsMax` that were sent twice. */
export function assertStored(expected: readonly string[], stored: readonly string[], repeatsMax = 0): void {
  const { lost, duplicated, altered, foreign } = compareEvents(expected, stored);
  const first = [...lost, ...foreign, ...altered.map(({ delivered }) => delivered)][0] ?? duplicated[0];
  assert.deepEqual(
    { lost: lost.length, altered: altered.length, foreign: foreign.length },
    { lost: 0, altered: 0, foreign: 0 },
    `of ${expected.length} events, ${stored.length} stored, ${lost.length} are lost, ${altered.length} altered, ${foreign.length} foreign; one of them: ${first?.slice(0, 400)}`,
  );
  assert.ok(duplicated.length <= repeatsMax, `${duplicated.length} are there twice, at most ${repeatsMax} may be`);
}

export const rawsOf = ({ github }: Stage): readonly string[] => github.log.all.map(({ raw }) => raw);
export const namesOf = (stage: Stage): readonly string[] => rawsOf(stage).map(nameOf);

/** Asks until `count` are there, or time is up: some receivers show what they hold only after a while. */
export async function readUntil(count: number, read: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let stored = await read();
  for (const until = Date.now() + 15_000; stored.length < count && Date.now() < until; stored = await read()) {
    await pause(250);
  }
  return stored;
}
