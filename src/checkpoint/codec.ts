/**
 * A checkpoint as bytes: one line of JSON in a fixed order of fields, closed by the SHA-256 of all that stands before it.
 * Bytes that were cut, flipped or written by someone else never become a position: they decode to the very checkpoint that
 * was encoded, or to an error. What cannot be decoded is refused by the encoder, so no commit writes what no run can read.
 */
import { hash } from 'node:crypto';
import { assert } from '../model/assert.ts';
import type { Chain } from '../model/chain.ts';
import type { Checkpoint, Feed, Gap, Reset } from '../model/checkpoint.ts';
import { CheckpointError, describeForeign } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { isPackedSeen, NOTHING_SEEN, SEEN_RECORD_BYTES } from '../model/seen.ts';
import { parseCheckpoint } from './checkpoint-shape.ts';
import { UNREADABLE_HINT, wrong } from './parse-fields.ts';

export interface EncodeOptions {
  /**
   * Bytes of `seen` kept in all, the newest ids of each feed first; all by default. Leaving some out costs duplicates when
   * this copy is the only one left, never events.
   */
  readonly seenBytesMax?: number;
}

/** Throws `CheckpointError` when the checkpoint breaks its own rules, which only a bug of ours does. */
export function encodeCheckpoint(checkpoint: Checkpoint, options: EncodeOptions = {}): Uint8Array {
  const seen = cutToBudget(checkpoint, options.seenBytesMax ?? Number.POSITIVE_INFINITY);
  const feeds = Object.fromEntries(
    FEEDS.flatMap((name) => {
      const feed = checkpoint.feeds[name];
      return feed === undefined ? [] : [[name, renderFeed(feed)]];
    }),
  );
  const rendered = {
    version: checkpoint.version,
    stream: checkpoint.stream,
    generation: checkpoint.generation,
    ...(checkpoint.epoch === 0 ? {} : { epoch: checkpoint.epoch }),
    ...(checkpoint.resets.length === 0 ? {} : { resets: checkpoint.resets.map(renderReset) }),
    commits: checkpoint.commits.map(({ generation, id }) => ({ generation, id })),
    artifact: checkpoint.artifact,
    feeds,
    counters: {
      events: checkpoint.counters.events,
      duplicates: checkpoint.counters.duplicates,
      deadLetters: checkpoint.counters.deadLetters,
    },
    chain: renderChain(checkpoint.chain),
    ...(checkpoint.subject === undefined ? {} : { subject: checkpoint.subject }),
    ...(checkpoint.repositoryId === undefined ? {} : { repositoryId: checkpoint.repositoryId }),
    ...(checkpoint.dedupeId === undefined ? {} : { dedupeId: checkpoint.dedupeId }),
    ...(seen.truncated ? { seenTruncated: true } : {}),
  };
  parseCheckpoint(rendered);
  const ids = FEEDS.flatMap((name) => (name in feeds ? [seen.kept.get(name) ?? NOTHING_SEEN] : []));
  return fillIn(JSON.stringify(rendered).slice(0, -1), ids);
}

const SEEN = '"seen":"';

/**
 * The ids go in as bytes, and into the one buffer that is returned: as a part of the JSON they would be copied, checked and
 * escaped a character at a time.
 */
function fillIn(text: string, ids: readonly Uint8Array[]): Uint8Array {
  // A quote inside of a string is escaped, so that this is a member wherever it stands.
  const parts = text.split(`${SEEN}"`);
  assert(parts.length === ids.length + 1, 'each feed has its ids');
  const textBytes = Buffer.byteLength(parts.join(`${SEEN}"`)) + TAIL_BYTES;
  const encoded = Buffer.allocUnsafeSlow(ids.reduce((sum, { length }) => sum + 4 * Math.ceil(length / 3), textBytes));
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const seen = ids[index];
    at += encoded.write(part, at);
    if (seen === undefined) continue;
    if (!isPackedSeen(seen)) throw wrong('seen');
    at += encoded.write(SEEN, at);
    at = writeBase64(seen, encoded, at);
    at += encoded.write('"', at);
  }
  at += encoded.write(renderTail(encoded.subarray(0, at)), at);
  assert(at === encoded.length, 'a position is as long as its parts');
  return encoded;
}

export interface SavedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The oldest ids did not fit: events that they stand for can come again when this is the only copy. */
  readonly leavesOutIds: boolean;
}

/** Throws as `decodeSaved` does. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  return decodeSaved(bytes).checkpoint;
}

/** Throws `CheckpointError` that says what is wrong and quotes nothing. */
export function decodeSaved(bytes: Uint8Array): SavedCheckpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const value = parseJson(buffer);
  refuseNewerVersion(value);
  const covered = buffer.subarray(0, Math.max(0, buffer.length - TAIL_BYTES));
  if (buffer.compare(Buffer.from(renderTail(covered)), undefined, undefined, covered.length) !== 0) {
    throw new CheckpointError('a saved position does not match its own digest: it was cut short or changed', {
      hint: UNREADABLE_HINT,
    });
  }
  const checkpoint = parseCheckpoint(value);
  return { checkpoint, leavesOutIds: typeof value === 'object' && value !== null && 'seenTruncated' in value };
}

/** Written by a release that this one does not understand; unlike damage, this says that a newer position exists. */
export class NewerCheckpointError extends CheckpointError {}

const VERSION_MAX = 1;

function refuseNewerVersion(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('version' in value)) return;
  const { version } = value;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version <= VERSION_MAX) return;
  throw new NewerCheckpointError(`a saved position has version ${version}: it was written by a newer release`, {
    hint: 'Run the newer release of collect-audit-log again, or start over with another `state-key`; see docs/troubleshooting.md#start-over.',
  });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new CheckpointError(`a saved position is not JSON (${bytes.length} bytes, ${describeForeign(error)})`, {
      hint: UNREADABLE_HINT,
      cause: error,
    });
  }
}

/** A multiple of three bytes, which makes whole groups of four characters. */
const BASE64_STEP = 3 * 2 ** 16;

/** Returns where it ends. In pieces, so that half a million ids are not a string of 15 MB on the way. */
function writeBase64(seen: Uint8Array, into: Buffer, at: number): number {
  const bytes = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength);
  let end = at;
  for (let from = 0; from < bytes.length; from += BASE64_STEP) {
    end += into.write(bytes.toString('base64', from, from + BASE64_STEP), end, 'latin1');
  }
  return end;
}

function renderTail(covered: Uint8Array): string {
  return `,"digest":"${hash('sha256', covered, 'hex')}"}\n`;
}

/** What encoded bytes, or the end of them, say their digest is: the same for the same position, and no proof that they match it. */
export function digestIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', bytes.length - TAIL_BYTES);
}

/** Of the end that has the digest. */
export const TAIL_BYTES = `,"digest":"${'0'.repeat(64)}"}\n`.length;

function renderFeed(feed: Feed): Record<string, unknown> {
  const { generation, begin, tail, deep, marks, gaps, reported = [], refused = [] } = feed;
  return {
    generation,
    begin,
    tail: renderFrontier(tail),
    deep: renderFrontier(deep),
    marks: marks.map(({ ts, after }) => ({ ts, after })),
    refused: refused.map(({ ts, after }) => ({ ts, after })),
    gaps: gaps.map(renderGap),
    told: reported.map(renderGap),
    seen: '',
  };
}

function renderGap({ from, to, kind, certain, run }: Gap): Record<string, unknown> {
  return { from, to, kind, certain, run };
}

function renderChain({ start, heads, followed }: Chain): Record<string, unknown> {
  return {
    start,
    heads: heads.map(({ generation, commit, sha256, epoch, to }) => ({
      ...{ generation, commit, sha256, epoch },
      to: Object.fromEntries(FEEDS.flatMap((name) => (to[name] === undefined ? [] : [[name, to[name]]]))),
    })),
    followed: followed.map(({ generation, commit }) => ({ generation, commit })),
  };
}

function renderReset({ epoch, run, feed, from, to }: Reset): Record<string, unknown> {
  return { epoch, run, feed, from, to };
}

function renderFrontier({ claim, completedAt, sweep }: Feed['tail']): Record<string, unknown> {
  if (sweep === null) return { claim, completedAt, sweep };
  const { head, openedAt, position, from, net } = sweep;
  const facts = { from: from ?? null, net: net ?? null };
  if (position === null) return { claim, completedAt, sweep: { head, openedAt, position, ...facts } };
  const copies = Object.fromEntries(Object.entries(position.copies).sort(([a], [b]) => (a < b ? -1 : 1)));
  const at = { ts: position.ts, after: position.after, copies };
  return { claim, completedAt, sweep: { head, openedAt, position: at, ...facts } };
}

/** Shares the budget among the feeds, the smaller first, so that what one does not need goes to the other. */
function cutToBudget(checkpoint: Checkpoint, bytesMax: number) {
  const sizes = FEEDS.flatMap((name): [FeedName, Uint8Array][] => {
    const feed = checkpoint.feeds[name];
    return feed === undefined ? [] : [[name, feed.seen]];
  }).sort(([, a], [, b]) => a.length - b.length);
  const kept = new Map<FeedName, Uint8Array>();
  let left = bytesMax;
  for (const [index, [name, seen]] of sizes.entries()) {
    const share = Math.floor(left / (sizes.length - index) / SEEN_RECORD_BYTES) * SEEN_RECORD_BYTES;
    const newest = seen.subarray(Math.max(0, seen.length - share));
    kept.set(name, newest);
    left -= newest.length;
  }
  return { kept, truncated: sizes.some(([name, seen]) => kept.get(name)?.length !== seen.length) };
}
