/**
 * Where a manifest stands in its chain: what it says of the position that its delivery makes true, and what that position
 * knows of it afterwards. A stretch begins where the parents ended, so that the stretches of a chain join without a hole.
 */
import { createHash } from 'node:crypto';
import { followWith, type Head, reportedUpTo, unreportedGaps } from '../model/chain.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import type { Manifest, ManifestGap, Stretch } from './manifest.ts';
import { parseManifest } from './manifest-shape.ts';

/** Of the events that a commit delivers of one feed; times in UTC epoch ms. */
export interface Delivered {
  readonly events: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

export type DeliveredByFeed = { readonly [name in FeedName]?: Delivered };

const NOTHING: Delivered = { events: 0, firstAt: null, lastAt: null };

export type ChainFacts = Pick<
  Manifest,
  'stream' | 'epoch' | 'generation' | 'commit' | 'start' | 'parents' | 'feeds' | 'gaps' | 'totals'
>;

/** Of the manifest that the newest commit of `next` writes. `next` does not know it yet. */
export function describePosition(next: Checkpoint, delivered: DeliveredByFeed): ChainFacts {
  const { stream, epoch, generation, chain, counters, commits } = next;
  return {
    ...{ stream, epoch, generation },
    commit: commits[0]?.id ?? '',
    start: chain.heads.length === 0 ? chain.start : null,
    parents: chain.heads.map(({ generation, commit, sha256 }) => ({ generation, commit, sha256 })),
    feeds: FEEDS.flatMap((name): readonly Stretch[] => {
      const feed = next.feeds[name];
      if (feed === undefined) return [];
      const from = reportedUpTo(next, name) ?? feed.tail.claim;
      return [renderStretch(name, { from, to: Math.max(from, feed.tail.claim) }, delivered[name] ?? NOTHING)];
    }),
    gaps: FEEDS.flatMap((feed): readonly ManifestGap[] =>
      (next.feeds[feed] === undefined ? [] : unreportedGaps(next.feeds[feed])).map(
        ({ from, to, kind, certain, run }) => ({
          feed,
          from: renderInstant(from),
          to: renderInstant(to),
          ...{ kind, certain, run },
        }),
      ),
    ),
    totals: counters,
  };
}

export function renderStretch(
  name: FeedName,
  { from, to }: { readonly from: number; readonly to: number },
  { events, firstAt, lastAt }: Delivered,
): Stretch {
  return {
    name,
    from: renderInstant(from),
    to: renderInstant(to),
    events,
    firstAt: firstAt === null ? null : renderInstant(firstAt),
    lastAt: lastAt === null ? null : renderInstant(lastAt),
  };
}

/** What the position remembers of a manifest; `undefined` for that of a pull. */
export function headOf(manifest: Manifest, bytes: Uint8Array | string): Head | undefined {
  const { generation, commit, epoch, feeds } = manifest;
  if (generation === null || epoch === null) return undefined;
  const to = Object.fromEntries(feeds.map(({ name, to }) => [name, Date.parse(to)]));
  return { generation, commit, sha256: sha256Of(bytes), epoch, to };
}

/**
 * A position as it was found next to its manifest, with that manifest as its head: the bytes of a position cannot name what is
 * made after them. A manifest of another position, or none, changes nothing.
 */
export function adoptManifest(
  checkpoint: Checkpoint,
  { position, manifest: bytes }: { readonly position: Uint8Array; readonly manifest: Uint8Array | undefined },
): Checkpoint {
  const manifest = bytes === undefined ? undefined : parseManifest(bytes);
  if (bytes === undefined || manifest === undefined) return checkpoint;
  const isItsOwn =
    manifest.position === sha256Of(position) &&
    manifest.stream === checkpoint.stream &&
    manifest.epoch === checkpoint.epoch &&
    manifest.commit === checkpoint.commits[0]?.id;
  const head = headOf(manifest, bytes);
  return isItsOwn && head !== undefined ? followWith(checkpoint, head) : checkpoint;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function renderInstant(ms: number): string {
  return new Date(ms).toISOString();
}
