/**
 * The names of artifacts, which outlive their content: the list still shows an expired artifact, and from its name alone a
 * run learns how far collecting had got. So a name carries the floor of each feed and the epoch that they belong to; the
 * watermark in it is for people.
 */
import { assert } from '../model/assert.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import { TS_MAX } from '../model/seen.ts';

export interface ArtifactName {
  /** The first 12 hex digits of the stream. */
  readonly stream: string;
  readonly generation: number;
  /** Of the checkpoint; 0 does not stand in a name. */
  readonly epoch: number;
  /** Epoch milliseconds, floored to the second; `undefined` when the checkpoint has no feed. */
  readonly watermark: number | undefined;
  /** Epoch milliseconds, for the feeds that the checkpoint has. */
  readonly floors: { readonly [name in FeedName]?: number };
  /** `run.attempt.token`. */
  readonly commitId: string;
}

const STREAM_DIGITS = 12;
const PATTERN =
  /-([0-9a-f]{12})-(?:e([0-9a-z]{8,10}))?g([0-9]{6,16})-(none|[0-9]{8}T[0-9]{6}Z)-f(x|[0-9a-z]{8,10})\.(x|[0-9a-z]{8,10})-([0-9A-Za-z_]{1,40}\.[0-9]{1,9}\.[0-9a-z]{1,40})(?:_[1-9])?$/;

/** What the name of the artifact that holds this checkpoint says. Its newest commit is the one that is being made. */
export function describeCheckpoint(checkpoint: Checkpoint): ArtifactName {
  const [commit] = checkpoint.commits;
  assert(commit?.generation === checkpoint.generation, 'the newest commit of a checkpoint is its own');
  const feeds = FEEDS.flatMap((name) => {
    const feed = checkpoint.feeds[name];
    return feed === undefined ? [] : [{ name, feed }];
  });
  const watermark = Math.min(...feeds.map(({ feed }) => feed.tail.claim));
  return {
    stream: checkpoint.stream.slice(0, STREAM_DIGITS),
    generation: checkpoint.generation,
    epoch: checkpoint.epoch,
    watermark: feeds.length === 0 ? undefined : watermark - (watermark % 1000),
    floors: Object.fromEntries(feeds.map(({ name, feed }) => [name, feed.deep.claim])),
    commitId: commit.id,
  };
}

/**
 * `prefix` holds only letters, digits, `-`, `_` and `.`; so does the result. `resend` counts the names that this commit
 * has used before: a name whose upload failed can stay in use, and every name of a commit identifies the same commit.
 */
export function renderArtifactName(prefix: string, name: ArtifactName, resend = 0): string {
  const { stream, generation, epoch, watermark, floors, commitId } = name;
  const rendered = [
    prefix,
    stream,
    `${epoch === 0 ? '' : `e${renderTs(epoch)}`}g${String(generation).padStart(6, '0')}`,
    renderInstant(watermark),
    `f${renderFloor(floors.web)}.${renderFloor(floors.git)}`,
    resend === 0 ? commitId : `${commitId}_${resend}`,
  ].join('-');
  assert(/^[\w.-]+$/.test(rendered) && PATTERN.test(rendered), 'an artifact name can be read back');
  return rendered;
}

/** Whatever the prefix; `undefined` for a name that is not ours. */
export function parseArtifactName(text: string): ArtifactName | undefined {
  const [, stream, since, digits, instant, web, git, commitId] = PATTERN.exec(text) ?? [];
  if (stream === undefined || digits === undefined || instant === undefined || commitId === undefined) return undefined;
  const generation = Number(digits);
  const epoch = since === undefined ? 0 : Number.parseInt(since, 36);
  const floors = { web: parseFloor(web), git: parseFloor(git) };
  const watermark = instant === 'none' ? undefined : parseInstant(instant);
  const sound =
    Number.isSafeInteger(generation) &&
    epoch <= TS_MAX &&
    (watermark !== undefined || instant === 'none') &&
    FEEDS.every((name) => floors[name] === undefined || floors[name] <= TS_MAX);
  if (!sound) return undefined;
  const known = FEEDS.flatMap((name) => (floors[name] === undefined ? [] : [[name, floors[name]]]));
  return { stream, generation, epoch, watermark, floors: Object.fromEntries(known), commitId };
}

/** Whether an artifact of this name belongs to the stream. */
export function isOfStream(name: ArtifactName, stream: string): boolean {
  return name.stream === stream.slice(0, STREAM_DIGITS);
}

function renderInstant(ms: number | undefined): string {
  const iso = ms === undefined ? '' : new Date(ms).toISOString();
  // Beyond the year 9999 ISO 8601 needs a sign, which would not fit; the watermark in a name is only for people.
  if (!/^\d{4}-/.test(iso)) return 'none';
  return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function parseInstant(text: string): number | undefined {
  const iso = text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const ms = Date.parse(iso);
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? undefined : ms;
}

function renderFloor(ms: number | undefined): string {
  return ms === undefined ? 'x' : renderTs(ms);
}

/** Eight digits at least, so that the number 33 is not `x`. */
function renderTs(ms: number): string {
  return ms.toString(36).padStart(8, '0');
}

function parseFloor(text: string | undefined): number | undefined {
  return text === undefined || text === 'x' ? undefined : Number.parseInt(text, 36);
}
