/**
 * What one commit delivers, as bytes that are made once: the lines of its files, the position that it makes true, and the
 * manifest over them. Every place gets these very bytes, so that one digest names the delivery wherever it lies.
 */

import { type DeliveredByFeed, describePosition, headOf, renderInstant, sha256Of } from '../evidence/chain.ts';
import {
  type Destination,
  type FileFacts,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  type ManifestSink,
  type RunFacts,
  renderManifest,
  signatureOf,
} from '../evidence/manifest.ts';
import { MANIFEST_NAMESPACE, POSITION_NAMESPACE, type SigningKey } from '../evidence/ssh-signature.ts';
import { assert } from '../model/assert.ts';
import type { Batch } from '../model/batch.ts';
import type { Head } from '../model/chain.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import { type BatchLines, suffixOf } from './batch-lines.ts';
import {
  CHECKPOINT_FILE,
  DEAD_LETTERS_FILE,
  type Document,
  EVENTS_FILE,
  type FolderContent,
  type NamedLines,
} from './delivery-folder.ts';
import { describeLines } from './line-file.ts';

export interface PackedCommit {
  readonly commitId: string;
  readonly lines: readonly NamedLines[];
  /** The position, and its signature. */
  readonly position: readonly Document[];
  /** `undefined` for a commit that delivers nothing. */
  readonly manifest: PackedManifest | undefined;
}

export interface PackedManifest {
  readonly content: string;
  readonly signature: string | undefined;
  readonly head: Head;
}

export interface CommitContents {
  readonly batch: Batch;
  /** The batch as the lines of its files, compressed as the run says. */
  readonly lines: BatchLines;
  readonly next: Checkpoint;
  /** Counts the commits of a run that deliver something, from 1. */
  readonly part: number;
  /** `next`, as it is kept next to the events. */
  readonly position: Uint8Array;
  readonly delivered: DeliveredByFeed;
  readonly duplicates: number;
  readonly sink: SinkCounts | undefined;
  /** What holds the batch in an archive. */
  readonly objects: readonly FileFacts[];
}

export interface PackingFacts {
  readonly run: RunFacts;
  readonly destinations: readonly Destination[];
  /** UTC epoch ms. */
  readonly now: number;
  /** `undefined`: nothing is signed. */
  readonly key: SigningKey | undefined;
}

export function packCommit(contents: CommitContents, { run, destinations, now, key }: PackingFacts): PackedCommit {
  const { batch, next, part, position, delivered, duplicates, sink, objects } = contents;
  const [commit] = next.commits;
  assert(commit?.generation === next.generation, 'the newest commit of a checkpoint is its own');
  const lines = nameLines(contents.lines, run, part);
  const signed = { commitId: commit.id, lines, position: positionFiles(position, key) };
  if (lines.length === 0) return { ...signed, manifest: undefined };
  const manifest: Manifest = {
    ...run,
    version: MANIFEST_VERSION,
    mode: 'collect',
    createdAt: renderInstant(now),
    ...describePosition(next, delivered),
    pull: null,
    destinations,
    sink: sink === undefined ? null : renderSink(sink),
    files: lines.map(({ name, lines }) => describeLines(name, lines)),
    objects,
    position: sha256Of(position),
    counts: { events: batch.events.length, deadLetters: batch.deadLetters.length, duplicates },
  };
  const content = renderManifest(manifest);
  const head = headOf(manifest, content);
  assert(head !== undefined, 'the manifest of a position is a link of its chain');
  return { ...signed, manifest: { content, signature: key?.sign(content, MANIFEST_NAMESPACE), head } };
}

/**
 * The lines of a batch under the names of their files, without those that would be empty. Encrypted files cannot be appended to,
 * so that from the second part of a run on they are numbered: `events-2.ndjson.age`.
 */
export function nameLines({ events, deadLetters }: BatchLines, run: RunFacts, part: number): readonly NamedLines[] {
  const numbered = (name: string) =>
    part === 1 || run.encryptedTo.length === 0 ? name : name.replace('.', `-${part}.`);
  return [
    { name: numbered(EVENTS_FILE) + suffixOf(run), lines: events },
    { name: numbered(DEAD_LETTERS_FILE) + suffixOf(run), lines: deadLetters },
  ].filter(({ lines }) => lines.count > 0);
}

export function renderSink({ name, acknowledged, notAccepted }: SinkCounts): ManifestSink {
  return { name, acknowledged, notAccepted: notAccepted };
}

/** The folder of a commit; `earlier` are the manifests of those before it in the same folder, which keep a name of their own. */
export function contentOf(packed: PackedCommit, earlier: readonly (readonly Document[])[] = []): FolderContent {
  const { lines, position, manifest } = packed;
  const documents =
    manifest === undefined ? position : [...renamed(earlier).slice(-1).flat(), ...position, ...manifestFiles(manifest)];
  return { lines, documents };
}

/** The same folder with a page next to what it holds. */
export function withPage(content: FolderContent, page: Document | undefined): FolderContent {
  if (page === undefined) return content;
  return { ...content, documents: [...content.documents, page] };
}

/** A position without events, and the manifests of deliveries that lie elsewhere. */
export function positionOnly(
  content: Uint8Array,
  key: SigningKey | undefined,
  manifests: readonly (readonly Document[])[] = [],
): FolderContent {
  const documents = [...renamed(manifests).flat(), ...positionFiles(content, key)];
  return { lines: [], documents };
}

export function positionFiles(content: Uint8Array, key: SigningKey | undefined): readonly Document[] {
  const signature = key?.sign(content, POSITION_NAMESPACE);
  // The signature first: a position that lies there without one would be none.
  const signatures = signature === undefined ? [] : [{ name: signatureOf(CHECKPOINT_FILE), content: signature }];
  return [...signatures, { name: CHECKPOINT_FILE, content }];
}

/** As an archive stores them. */
export function asBytes({ content, signature }: Pick<PackedManifest, 'content' | 'signature'>) {
  return {
    manifest: Buffer.from(content),
    signature: signature === undefined ? undefined : Buffer.from(signature),
  };
}

/** The manifest, and its signature before it. */
export function manifestFiles({
  content,
  signature,
}: Pick<PackedManifest, 'content' | 'signature'>): readonly Document[] {
  const signatures = signature === undefined ? [] : [{ name: signatureOf(MANIFEST_FILE), content: signature }];
  return [...signatures, { name: MANIFEST_FILE, content }];
}

/** Manifests with their signatures, under the names that they have next to a later one. */
function renamed(manifests: readonly (readonly Document[])[]): readonly (readonly Document[])[] {
  return manifests.map((files, index) =>
    files.map(({ name, content }) => ({ name: name.replace(MANIFEST_FILE, earlierManifest(index)), content })),
  );
}

/** `manifest-1.json` is that of the first commit of a run; its position is not the `checkpoint.json` next to it. */
export function earlierManifest(index: number): string {
  return `manifest-${index + 1}.json`;
}
