/**
 * Takes a position over out of a file: an exported one, of another store, another repository or another phrase. It claims what
 * it claimed there, so it is refused for any other target; it begins a new epoch, and wins over whatever was saved here.
 */
import { decodeCheckpoint } from '../checkpoint/codec.ts';
import { refusalOf, type Trust } from '../checkpoint/trust.ts';
import { adoptManifest } from '../evidence/chain.ts';
import { joinChains } from '../model/chain.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { uniteResets } from '../model/claims.ts';
import { CollectError, InputError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { newCheckpoint } from './new-checkpoint.ts';
import { nextCheckpoint } from './next-checkpoint.ts';
import {
  beginEpoch,
  lostFeeds,
  type Moved,
  type ResetJob,
  type ResetPorts,
  refuseDoubt,
  requestDate,
  savedAgain,
} from './reset.ts';

export interface PositionSource {
  readonly position: Uint8Array;
  readonly signature: Uint8Array | undefined;
  readonly manifest: Uint8Array | undefined;
}

/** Saves nothing yet. Rejects like `findPosition`, and with `InputError` when the file is no position for this target. */
export async function takePosition(
  ports: ResetPorts,
  {
    settings,
    identity,
    source,
    trust,
  }: ResetJob & { readonly source: PositionSource; readonly trust: Trust | undefined },
  signal: AbortSignal,
): Promise<Moved> {
  const taken = readSource(source, trust);
  checkSource(taken, { subject: identity.subject, stream: identity.stream, feeds: settings.feeds });
  const found = await ports.findPosition(identity.stream, signal);
  const date = await requestDate(ports, settings, signal);
  if (found.kind === 'resume') refuseDoubt(found, settings.feeds);
  const ahead = Object.values(taken.feeds).some(({ tail }) => tail.claim > date + HOUR_MS);
  if (ahead) throw refused('it claims events of a time that has not come yet');
  const before = found.kind === 'resume' ? found.checkpoint : newCheckpoint(identity.stream, found);
  const again = savedAgain(before, ports, identity);
  if (again !== undefined) return { ...again, found, since: Math.min(...again.moves.map(({ to }) => to)) };
  // A feed that is not included keeps the position that it has here.
  const isTaken = (name: FeedName) => settings.feeds.includes(name) || before.feeds[name] === undefined;
  const moved = FEEDS.filter((name) => taken.feeds[name] !== undefined && isTaken(name));
  const epoch = Math.max(before.epoch + 1, taken.epoch + 1, date + Math.floor(ports.random.next() * 1000));
  const generation = Math.max(before.generation, taken.generation) + 1;
  const moves = moved.map((feed) => ({
    ...{ epoch, run: identity.run, feed },
    from: before.feeds[feed]?.tail.claim ?? null,
    to: taken.feeds[feed]?.tail.claim ?? 0,
  }));
  const lost = lostFeeds(before, found, { job: { settings, identity }, date, moved });
  const base: Checkpoint = {
    ...beginEpoch(taken),
    ...{ stream: identity.stream, commits: before.commits, artifact: before.artifact },
    chain: joinChains(taken.chain, before.chain),
    feeds: {
      ...lost,
      ...beginEpoch(before).feeds,
      ...Object.fromEntries(Object.entries(beginEpoch(taken).feeds).filter(([name]) => isTaken(name as FeedName))),
    },
  };
  const next = nextCheckpoint(base, {
    feeds: {},
    commit: { generation, id: `${identity.run}.${ports.random.token()}` },
    delivered: { events: 0, duplicates: 0, deadLetters: 0 },
  });
  const resets = uniteResets(uniteResets(before.resets, taken.resets), moves);
  return { checkpoint: { ...next, epoch, resets }, moves, found, lost, since: Math.min(...moves.map(({ to }) => to)) };
}

const HOUR_MS = 3_600_000;

function readSource({ position, signature, manifest }: PositionSource, trust: Trust | undefined): Checkpoint {
  // One without a signature is vouched for by whoever names it in this input; one with a bad signature is not what it was.
  const refusal =
    trust === undefined || signature === undefined
      ? undefined
      : refusalOf({ position, positionSignature: signature }, trust);
  if (refusal !== undefined) throw refused(`it ${refusal}`);
  try {
    return adoptManifest(decodeCheckpoint(position), { position, manifest });
  } catch (error) {
    if (error instanceof CollectError) throw refused(error.message);
    throw error;
  }
}

function checkSource(
  { subject, stream, feeds }: Checkpoint,
  own: { readonly subject: string; readonly stream: string; readonly feeds: readonly FeedName[] },
): void {
  if (subject === undefined && stream !== own.stream) {
    throw refused('it does not say of which target it is, because an earlier release wrote it');
  }
  if (subject !== undefined && subject !== own.subject) throw refused('it is the position of another target');
  const lacking = own.feeds.filter((name) => feeds[name] === undefined);
  if (lacking.length > 0) throw refused(`it has no position of the ${lacking.join(' and ')} feed`);
}

function refused(why: string): InputError {
  return new InputError(`the file in position-file cannot be taken over: ${why}`, {
    hint: 'Nothing was changed. Export it again with mode: inspect, or move the position with since; see docs/moving.md.',
  });
}
