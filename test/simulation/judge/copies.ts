/** Every position that was ever durable, decoded once, with who made it and whether it is still there. */
import { decodeCheckpoint } from '../../../src/checkpoint/codec.ts';
import type { Checkpoint } from '../../../src/model/checkpoint.ts';
import type { FeedName } from '../../../src/model/feed.ts';
import { SEEN_RECORD_BYTES } from '../../../src/model/seen.ts';
import type { Copy } from '../onlooker.ts';
import type { Process } from '../process.ts';
import { binary, type Group } from './ledger.ts';

export interface Position {
  readonly checkpoint: Checkpoint;
  /** Ids it remembers, as binary strings. */
  readonly remembered: ReadonlyMap<FeedName, ReadonlySet<string>>;
}

export interface CopyRecord {
  readonly id: number;
  readonly process: Process;
  readonly where: Copy['where'];
  readonly position: Position;
  readonly at: number;
  /** Evicted, expired or deleted by someone else than a collector. */
  lost: boolean;
}

export class Positions {
  readonly #decoded = new Map<string, Position>();

  read(bytes: Uint8Array): Position {
    const digest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', bytes.length - 70);
    const known = this.#decoded.get(digest);
    if (known !== undefined) return known;
    const checkpoint = decodeCheckpoint(bytes);
    const remembered = new Map(
      Object.entries(checkpoint.feeds).map(([name, feed]) => [name as FeedName, idsOf(feed.seen)]),
    );
    const position = { checkpoint, remembered };
    this.#decoded.set(digest, position);
    return position;
  }
}

/** Of one commit a copy next to the events and one that knows their manifest as well may be stored: they claim the same. */
export function isCopyOf({ checkpoint: a }: Position, before: Position | undefined): boolean {
  if (before === undefined || a.commits[0]?.id !== before.checkpoint.commits[0]?.id) return false;
  const claims = ({ generation, epoch, feeds }: Checkpoint) =>
    JSON.stringify([generation, epoch, Object.entries(feeds).map(([name, { tail, deep }]) => [name, tail, deep])]);
  return claims(a) === claims(before.checkpoint);
}

/**
 * How many of a group's events a position remembers, by any of their keys unless `by` says which. Below its floor it needs no
 * memory: it looks at nothing there.
 */
export function countRemembered({ checkpoint, remembered }: Position, group: Group, by?: keyof Group['keys']): number {
  const floor = checkpoint.feeds[group.feed]?.deep.claim;
  const ids = remembered.get(group.feed);
  if (floor === undefined || ids === undefined) return 0;
  const kinds = by === undefined ? Object.values(group.keys) : [group.keys[by]];
  if (group.ts < floor) return group.events.length;
  return Math.max(...kinds.map((keys) => keys.filter((key) => ids.has(binary(key))).length));
}

function idsOf(seen: Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
  const ids = new Set<string>();
  for (let at = 6; at < bytes.length; at += SEEN_RECORD_BYTES) ids.add(bytes.toString('latin1', at, at + 16));
  return ids;
}
