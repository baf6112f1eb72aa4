/** `reset`: moves the saved position to `since`, saves it like any other, and reports what that means. */
import { dirname, join } from 'node:path';
import { MANIFEST_FILE, signatureOf } from '../../evidence/manifest.ts';
import type { Feed } from '../../model/checkpoint.ts';
import { InputError } from '../../model/errors.ts';
import { type Moved, movePosition, type ResetPorts } from '../../position/reset.ts';
import { savePosition } from '../../position/save-position.ts';
import { type PositionSource, takePosition } from '../../position/take-position.ts';
import { systemFiles } from '../../runtime/files.ts';
import { savingParts } from '../compose.ts';
import { identityOf, openPosition, trustOf } from '../compose-position.ts';
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
  const moved = await move(ports, situation, signal);
  const { checkpoint } = moved;
  signal.throwIfAborted();
  // A save that has begun is not given up halfway: the position could be saved, and the run would report that nothing was done.
  const artifact = await savePosition(checkpoint, savingParts(situation, position), situation.end.signal);
  const to = Math.min(...moved.moves.map((move) => move.to));
  const { requests, rateLimitRemaining } = auditLog.usage;
  return {
    statement: {
      mark: '✅',
      headline: `The position of ${settings.target.kind} ${settings.target.name} was moved to ${iso(to)}`,
      sentences: [
        ...moved.moves.map((move) => (settings.position.file === undefined ? sayMove(move, moved) : sayTaken(move))),
        ...Object.entries(moved.lost).map(([name, feed]) => sayLost(name, feed)),
      ],
      facts: [
        ['Generation', String(moved.checkpoint.generation)],
        ['Found in', moved.found.kind === 'resume' ? moved.found.where : 'nowhere: a new position was created'],
        ['Saved in', [position.store?.name, artifact?.name].filter((name) => name !== undefined).join(' and ')],
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

async function move(ports: ResetPorts, situation: Situation, signal: AbortSignal): Promise<Moved> {
  const { settings, environment } = situation;
  const job = { settings, identity: identityOf(situation) };
  const { file } = settings.position;
  const moved =
    file === undefined
      ? await movePosition(ports, job, signal)
      : await takePosition(ports, { ...job, source: await readSource(file), trust: trustOf(situation) }, signal);
  const { repositoryId } = environment;
  const own = { subject: job.identity.subject, ...(repositoryId === null ? {} : { repositoryId }) };
  return { ...moved, checkpoint: { ...moved.checkpoint, ...own } };
}

async function readSource(path: string): Promise<PositionSource> {
  const position = await systemFiles.read(path).catch(() => undefined);
  if (position === undefined) {
    throw new InputError('position-file: there is no such file, or it cannot be read', {
      hint: 'Give the path of a checkpoint.json, absolute or relative to the workspace; see docs/moving.md.',
    });
  }
  return {
    position,
    signature: await systemFiles.read(signatureOf(path)),
    manifest: await systemFiles.read(join(dirname(path), MANIFEST_FILE)),
  };
}

function sayTaken({ feed, from, to }: Moved['moves'][number]): string {
  const before = from === null ? 'had no position here' : `was at ${iso(from)}`;
  return `The ${feed} feed ${before}; it continues at ${iso(to)}, where the position in the file left it.`;
}

function sayMove({ feed, from, to }: Moved['moves'][number], { since }: Moved): string {
  const late = to > since ? ` GitHub keeps no older events of it, so it begins there instead of ${iso(since)}.` : '';
  if (from === null) return `The ${feed} feed had no position and begins at ${iso(to)}.${late}`;
  const moved = `The ${feed} feed was moved from ${iso(from)} to ${iso(to)}`;
  if (to > from) return `${moved}: events between the two are skipped and recorded as a possible gap.${late}`;
  if (to < from) return `${moved}: events delivered since then will be delivered again.${late}`;
  return `${moved}, where it was: events delivered beyond it will be delivered again.${late}`;
}

function sayLost(name: string, { tail, gaps }: Feed): string {
  const begins = `it begins at ${iso(tail.claim)}`;
  if (gaps.length === 0)
    return `The position of the ${name} feed is lost; ${begins}: events since then can be delivered again.`;
  return `No position of the ${name} feed was found, although this workflow has collected by schedule; ${begins}: earlier events may be missing, and the position records them as a possible gap.`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
