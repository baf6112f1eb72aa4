/** `reset`: moves the saved position to `since`, saves it like any other, and reports what that means. */
import { type Moved, movePosition } from '../../position/reset.ts';
import { savePosition } from '../../position/save-position.ts';
import { savingParts } from '../compose.ts';
import { identityOf, openPosition } from '../compose-position.ts';
import { connectAuditLog } from '../connect-github.ts';
import { openPlace, type Situation } from '../place.ts';
import type { Outcome } from '../report/statement.ts';

export async function reset(situation: Situation, signal: AbortSignal): Promise<Outcome> {
  const { settings, world } = situation;
  const position = openPosition(situation, await openPlace(situation, signal));
  const auditLog = await connectAuditLog(situation);
  const { maxDurationMs, rateLimitReserve } = settings.limits;
  const allowance = { deadlineAt: world.clock.now() + maxDurationMs, reserve: rateLimitReserve };
  const ports = { auditLog, allowance, random: world.random, findPosition: position.findPosition };
  const moved = await movePosition(ports, { settings, identity: identityOf(situation) }, signal);
  signal.throwIfAborted();
  // A save that has begun is not given up halfway: the position could be saved, and the run would report that nothing was done.
  const artifact = await savePosition(moved.checkpoint, savingParts(situation, position), situation.end.signal);
  const to = Math.min(...moved.moves.map((move) => move.to));
  const { requests, rateLimitRemaining } = auditLog.usage;
  return {
    statement: {
      mark: '✅',
      headline: `The position of ${settings.target.kind} ${settings.target.name} was moved to ${iso(to)}`,
      sentences: moved.moves.map((move) => sayMove(move, moved)),
      facts: [
        ['Generation', String(moved.checkpoint.generation)],
        ['Found in', moved.found.kind === 'resume' ? moved.found.where : 'nowhere: a new position was created'],
        ['Saved in', artifact === undefined ? position.store.name : `${position.store.name} and ${artifact.name}`],
      ],
    },
    outputs: {
      watermark: iso(to),
      gap: String(moved.moves.some(({ from, to }) => from !== null && to > from)),
      'cold-start': String(moved.found.kind !== 'resume'),
      requests: String(requests),
      'rate-limit-remaining': rateLimitRemaining === undefined ? '' : String(rateLimitRemaining),
      'artifact-names': artifact?.name ?? '',
      'artifact-ids': artifact === undefined ? '' : String(artifact.id),
    },
    error: undefined,
  };
}

function sayMove({ feed, from, to }: Moved['moves'][number], { asked }: Moved): string {
  const late = to > asked ? ` GitHub keeps no older events of it, so it begins there instead of ${iso(asked)}.` : '';
  if (from === null) return `The ${feed} feed had no position and begins at ${iso(to)}.${late}`;
  const moved = `The ${feed} feed was moved from ${iso(from)} to ${iso(to)}`;
  if (to > from) return `${moved}: events between the two are skipped and recorded as a possible gap.${late}`;
  if (to < from) return `${moved}: events delivered since then will be delivered again.${late}`;
  return `${moved}, where it was: events delivered beyond it will be delivered again.${late}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
