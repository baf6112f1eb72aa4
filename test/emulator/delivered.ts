/**
 * Reads what an action delivered, from the artifacts of the emulator, and compares it with what the log held. Events are
 * compared as raw text, byte for byte, and as a multiset: two equal events are two events.
 */
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import type { Artifact } from './artifact.ts';
import type { NewEvent } from './event-log.ts';
import type { GitHub } from './github.ts';

/** One artifact, unpacked. */
export interface Delivery {
  readonly artifact: Artifact;
  /** The lines of `events.ndjson`; none when the artifact has no such file. */
  readonly lines: readonly string[];
  /** `manifest.json`, parsed. */
  readonly manifest: unknown;
  /** `checkpoint.json`, parsed. */
  readonly checkpoint: unknown;
  /** Every file by its name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Everything that was delivered. */
export interface Delivered {
  /** The lines of all deliveries, in the order in which the artifacts were finalized. */
  readonly lines: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** Unpacks every artifact that was ever finalized, expired and removed ones included, whose name begins with `prefix`. */
export function deliveredEvents(github: GitHub, prefix = ''): Delivered {
  const deliveries = github.artifacts.delivered
    .filter(({ artifact }) => artifact.name.startsWith(prefix))
    .map(({ artifact, content }) => unpack(artifact, content));
  return { lines: deliveries.flatMap(({ lines }) => lines), deliveries };
}

/** The lines of an NDJSON text. Throws when the text is not UTF-8 or its last line has no end. */
export function linesOf(content: Uint8Array): readonly string[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Error('the last line has no line feed');
  return text.slice(0, -1).split('\n');
}

/** How what was delivered differs from what was expected. */
export interface Comparison {
  /** Expected and not delivered. */
  readonly lost: readonly string[];
  /** Delivered once more than expected, as often as that happened. */
  readonly duplicated: readonly string[];
  /** Delivered with other bytes; recognized by the document id. */
  readonly altered: readonly { readonly expected: string; readonly delivered: string }[];
  /** Delivered and never expected. */
  readonly foreign: readonly string[];
}

/** Compares raw texts with delivered lines. */
export function compareEvents(expected: readonly (string | NewEvent)[], delivered: readonly string[]): Comparison {
  const open = new Map<string, number>();
  for (const event of expected) {
    const raw = typeof event === 'string' ? event : event.raw;
    open.set(raw, (open.get(raw) ?? 0) + 1);
  }
  const known = new Set(open.keys());
  const duplicated: string[] = [];
  const strangers: string[] = [];
  for (const line of delivered) {
    const left = open.get(line) ?? 0;
    if (left > 0) open.set(line, left - 1);
    else (known.has(line) ? duplicated : strangers).push(line);
  }
  const missing = [...open].flatMap(([raw, count]) => Array.from({ length: count }, () => raw));
  const altered: { expected: string; delivered: string }[] = [];
  const foreign: string[] = [];
  for (const line of strangers) {
    const id = documentId(line);
    const index = id === undefined ? -1 : missing.findIndex((raw) => documentId(raw) === id);
    const [original] = index === -1 ? [] : missing.splice(index, 1);
    if (original === undefined) foreign.push(line);
    else altered.push({ expected: original, delivered: line });
  }
  return { lost: missing, duplicated, altered, foreign };
}

function unpack(artifact: Artifact, content: Uint8Array): Delivery {
  const isZip = artifact.mimeType === 'application/zip';
  const files = new Map(isZip ? Object.entries(unzipSync(content)) : [[artifact.name, content]]);
  const lines = [...files].flatMap(([name, bytes]) => {
    if (/(?:^|\/)events\.ndjson$/.test(name)) return linesOf(bytes);
    if (/(?:^|\/)events\.ndjson\.gz$/.test(name)) return linesOf(gunzipSync(bytes));
    if (/(?:^|\/)events\.ndjson\.zst$/.test(name)) return linesOf(zstdDecompressSync(bytes));
    return [];
  });
  return {
    artifact,
    lines,
    manifest: parsed(files, 'manifest.json'),
    checkpoint: parsed(files, 'checkpoint.json'),
    files,
  };
}

function parsed(files: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  const [, content] = [...files].find(([path]) => path === name || path.endsWith(`/${name}`)) ?? [];
  return content === undefined ? undefined : JSON.parse(Buffer.from(content).toString('utf8'));
}

function documentId(raw: string): string | undefined {
  return /"_document_id"\s*:\s*"([^"]+)"/.exec(raw)?.[1];
}
