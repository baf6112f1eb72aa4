/**
 * What stands beside delivered events: where they come from, how many they are, and the SHA-256 of every file, so that
 * whoever receives them can tell whether all of it arrived. The order of the fields is fixed: equal facts, equal bytes.
 */

import type { Checkpoint, Gap } from '../model/checkpoint.ts';
import type { Compression } from '../model/compression.ts';
import type { FeedName } from '../model/feed.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import type { Target } from '../model/target.ts';

/** What is the same for all commits of a run. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: {
    readonly id: string;
    readonly attempt: number;
    /** `owner/name`, or `undefined` outside Actions. */
    readonly repository: string | undefined;
  };
  readonly target: Target;
  readonly feeds: readonly FeedName[];
  /** Of events and dead letters; the names of their files tell it. */
  readonly compression: Compression;
}

/** What a pull was asked for, and how far it came. Instants are epoch milliseconds. */
export interface PullFacts {
  readonly since: number;
  readonly until: number;
  readonly order: 'asc' | 'desc';
  /** Whether all of it is here. */
  readonly complete: boolean;
}

export interface ManifestFacts extends RunFacts {
  /** `run.attempt.token` of the (last) commit that made this delivery. */
  readonly commitId: string;
  /** `undefined` for a pull, which makes no position true. */
  readonly generation: number | undefined;
  readonly pull: PullFacts | undefined;
  readonly window: Window | undefined;
  readonly counts: Checkpoint['counters'];
  /** `undefined` without a sink. */
  readonly sink: SinkCounts | undefined;
  readonly files: readonly FileFacts[];
  readonly gaps: readonly Gap[];
  /** Of the manifest before it in the same chain, or `undefined` at its beginning. */
  readonly previousSha256: string | undefined;
}

export interface FileFacts {
  /** Without a folder. */
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Before compression. */
  readonly lines: number;
}

/** Epoch milliseconds of the first and the last event. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export const MANIFEST_SCHEMA = 1;

/** JSON, indented, with a line feed at its end. */
export function renderManifest(facts: ManifestFacts): string {
  const { tool, run, target, window, counts } = facts;
  const manifest = {
    schema: MANIFEST_SCHEMA,
    tool: { name: tool.name, version: tool.version },
    run: {
      id: run.id,
      attempt: run.attempt,
      ...(run.repository === undefined ? {} : { repository: run.repository }),
      commit: facts.commitId,
    },
    target: { kind: target.kind, name: target.name },
    feeds: facts.feeds,
    ...(facts.generation === undefined ? {} : { generation: facts.generation }),
    ...(facts.pull === undefined ? {} : { pull: renderPull(facts.pull) }),
    window: {
      from: window === undefined ? null : renderInstant(window.from),
      to: window === undefined ? null : renderInstant(window.to),
    },
    ...(facts.sink === undefined ? {} : { sink: renderSink(facts.sink) }),
    counts: { events: counts.events, deadLetters: counts.deadLetters, duplicates: counts.duplicates },
    files: facts.files.map(({ name, bytes, sha256, lines }) => ({ name, bytes, sha256, lines })),
    gaps: facts.gaps.map(({ from, to, kind, certain, run }) => ({
      from: renderInstant(from),
      to: renderInstant(to),
      kind,
      certain,
      run,
    })),
    previousManifestSha256: facts.previousSha256 ?? null,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function renderPull({ since, until, order, complete }: PullFacts) {
  return { since: renderInstant(since), until: renderInstant(until), order, complete };
}

function renderSink({ name, acknowledged, setAside }: SinkCounts) {
  const { 'too-old': tooOld, 'too-new': tooNew, 'too-large': tooLarge, rejected } = setAside;
  return { name, acknowledged, setAside: { tooOld, tooNew, tooLarge, rejected } };
}

function renderInstant(ms: number): string {
  return new Date(ms).toISOString();
}
