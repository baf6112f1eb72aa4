/**
 * A recording as a directory: `recording.json` says what was recorded, `start.json` and `position.json` where the run
 * began, `00001.http` and so on the requests and responses. Whatever is missing, damaged or of another run is refused
 * before anything is done with it.
 */
import { join } from 'node:path';
import type { Credentials } from '../github/credentials.ts';
import { InputError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';

/** What a recording and its replay have to agree on. */
export interface Subject {
  readonly apiUrl: string;
  readonly target: Target;
  readonly phrase: string;
  /** The stream of events that positions are kept for. */
  readonly stream: string;
}

/** The content of `recording.json`. */
export interface RecordingFacts extends Subject {
  /** Name and version of the program. */
  readonly tool: string;
  /** By the clock of the machine that recorded, epoch milliseconds. */
  readonly startedAt: number;
  /** `undefined` when the run was killed. */
  readonly end: { readonly at: number; readonly exchanges: number } | undefined;
  /** Seed of the random numbers of the run, 32 bits. */
  readonly seed: number;
  /** Which credentials: a GitHub App requests again when its token is refused. */
  readonly asker: Credentials['kind'];
  /** Settings that decide what is requested, for people. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const VERSION = 1;

/**
 * A replay has to read what the run read, so nothing is left out. This is for whoever opens the folder, and is not read
 * back.
 */
const CONTENT =
  'Responses of GitHub in clear text, without tokens. They include the fields that drop-fields and pseudonymize-fields keep private.';

export function pathsOf(dir: string) {
  return {
    facts: join(dir, 'recording.json'),
    start: join(dir, 'start.json'),
    position: join(dir, 'position.json'),
    /** From 1. */
    exchange: (number: number) => join(dir, `${String(number).padStart(5, '0')}.http`),
  };
}

export function renderFacts({ startedAt, end, ...facts }: RecordingFacts): string {
  const { tool, apiUrl, target, phrase, stream, seed, asker, settings } = facts;
  const times = {
    startedAt: new Date(startedAt).toISOString(),
    ...(end === undefined ? {} : { endedAt: new Date(end.at).toISOString(), exchanges: end.exchanges }),
  };
  const rendered = {
    version: VERSION,
    tool,
    content: CONTENT,
    ...times,
    apiUrl,
    target,
    phrase,
    stream,
    seed,
    asker,
    settings,
  };
  return `${JSON.stringify(rendered, undefined, 2)}\n`;
}

/** Throws `InputError` when it is not a recording. */
export function parseFacts(text: string): RecordingFacts {
  const fields = parseFields(text, 'recording.json');
  if (typeof fields['version'] === 'number' && fields['version'] > VERSION) {
    throw unusable('it was made by a newer release of collect-audit-log');
  }
  const { tool, apiUrl, target, phrase, stream, seed, startedAt, endedAt, exchanges, settings } = fields;
  const start = Date.parse(String(startedAt));
  const isComplete =
    fields['version'] === VERSION &&
    [tool, apiUrl, phrase, stream].every((each) => typeof each === 'string') &&
    isTarget(target) &&
    Number.isSafeInteger(seed) &&
    start >= 0;
  if (!isComplete) throw unusable('recording.json is damaged');
  const end = endedAt === undefined ? undefined : { at: Date.parse(String(endedAt)), exchanges: Number(exchanges) };
  if (end !== undefined && !(end.at >= start && Number.isSafeInteger(end.exchanges))) {
    throw unusable('recording.json is damaged');
  }
  return {
    tool: String(tool),
    apiUrl: String(apiUrl),
    target,
    phrase: String(phrase),
    stream: String(stream),
    seed: Number(seed),
    asker: fields['asker'] === 'app' ? 'app' : 'token',
    startedAt: start,
    end,
    settings: isFields(settings) ? settings : {},
  };
}

/** Throws `InputError` when a recording is not of what is to be replayed. */
export function checkSubject(recorded: Subject, wanted: Subject): void {
  const name = ({ kind, name }: Target) => `${kind} ${name}`;
  if (name(recorded.target).toLowerCase() !== name(wanted.target).toLowerCase()) {
    throw unusable(`it was made of ${name(recorded.target)}, not of ${name(wanted.target)}`);
  }
  if (recorded.apiUrl !== wanted.apiUrl) throw unusable(`it was recorded with another api-url, ${recorded.apiUrl}`);
  if (recorded.stream === wanted.stream) return;
  throw unusable('it was recorded with another phrase or another state-key; recording.json shows the phrase');
}

/** Throws `InputError` for what is not a JSON object; `name` is that of the file. */
export function parseFields(text: string, name: string): Readonly<Record<string, unknown>> {
  const damaged = (cause?: unknown) => unusable(`${name} is damaged`, cause);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(cause);
  }
  if (!isFields(value)) throw damaged();
  return value;
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unusable(why: string, cause?: unknown): InputError {
  return new InputError(`the recording in replay-dir cannot be replayed: ${why}`, {
    hint: 'Set it to the directory that record-dir wrote, complete and unchanged, with the inputs of that run; see docs/terminal.md#record-and-replay.',
    cause,
  });
}

function isTarget(value: unknown): value is Target {
  return (
    isFields(value) &&
    (value['kind'] === 'organization' || value['kind'] === 'enterprise') &&
    typeof value['name'] === 'string'
  );
}
