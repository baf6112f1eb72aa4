/**
 * Reads a manifest that comes from outside: every field has the type and the form that `docs/manifest.schema.json` gives it,
 * or the bytes are no manifest. Fields of later releases are left out.
 */
import { CHAIN_STARTS } from '../model/chain.ts';
import { COMPRESSIONS } from '../model/compression.ts';
import { FEEDS } from '../model/feed.ts';
import { FORMATS } from '../model/format-name.ts';
import {
  type Counts,
  DESTINATIONS,
  type FileFacts,
  MANIFEST_VERSION,
  type Manifest,
  type ManifestGap,
  type ManifestSink,
  type Parent,
  type PullRequest,
  type Stretch,
} from './manifest.ts';

type Fields = Readonly<Record<string, unknown>>;
const COMMIT = /^[\w.-]{1,128}$/;
const SHA256 = /^[0-9a-f]{64}$/;
/** Below the root of the archive: no step of it leads out again. */
const OBJECT = /^(?!\.\.?\/)[A-Za-z0-9_.=-]+(?:\/(?!\.\.?(?:\/|$))[A-Za-z0-9_.=-]+)+$/;
const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Thrown inside, never seen outside. */
class NoManifest extends Error {}

/** `undefined` for bytes that are no manifest of this version. */
export function parseManifest(bytes: Uint8Array | string): Manifest | undefined {
  try {
    const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return parseFields(JSON.parse(text));
  } catch (error) {
    if (error instanceof NoManifest || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function parseFields(value: unknown): Manifest {
  const f = fields(value);
  if (f['version'] !== MANIFEST_VERSION) throw new NoManifest();
  const [tool, run, target] = [fields(f['tool']), fields(f['run']), fields(f['target'])];
  return {
    version: MANIFEST_VERSION,
    tool: { name: text(tool['name']), version: text(tool['version']) },
    run: {
      repository: orNull(run['repository'], text),
      repositoryId: orNull(run['repositoryId'], text),
      workflow: orNull(run['workflow'], text),
      ref: orNull(run['ref'], text),
      sha: orNull(run['sha'], text),
      id: text(run['id']),
      attempt: count(run['attempt']),
    },
    createdAt: instant(f['createdAt']),
    target: { kind: oneOf(['organization', 'enterprise'] as const)(target['kind']), name: text(target['name']) },
    apiHost: text(f['apiHost']),
    mode: oneOf(['collect', 'pull'] as const)(f['mode']),
    phrase: orNull(f['phrase'], text),
    phraseSha256: orNull(f['phraseSha256'], sha256),
    format: oneOf(FORMATS)(f['format']),
    compression: oneOf(COMPRESSIONS)(f['compression']),
    encryptedTo: list(f['encryptedTo'], text),
    droppedFields: list(f['droppedFields'], text),
    pseudonymizedFields: list(f['pseudonymizedFields'], text),
    dedupeId: text(f['dedupeId']),
    stream: orNull(f['stream'], matching(/^[0-9a-f]{24}$/)),
    epoch: orNull(f['epoch'], count),
    generation: orNull(f['generation'], count),
    commit: matching(COMMIT)(f['commit']),
    start: orNull(f['start'], oneOf(CHAIN_STARTS)),
    parents: list(f['parents'], parent),
    feeds: list(f['feeds'], stretch),
    gaps: list(f['gaps'], gap),
    pull: orNull(f['pull'], pull),
    destinations: list(f['destinations'], oneOf(DESTINATIONS)),
    sink: orNull(f['sink'], sink),
    files: list(f['files'], file(/^[^/\\]+$/)),
    objects: list(f['objects'], file(OBJECT)),
    position: orNull(f['position'], sha256),
    counts: counts(f['counts']),
    totals: orNull(f['totals'], counts),
  };
}

const file =
  (name: RegExp) =>
  (value: unknown): FileFacts => {
    const f = fields(value);
    return {
      name: matching(name)(f['name']),
      bytes: count(f['bytes']),
      sha256: sha256(f['sha256']),
      events: count(f['events']),
    };
  };

function parent(value: unknown): Parent {
  const f = fields(value);
  return { generation: count(f['generation']), commit: matching(COMMIT)(f['commit']), sha256: sha256(f['sha256']) };
}

function stretch(value: unknown): Stretch {
  const f = fields(value);
  return {
    name: oneOf(FEEDS)(f['name']),
    from: instant(f['from']),
    to: instant(f['to']),
    events: count(f['events']),
    firstAt: orNull(f['firstAt'], instant),
    lastAt: orNull(f['lastAt'], instant),
  };
}

function gap(value: unknown): ManifestGap {
  const f = fields(value);
  return {
    feed: oneOf(FEEDS)(f['feed']),
    from: instant(f['from']),
    to: instant(f['to']),
    kind: oneOf(['retention', 'state-lost', 'capacity', 'reset'] as const)(f['kind']),
    certain: flag(f['certain']),
    run: text(f['run']),
  };
}

function pull(value: unknown): PullRequest {
  const f = fields(value);
  return {
    since: instant(f['since']),
    until: instant(f['until']),
    order: oneOf(['asc', 'desc'] as const)(f['order']),
    complete: flag(f['complete']),
  };
}

function sink(value: unknown): ManifestSink {
  const f = fields(value);
  const reasons = fields(f['notAccepted']);
  return {
    name: text(f['name']),
    acknowledged: count(f['acknowledged']),
    notAccepted: {
      'too-old': count(reasons['too-old']),
      'too-new': count(reasons['too-new']),
      'too-large': count(reasons['too-large']),
      rejected: count(reasons['rejected']),
    },
  };
}

function counts(value: unknown): Counts {
  const f = fields(value);
  return {
    events: count(f['events']),
    deadLetters: count(f['deadLetters']),
    duplicates: count(f['duplicates']),
  };
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NoManifest();
  return value as Fields;
}

function list<T>(value: unknown, parse: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new NoManifest();
  return value.map((item) => parse(item));
}

function orNull<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === null ? null : parse(value);
}

function oneOf<T extends string>(known: readonly T[]): (value: unknown) => T {
  return (value) => {
    const found = known.find((each) => each === value);
    if (found === undefined) throw new NoManifest();
    return found;
  };
}

function matching(pattern: RegExp): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new NoManifest();
    return value;
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new NoManifest();
  return value;
}

function instant(value: unknown): string {
  const shown = matching(INSTANT)(value);
  if (Number.isNaN(Date.parse(shown))) throw new NoManifest();
  return shown;
}

function sha256(value: unknown): string {
  return matching(SHA256)(value);
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new NoManifest();
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new NoManifest();
  return value;
}
