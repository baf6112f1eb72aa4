/** `inspect`: the saved position in words. Nothing is changed, and the audit log is not requested. */
import { describeFound, lagOfPosition } from '../../position/inspect.ts';
import { systemClock } from '../../runtime/clock.ts';
import { identityOf, openPosition } from '../compose-position.ts';
import { openPlace, type Situation } from '../place.ts';
import type { Outcome } from '../report/statement.ts';

export async function inspect(situation: Situation, signal: AbortSignal): Promise<Outcome> {
  // A feed that is collected no more stays in the position; the outputs are about those that are.
  const { target, feeds } = situation.settings;
  const { findPosition } = openPosition(situation, await openPlace(situation, signal));
  const found = await findPosition(identityOf(situation).stream, signal);
  const now = systemClock.now();
  const checkpoint = found.kind === 'resume' ? found.checkpoint : undefined;
  const claims = feeds.flatMap((name) => checkpoint?.feeds[name]?.tail.claim ?? []);
  const lagMs = checkpoint === undefined ? undefined : lagOfPosition(checkpoint, feeds, now);
  const gaps = feeds.flatMap((name) => checkpoint?.feeds[name]?.gaps ?? []);
  return {
    statement: {
      mark: checkpoint === undefined ? '⚠️' : '✅',
      headline: `The saved position of ${target.kind} ${target.name}`,
      sentences: [],
      facts: describeFound(found, now),
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
