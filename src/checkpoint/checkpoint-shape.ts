/**
 * Checks every field of a checkpoint that comes from outside: its type, its range, and the rules between fields that the
 * collector relies on (the floor never above the watermark, ids packed and ascending). An error names the field, never its
 * content.
 */
import {
  CHECKPOINT_VERSION,
  type Checkpoint,
  type Commit,
  type Feed,
  type Frontier,
  type Gap,
  type GapKind,
  type Mark,
  type Position,
  type Reset,
  type Sweep,
} from '../model/checkpoint.ts';
import { FEEDS } from '../model/feed.ts';
import { uniteGaps } from '../model/gaps.ts';
import { isPackedSeen } from '../model/seen.ts';
import { parseChain } from './chain-shape.ts';
import { type Fields, parseCount, parseFields, parseList, parseText, parseTs, wrong } from './parse-fields.ts';

const GAP_KINDS: readonly GapKind[] = ['retention', 'state-lost', 'capacity', 'reset'];
const CURSOR_CHARACTERS_MAX = 8192;

/** Unknown fields are dropped. Throws `CheckpointError`. */
export function parseCheckpoint(value: unknown): Checkpoint {
  const fields = parseFields(value, 'checkpoint');
  if (fields['version'] !== CHECKPOINT_VERSION) throw wrong('version');
  if (fields['seenTruncated'] !== undefined && fields['seenTruncated'] !== true) throw wrong('seenTruncated');
  const feeds = parseFields(fields['feeds'], 'feeds');
  const counters = parseFields(fields['counters'], 'counters');
  return {
    version: CHECKPOINT_VERSION,
    stream: parseText(fields['stream'], /^[0-9a-f]{24}$/, 'stream'),
    generation: parseCount(fields['generation'], 'generation'),
    ...parseEpoch(fields),
    commits: parseList(fields['commits'], parseCommit, 'commits'),
    artifact: (fields['artifact'] ?? null) === null ? null : parseCount(fields['artifact'], 'artifact'),
    feeds: Object.fromEntries(
      FEEDS.flatMap((name) => {
        const feed = Object.hasOwn(feeds, name) ? feeds[name] : undefined;
        return feed === undefined ? [] : [[name, parseFeed(feed, `feeds.${name}`)]];
      }),
    ),
    counters: {
      events: parseCount(counters['events'], 'counters.events'),
      duplicates: parseCount(counters['duplicates'], 'counters.duplicates'),
      deadLetters: parseCount(counters['deadLetters'], 'counters.deadLetters'),
    },
    chain: parseChain(fields['chain']),
    ...(fields['subject'] === undefined
      ? {}
      : { subject: parseText(fields['subject'], /^[\w.:-]{1,255} (?:organization|enterprise) \S{1,255}$/, 'subject') }),
    ...(fields['repositoryId'] === undefined
      ? {}
      : { repositoryId: parseText(fields['repositoryId'], /^\d{1,20}$/, 'repositoryId') }),
    ...(fields['dedupeId'] === undefined
      ? {}
      : { dedupeId: parseText(fields['dedupeId'], /^.{1,1000}$/su, 'dedupeId') }),
  };
}

/** Positions that were never moved by hand do not have these fields. */
function parseEpoch(fields: Fields): Pick<Checkpoint, 'epoch' | 'resets'> {
  const epoch = fields['epoch'] === undefined ? 0 : parseTs(fields['epoch'], 'epoch');
  const resets = fields['resets'] === undefined ? [] : parseList(fields['resets'], parseReset, 'resets');
  if (resets.some((reset) => reset.epoch > epoch)) throw wrong('resets');
  return { epoch, resets };
}

function parseReset(value: unknown, path: string): Reset {
  const fields = parseFields(value, path);
  const feed = FEEDS.find((known) => known === fields['feed']);
  if (feed === undefined) throw wrong(`${path}.feed`);
  return {
    epoch: parseTs(fields['epoch'], `${path}.epoch`),
    run: parseText(fields['run'], /^[\w.-]{1,128}$/, `${path}.run`),
    feed,
    from: fields['from'] === null ? null : parseTs(fields['from'], `${path}.from`),
    to: parseTs(fields['to'], `${path}.to`),
  };
}

function parseCommit(value: unknown, path: string): Commit {
  const fields = parseFields(value, path);
  return {
    generation: parseCount(fields['generation'], `${path}.generation`),
    id: parseText(fields['id'], /^[\w.-]{1,128}$/, `${path}.id`),
  };
}

function parseFeed(value: unknown, path: string): Feed {
  const fields = parseFields(value, path);
  const [tail, deep] = [parseFrontier(fields['tail'], `${path}.tail`), parseFrontier(fields['deep'], `${path}.deep`)];
  if (deep.claim > tail.claim) throw wrong(`${path}.deep.claim`);
  return {
    generation: parseCount(fields['generation'], `${path}.generation`),
    // Earlier releases wrote none: nothing before what is claimed now is said by a manifest.
    begin: fields['begin'] === undefined ? tail.claim : parseTs(fields['begin'], `${path}.begin`),
    tail,
    deep,
    marks: parseList(fields['marks'], parseMark, `${path}.marks`),
    ...parseRefused(fields['refused'], `${path}.refused`),
    ...parseReported(fields['told'], `${path}.told`),
    seen: parseSeen(fields['seen'], `${path}.seen`),
    // Earlier releases kept gaps apart that touch.
    gaps: uniteGaps(parseList(fields['gaps'], parseGap, `${path}.gaps`), []),
  };
}

/** Earlier releases did not remember them. */
function parseReported(value: unknown, path: string): Pick<Feed, 'reported'> {
  const reported = value === undefined ? [] : uniteGaps(parseList(value, parseGap, path), []);
  return reported.length === 0 ? {} : { reported };
}

function parseRefused(value: unknown, path: string): Pick<Feed, 'refused'> {
  const refused = value === undefined ? [] : parseList(value, parseMark, path);
  return refused.length === 0 ? {} : { refused };
}

function parseFrontier(value: unknown, path: string): Frontier {
  const fields = parseFields(value, path);
  const { completedAt, sweep } = fields as { readonly completedAt: unknown; readonly sweep: unknown };
  return {
    claim: parseTs(fields['claim'], `${path}.claim`),
    completedAt: completedAt === null ? null : parseTs(completedAt, `${path}.completedAt`),
    sweep: sweep === null ? null : parseSweep(sweep, `${path}.sweep`),
  };
}

function parseSweep(value: unknown, path: string): Sweep {
  const fields = parseFields(value, path);
  const { head, position } = fields as { readonly head: unknown; readonly position: unknown };
  return {
    head: head === null ? null : parseTs(head, `${path}.head`),
    openedAt: parseTs(fields['openedAt'], `${path}.openedAt`),
    position: position === null ? null : parsePosition(position, `${path}.position`),
    ...parseReading(fields, path),
  };
}

/** Earlier releases did not say where reading began, so that such a sweep moves no floor. */
function parseReading(fields: Fields, path: string): Pick<Sweep, 'from' | 'net'> {
  const [from, net] = [fields['from'] ?? null, fields['net'] ?? null];
  if (net !== null && net !== 'none' && net !== 'wide') throw wrong(`${path}.net`);
  return {
    ...(from === null ? {} : { from: parseTs(from, `${path}.from`) }),
    ...(net === null ? {} : { net }),
  };
}

function parsePosition(value: unknown, path: string): Position {
  const fields = parseFields(value, path);
  const copies = Object.entries(parseFields(fields['copies'], `${path}.copies`)).map(([hash, count]) => [
    parseText(hash, /^[\w-]{1,128}$/, `${path}.copies`),
    parseCount(count, `${path}.copies`),
  ]);
  return { ...parseMark(value, path), copies: Object.fromEntries(copies) };
}

function parseMark(value: unknown, path: string): Mark {
  const fields = parseFields(value, path);
  const after = fields['after'];
  if (typeof after !== 'string' || after === '' || after.length > CURSOR_CHARACTERS_MAX) throw wrong(`${path}.after`);
  return { ts: parseTs(fields['ts'], `${path}.ts`), after };
}

function parseGap(value: unknown, path: string): Gap {
  const fields = parseFields(value, path);
  const [from, to] = [parseTs(fields['from'], `${path}.from`), parseTs(fields['to'], `${path}.to`)];
  const kind = GAP_KINDS.find((known) => known === fields['kind']);
  const certain = fields['certain'];
  if (from > to) throw wrong(`${path}.from`);
  if (kind === undefined) throw wrong(`${path}.kind`);
  if (typeof certain !== 'boolean') throw wrong(`${path}.certain`);
  return { from, to, kind, certain, run: parseText(fields['run'], /^[\w.-]{1,128}$/, `${path}.run`) };
}

function parseSeen(value: unknown, path: string): Uint8Array {
  if (typeof value !== 'string') throw wrong(path);
  const packed = Buffer.from(value, 'base64');
  if (packed.toString('base64') !== value || !isPackedSeen(packed)) throw wrong(path);
  return new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
}
