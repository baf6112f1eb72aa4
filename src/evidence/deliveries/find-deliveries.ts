/**
 * The deliveries among the files that were listed: each manifest, wherever its copies lie, and next to each copy the files that
 * it names. A delivery is what its manifest's SHA-256 says; two manifests of one commit are two deliveries, and one is wrong.
 */
import { join } from 'node:path';
import { sha256Of } from '../chain.ts';
import { type FileFacts, MANIFEST_FILE, type Manifest } from '../manifest.ts';
import { parseManifest } from '../manifest-shape.ts';
import { inOrder } from './chain-order.ts';
import type { Entry, Listing } from './entries.ts';

export interface Delivery {
  /** Of its manifest. */
  readonly sha256: string;
  readonly manifest: Manifest;
  readonly copies: readonly Copy[];
}

/** Whether a delivery is read from this file: from one copy of several, and what that one lacks from the first of the others that has it. */
export function isReadFrom({ copies }: Delivery, { path }: Entry): boolean {
  const lackedBy = (name: string) =>
    copies.flatMap(({ files }) => files).find(({ facts, entry }) => facts.name === name && entry !== undefined)?.entry;
  return fullest(copies)?.files.some(({ facts, entry }) => (entry ?? lackedBy(facts.name))?.path === path) === true;
}

/** The first of those that have most of the events. */
function fullest(copies: readonly Copy[]): Copy | undefined {
  if (copies.length < 2) return copies[0];
  const whole = copies.find(({ files }) => files.every(({ entry }) => entry !== undefined));
  if (whole !== undefined) return whole;
  const counts = copies.map(({ files }) => files.reduce((sum, each) => sum + eventsIn(each), 0));
  return copies[counts.indexOf(Math.max(...counts))];
}

function eventsIn({ facts, entry }: NamedFile): number {
  return entry === undefined || holdsDeadLetters(facts.name) ? 0 : facts.events;
}

/** `name` is that of a file next to its manifest, or of an object below the root of an archive. */
export function holdsDeadLetters(name: string): boolean {
  return /^(?:pulls\/)?dead-letters/.test(name);
}

/** A manifest in one place. */
export interface Copy {
  readonly at: Entry;
  readonly signature: Entry | undefined;
  readonly files: readonly NamedFile[];
  /** `checkpoint.json` next to it; that of a later commit in the same folder is not its own. */
  readonly position: Entry | undefined;
}

export interface NamedFile {
  readonly facts: FileFacts;
  /** `undefined`: there is no such file. */
  readonly entry: Entry | undefined;
}

/** A file of lines in its place, with the deliveries that it is made of, in their order: one after the other, and nothing else. */
export interface StoredFile {
  readonly entry: Entry;
  readonly parts: readonly { readonly delivery: Delivery; readonly facts: FileFacts }[];
}

/** A position in its place: next to the manifest of its commit, or by itself as a quiet run leaves it. */
export interface StoredPosition {
  readonly entry: Entry;
  readonly signature: Entry | undefined;
  readonly delivery: Delivery | undefined;
}

export interface FoundDeliveries {
  /** In the order in which they were made, pulls last. */
  readonly deliveries: readonly Delivery[];
  readonly files: readonly StoredFile[];
  readonly positions: readonly StoredPosition[];
  /** Files with the name of a manifest that are none. */
  readonly noManifests: readonly Entry[];
  /** Files of lines that no manifest names. */
  readonly unnamed: readonly Entry[];
}

const CHECKPOINT_FILE = 'checkpoint.json';
const MANIFEST_NAME = /^manifest(?:-\d+)?\.json$/;
/** What stands before the folder in which an archive keeps its manifests. */
const ARCHIVE_ROOT = /^(.*[\\/]|)(?:pulls[\\/])?manifests[\\/]/;
const LINES_NAME = /\.ndjson(?:\.gz|\.zst)?(?:\.age)?$/;
/** A manifest is a few kilobytes; whatever is larger under its name is none. */
const MANIFEST_BYTES_MAX = 4_000_000;

export async function findDeliveries({ entries, alone }: Listing): Promise<FoundDeliveries> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const folders = Map.groupBy(entries, ({ folder }) => folder);
  const found = new Map<string, { readonly manifest: Manifest; readonly copies: Copy[] }>();
  const noManifests: Entry[] = [];
  for (const entry of entries.filter((each) => isManifest(each, alone, folders))) {
    const bytes = entry.bytes > MANIFEST_BYTES_MAX ? undefined : await readAll(entry);
    const manifest = bytes === undefined ? undefined : parseManifest(bytes);
    if (bytes === undefined || manifest === undefined) {
      noManifests.push(entry);
      continue;
    }
    const sha256 = sha256Of(bytes);
    const known = found.get(sha256) ?? { manifest, copies: [] };
    found.set(sha256, known);
    known.copies.push(copyOf(entry, manifest, { siblings: folders.get(entry.folder) ?? [], byPath }));
  }
  const deliveries = inOrder([...found].map(([sha256, each]) => ({ sha256, ...each })));
  const files = storedFiles(deliveries);
  const named = new Set(files.map(({ entry }) => entry.path));
  const unnamed = entries.filter(({ name, path, folder }) => {
    const isLooked = !hasAlone(folder, alone, folders);
    return isLooked && LINES_NAME.test(name) && !named.has(path);
  });
  return { deliveries, files, positions: storedPositions(entries, deliveries), noManifests, unnamed };
}

/** Of a small file; `undefined` where it cannot be read to its end. */
export async function readAll(entry: Entry): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of entry.read()) pieces.push(Buffer.from(piece));
  } catch {
    return undefined;
  }
  return Buffer.concat(pieces);
}

function isManifest(
  { name, path, folder }: Entry,
  alone: ReadonlySet<string>,
  folders: ReadonlyMap<string, readonly Entry[]>,
): boolean {
  if (alone.has(path)) return true;
  if (hasAlone(folder, alone, folders)) return false;
  return MANIFEST_NAME.test(name) || (name.endsWith('.json') && ARCHIVE_ROOT.test(path));
}

/** Whether a file of this folder was given by itself. */
function hasAlone(folder: string, alone: ReadonlySet<string>, folders: ReadonlyMap<string, readonly Entry[]>): boolean {
  return alone.size > 0 && (folders.get(folder) ?? []).some(({ path }) => alone.has(path));
}

interface Surroundings {
  readonly siblings: readonly Entry[];
  readonly byPath: ReadonlyMap<string, Entry>;
}

/** In an archive the manifest names objects below its root, anywhere else the files next to it. */
function copyOf(at: Entry, { files, objects }: Manifest, { siblings, byPath }: Surroundings): Copy {
  const called = (name: string) => siblings.find((entry) => entry.name === name);
  const [, root] = ARCHIVE_ROOT.exec(at.path) ?? [];
  const named =
    root === undefined || objects.length === 0
      ? files.map((facts) => ({ facts, entry: called(facts.name) }))
      : objects.map((facts) => ({ facts, entry: byPath.get(join(root, facts.name)) }));
  return {
    at,
    signature: called(`${at.name}.sig`),
    files: named,
    position: at.name === MANIFEST_FILE ? called(CHECKPOINT_FILE) : undefined,
  };
}

function storedPositions(entries: readonly Entry[], deliveries: readonly Delivery[]): readonly StoredPosition[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const owners = new Map(
    deliveries.flatMap((delivery) =>
      delivery.copies.flatMap(({ position }) => (position ? [[position.path, delivery]] : [])),
    ),
  );
  return entries
    .filter(({ name }) => name === CHECKPOINT_FILE)
    .map((entry) => ({
      entry,
      signature: byPath.get(`${entry.path}.sig`),
      delivery: owners.get(entry.path),
    }));
}

/** A run with several commits appends each to the files in its folder, in the order in which they were made. */
function storedFiles(deliveries: readonly Delivery[]): readonly StoredFile[] {
  const files = new Map<string, { readonly entry: Entry; readonly parts: StoredFile['parts'][number][] }>();
  for (const delivery of deliveries) {
    for (const { facts, entry } of delivery.copies.flatMap((copy) => copy.files)) {
      if (entry === undefined) continue;
      const file = files.get(entry.path) ?? { entry, parts: [] };
      files.set(entry.path, file);
      // A manifest may be there under two names.
      if (!file.parts.some((part) => part.delivery === delivery)) file.parts.push({ delivery, facts });
    }
  }
  return [...files.values()];
}
