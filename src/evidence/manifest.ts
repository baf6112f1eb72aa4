/**
 * What stands next to delivered events and proves them: everything that decides which events are in a delivery and in what
 * form, the SHA-256 of every file, and the manifests that this one follows. Its shape is published in
 * `docs/manifest.schema.json`; the order of the fields is fixed, so that equal facts are equal bytes.
 */
import type { ChainStart } from '../model/chain.ts';
import type { GapKind } from '../model/checkpoint.ts';
import type { Compression } from '../model/compression.ts';
import type { FeedName } from '../model/feed.ts';
import type { FormatName } from '../model/format-name.ts';
import type { NotAcceptedReason } from '../model/sink-counts.ts';
import type { Target } from '../model/target.ts';

export const MANIFEST_FILE = 'manifest.json';
export const MANIFEST_VERSION = 2;

/** The name of the detached signature of a file, next to it. */
export function signatureOf(name: string): string {
  return `${name}.sig`;
}

/** Instants are ISO 8601 in UTC with milliseconds; digests are SHA-256 in hex. What is not known or does not apply is `null`. */
export interface Manifest extends RunFacts {
  readonly version: typeof MANIFEST_VERSION;
  readonly mode: 'collect' | 'pull';
  /** By the clock of the machine that wrote it. */
  readonly createdAt: string;
  /** `run.attempt.token`, unique. */
  readonly commit: string;
  /** The position that this delivery makes true; `null` for a pull, which has none and follows nothing. */
  readonly stream: string | null;
  readonly epoch: number | null;
  readonly generation: number | null;
  /** Why there is no parent; `null` where there is one, and for a pull. */
  readonly start: ChainStart | null;
  /** The manifests that this one follows, newest first: one in ordinary life, several after runs that overlapped. */
  readonly parents: readonly Parent[];
  readonly feeds: readonly Stretch[];
  /** Found since the parents. */
  readonly gaps: readonly ManifestGap[];
  readonly pull: PullRequest | null;
  /** Where the events went; `files`: nowhere but into the files of the step. */
  readonly destinations: readonly Destination[];
  readonly sink: ManifestSink | null;
  /** As they are stored. `checkpoint.json` is not among them: see `position`. */
  readonly files: readonly FileFacts[];
  /** The same events and dead letters in the archive, by their names below its prefix; none without an archive. */
  readonly objects: readonly FileFacts[];
  /** SHA-256 of the `checkpoint.json` next to this manifest. */
  readonly position: string | null;
  /** Of this delivery. */
  readonly counts: Counts;
  /** Since the stream began; where runs overlapped, what one of them alone counted is not added. */
  readonly totals: Counts | null;
}

/** What is the same for all commits of a run. */
export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly run: {
    /** `owner/name`; `null` outside Actions, like the four below. */
    readonly repository: string | null;
    readonly repositoryId: string | null;
    /** Path of the workflow file and the ref that it was taken from. */
    readonly workflow: string | null;
    readonly ref: string | null;
    /** The commit that the workflow ran at. */
    readonly sha: string | null;
    readonly id: string;
    readonly attempt: number;
  };
  readonly target: Target;
  readonly apiHost: string;
  /** What the events were filtered by, `''`: nothing; `null` where it must not be read, and then its digest is given. */
  readonly phrase: string | null;
  readonly phraseSha256: string | null;
  readonly format: FormatName;
  readonly compression: Compression;
  /** age recipients. */
  readonly encryptedTo: readonly string[];
  readonly droppedFields: readonly string[];
  readonly pseudonymizedFields: readonly string[];
  readonly dedupeId: string;
}

export interface Parent {
  readonly generation: number;
  readonly commit: string;
  readonly sha256: string;
}

/**
 * What is claimed of a feed since the parents: every event from `from` up to and without `to` is delivered by now or lies in a
 * gap. Late events of earlier stretches are delivered here as well, so `firstAt` may lie before `from`.
 */
export interface Stretch {
  readonly name: FeedName;
  readonly from: string;
  readonly to: string;
  readonly events: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export interface ManifestGap {
  readonly feed: FeedName;
  readonly from: string;
  readonly to: string;
  readonly kind: GapKind;
  readonly certain: boolean;
  readonly run: string;
}

/** What a pull requested, and whether all of it is here; how far it came stands in `feeds`. */
export interface PullRequest {
  readonly since: string;
  readonly until: string;
  readonly order: 'asc' | 'desc';
  readonly complete: boolean;
}

export const DESTINATIONS = ['artifact', 'archive', 'sink', 'files'] as const;
export type Destination = (typeof DESTINATIONS)[number];

export interface ManifestSink {
  readonly name: string;
  readonly acknowledged: number;
  /** Events that it does not accept, by reason. They are among the dead letters. */
  readonly notAccepted: Readonly<Record<NotAcceptedReason, number>>;
}

export interface FileFacts {
  /** Without a folder; of an object with its folders, `/` between them. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** How many events, or dead letters, are in it. */
  readonly events: number;
}

export interface Counts {
  readonly events: number;
  readonly deadLetters: number;
  /** Met again and not delivered again. */
  readonly duplicates: number;
}

/** JSON, indented, with a line feed at its end. */
export function renderManifest(manifest: Manifest): string {
  const { tool, run, target, counts, totals, sink, pull } = manifest;
  const ordered: Manifest = {
    version: manifest.version,
    tool: { name: tool.name, version: tool.version },
    run: {
      repository: run.repository,
      repositoryId: run.repositoryId,
      workflow: run.workflow,
      ref: run.ref,
      sha: run.sha,
      id: run.id,
      attempt: run.attempt,
    },
    createdAt: manifest.createdAt,
    target: { kind: target.kind, name: target.name },
    apiHost: manifest.apiHost,
    mode: manifest.mode,
    phrase: manifest.phrase,
    phraseSha256: manifest.phraseSha256,
    format: manifest.format,
    compression: manifest.compression,
    encryptedTo: manifest.encryptedTo,
    droppedFields: manifest.droppedFields,
    pseudonymizedFields: manifest.pseudonymizedFields,
    dedupeId: manifest.dedupeId,
    stream: manifest.stream,
    epoch: manifest.epoch,
    generation: manifest.generation,
    commit: manifest.commit,
    start: manifest.start,
    parents: manifest.parents.map(({ generation, commit, sha256 }) => ({ generation, commit, sha256 })),
    feeds: manifest.feeds.map(({ name, from, to, events, firstAt, lastAt }) => ({
      ...{ name, from, to, events, firstAt, lastAt },
    })),
    gaps: manifest.gaps.map(({ feed, from, to, kind, certain, run }) => ({ feed, from, to, kind, certain, run })),
    pull: pull && { since: pull.since, until: pull.until, order: pull.order, complete: pull.complete },
    destinations: manifest.destinations,
    sink: sink && { name: sink.name, acknowledged: sink.acknowledged, notAccepted: sink.notAccepted },
    files: manifest.files.map(({ name, bytes, sha256, events }) => ({ name, bytes, sha256, events })),
    objects: manifest.objects.map(({ name, bytes, sha256, events }) => ({ name, bytes, sha256, events })),
    position: manifest.position,
    counts: renderCounts(counts),
    totals: totals && renderCounts(totals),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function renderCounts({ events, deadLetters, duplicates }: Counts): Counts {
  return { events, deadLetters, duplicates };
}
