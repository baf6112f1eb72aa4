/** Runs that somebody starts between those of the schedule. */
import { collectOnce } from './collect-once.ts';
import type { Place } from './connect.ts';
import { BYSTANDER } from './judge/bystander.ts';
import { guard } from './judge/guard.ts';
import { PullJudge } from './judge/pulled.ts';
import type { Violation } from './judge/verdict.ts';
import type { ByHand } from './plan.ts';
import type { Process } from './process.ts';
import { pullOnce } from './pull-once.ts';
import { resetOnce } from './reset-once.ts';
import type { Timeline } from './timeline.ts';

interface Parts {
  readonly place: Place;
  readonly timeline: Timeline;
  fail(violation: Violation): void;
}

/** Resolves with whether it succeeds, or never when its process dies. */
export async function runByHand(process: Process, { what, backMs }: ByHand, parts: Parts): Promise<boolean> {
  const { place, timeline, fail } = parts;
  if (what === 'test') return true;
  if (what === 'trial') {
    const { error } = await collectOnce(process, { ...place, onlooker: guard(BYSTANDER, fail) });
    return error === undefined;
  }
  if (what === 'pull') {
    const judge = new PullJudge(place.plan, place.api.world);
    const pulled = await pullOnce(process, { ...place, onlooker: guard(judge, fail) }, backMs);
    judge.ended(process, pulled, timeline.now);
    return pulled.error === undefined;
  }
  const { signal } = process.cancellation;
  return resetOnce(process, place, backMs).then(
    () => true,
    (error: unknown) => {
      if (signal.aborted && error === signal.reason) return false;
      throw error;
    },
  );
}
