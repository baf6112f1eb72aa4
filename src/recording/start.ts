/**
 * Where a run began, kept next to its requests: the position that it found, or why it began without one. A recording of
 * a run that continued from a position replays from the same position.
 */
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/codec.ts';
import { CheckpointError, type CollectError } from '../model/errors.ts';
import { FEEDS, type FeedName } from '../model/feed.ts';
import type { Found } from '../position/find-position.ts';
import type { History } from '../position/history.ts';
import { isFields, parseFields, unusable } from './recording.ts';

export interface RecordedStart {
  /** The content of `start.json`. */
  readonly start: string;
  /** The content of `position.json`; `undefined` when no position was found. */
  readonly position: Uint8Array | undefined;
}

export function renderStart(found: Found): RecordedStart {
  const render = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  if (found.kind !== 'resume') return { start: render(found), position: undefined };
  const { checkpoint, doubt, ...rest } = found;
  const kept = { ...rest, doubt: doubt === undefined ? undefined : { message: doubt.message, hint: doubt.hint } };
  return { start: render(kept), position: encodeCheckpoint(checkpoint) };
}

/** Throws `InputError` when no recorder wrote it. */
export function parseStart({ start, position }: RecordedStart): Found {
  const fields = parseFields(start, 'start.json');
  const { kind } = fields;
  const notes = Array.isArray(fields['notes']) ? fields['notes'].map(String) : [];
  if (kind === 'none') {
    return { kind, history: parseHistory(fields['history']), besides: fields['besides'] === true, notes };
  }
  const { where, generation, epoch } = fields;
  const floors = parseFloors(fields['floors']);
  if (typeof where !== 'string' || floors === undefined) throw unusable('start.json is damaged');
  if (kind === 'floors' && typeof generation === 'number' && typeof epoch === 'number') {
    return { kind, floors, generation, epoch, where, notes };
  }
  if (kind !== 'resume' || position === undefined) throw unusable('the position that it began from is missing');
  const checkpoint = parsePosition(position);
  const isKept = fields['isKept'] !== false;
  return { kind, where, floors, notes, doubt: parseDoubt(fields['doubt']), checkpoint, isKept };
}

function parseHistory(value: unknown): History {
  if (!isFields(value) || value['kind'] !== 'succeeded') return { kind: 'none' };
  const { startedAt, bySchedule } = value;
  if (typeof startedAt !== 'number') throw unusable('start.json is damaged');
  return { kind: 'succeeded', startedAt, bySchedule: bySchedule === true };
}

function parsePosition(bytes: Uint8Array) {
  try {
    return decodeCheckpoint(bytes);
  } catch (error) {
    if (error instanceof CheckpointError) throw unusable('position.json is damaged', error);
    throw error;
  }
}

function parseFloors(value: unknown): { readonly [name in FeedName]?: number } | undefined {
  if (!isFields(value)) return undefined;
  const floors = FEEDS.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]] as const);
  return floors.every(([, floor]) => Number.isSafeInteger(floor)) ? Object.fromEntries(floors) : undefined;
}

function parseDoubt(value: unknown): CollectError | undefined {
  if (!isFields(value)) return undefined;
  return new CheckpointError(String(value['message']), { hint: String(value['hint']) });
}
