/**
 * What a line of a delivery says of its event, in whatever format it is written: when it happened, and what it is recognized by.
 * Only as much is read as an order and a comparison need.
 */
import { idAt } from '../../dedupe/event-key.ts';
import type { FormatName } from '../../model/format-name.ts';

export interface LineFacts {
  /** UTC epoch milliseconds. */
  readonly ts: number;
  /** The same for two lines of one event; `undefined` for an event without an id, whose text is all there is. */
  readonly identity: string | undefined;
  /** What orders events of one millisecond. */
  readonly tie: string;
}

/** `undefined` for a line that is no event in this format. */
export type ReadLine = (line: string) => LineFacts | undefined;

/** `dedupeId`: the path of the id in the event that GitHub sent. */
export function lineReader(format: FormatName, dedupeId: string): ReadLine {
  const path = dedupeId.split('.');
  return (line) => {
    const value = parseObject(line);
    return value === undefined ? undefined : factsOf(value, format, path);
  };
}

type Fields = Readonly<Record<string, unknown>>;

function factsOf(value: Fields, format: FormatName, dedupeId: readonly string[]): LineFacts | undefined {
  switch (format) {
    case 'raw': {
      const id = idAt(value, dedupeId);
      const facts = named(value['@timestamp'], id === undefined ? undefined : `${typeof id} ${id}`);
      return facts === undefined ? undefined : { ...facts, tie: id === undefined ? '' : String(id) };
    }
    case 'envelope':
      return named(value['ts'], textIn(value['meta'], 'key'));
    case 'cloudevents':
      return named(value['time'], textIn(value, 'id'));
    case 'ecs':
      return named(value['@timestamp'], textIn(value['event'], 'id'));
    case 'ocsf':
      return named(value['time'], textIn(value['metadata'], 'uid'));
  }
}

/** The mapped formats write the key of an event that has no id, so that each line has one. */
function named(when: unknown, identity: string | undefined): LineFacts | undefined {
  const ts = typeof when === 'number' ? Math.floor(when) : typeof when === 'string' ? Date.parse(when) : Number.NaN;
  return Number.isNaN(ts) ? undefined : { ts, identity, tie: identity ?? '' };
}

function textIn(value: unknown, name: string): string | undefined {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function parseObject(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
