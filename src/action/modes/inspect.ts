/** `inspect`: the saved position in words, and as a file that `reset` accepts. Nothing is changed, and the audit log is not read. */
import { encodeCheckpoint } from '../../checkpoint/codec.ts';
import { openOutputDirectory } from '../../delivery/output-directory.ts';
import { positionOnly } from '../../delivery/pack-commit.ts';
import type { Checkpoint } from '../../model/checkpoint.ts';
import { describeFound, lagOfPosition } from '../../position/inspect.ts';
import { systemClock } from '../../runtime/clock.ts';
import { systemFiles } from '../../runtime/files.ts';
import { identityOf, openPosition, trustOf } from '../compose-position.ts';
import { openPlace, type Situation } from '../place.ts';
import type { Outcome } from '../report/statement.ts';

export async function inspect(situation: Situation, signal: AbortSignal): Promise<Outcome> {
  // A feed that is collected no more stays in the position; the outputs are about those that are.
  const { target, feeds } = situation.settings;
  const { findPosition } = openPosition(situation, await openPlace(situation, signal));
  const found = await findPosition(identityOf(situation).stream, signal);
  const now = systemClock.now();
  const checkpoint = found.kind === 'resume' ? found.checkpoint : undefined;
  const exported = checkpoint === undefined ? [] : await exportPosition(checkpoint, situation);
  const claims = feeds.flatMap((name) => checkpoint?.feeds[name]?.tail.claim ?? []);
  const lagMs = checkpoint === undefined ? undefined : lagOfPosition(checkpoint, feeds, now);
  const gaps = feeds.flatMap((name) => checkpoint?.feeds[name]?.gaps ?? []);
  return {
    statement: {
      mark: checkpoint === undefined ? '⚠️' : '✅',
      headline: `The saved position of ${target.kind} ${target.name}`,
      sentences: [],
      facts: [...describeFound(found, now), ...exported.map((path) => ['Exported to', path] as const)],
    },
    outputs: {
      watermark: claims.length === 0 ? '' : new Date(Math.min(...claims)).toISOString(),
      'lag-seconds': lagMs === undefined ? '' : String(Math.ceil(lagMs / 1000)),
      gap: String(gaps.length > 0),
      'cold-start': String(checkpoint === undefined),
    },
    error: undefined,
  };
}

/** Complete, signed where there is a key. */
async function exportPosition(checkpoint: Checkpoint, situation: Situation): Promise<readonly string[]> {
  const folder = await openOutputDirectory({ dir: situation.settings.output.dir, files: systemFiles });
  await folder.add(positionOnly(encodeCheckpoint(checkpoint), trustOf(situation)?.key));
  return folder.paths;
}
