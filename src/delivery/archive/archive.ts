/**
 * Puts a batch into the archive: parts by day, then dead letters, and last the manifest that names them, whose presence says that all
 * of it is there. Whatever rejects in between leaves objects that no manifest names.
 */

import { sha256Of } from '../../evidence/chain.ts';
import type { FileFacts } from '../../evidence/manifest.ts';
import type { Line, Render } from '../../format/render.ts';
import type { Batch } from '../../model/batch.ts';
import type { Compression } from '../../model/compression.ts';
import { type BatchLines, compressLines, encryptLines, joinLines, type Packing, suffixOf } from '../batch-lines.ts';
import { encodeLines, type Lines } from '../line-file.ts';
import type { ArchiveLayout, PartName } from './archive-layout.ts';
import { cutByDay } from './day-parts.ts';
import type { ObjectStore } from './object-store.ts';
import { Uploads } from './uploads.ts';

export interface ArchiveParts {
  readonly store: ObjectStore;
  readonly layout: ArchiveLayout;
  /** Without slashes around it; '' for the root of the bucket. */
  readonly prefix: string;
  /** The line of an event. */
  readonly render: Render;
  readonly packing: Packing;
}

/** What a run has stored. */
export interface ArchivedFacts {
  /** Of the store, for people: `s3://BUCKET`. */
  readonly name: string;
  /** In the order in which they were confirmed. */
  readonly keys: readonly string[];
}

/** A batch that is in the store. */
export interface ArchivedBatch {
  /** By their names below the prefix. */
  readonly objects: readonly FileFacts[];
  /** The same batch as the content of its files: rendered and compressed once, for the objects and for the files. */
  readonly lines: BatchLines;
}

/** The manifest of a commit as it stands in its file, and its signature where there is one. */
export interface SealedManifest {
  /** `undefined` for a pull. */
  readonly generation: number | undefined;
  readonly commitId: string;
  readonly manifest: Uint8Array;
  readonly signature?: Uint8Array | undefined;
}

function mediaTypeOf({ compression, encryptedTo }: Packing): string {
  return encryptedTo.length === 0 ? MEDIA_TYPES[compression] : 'application/octet-stream';
}

const MEDIA_TYPES: Readonly<Record<Compression, string>> = {
  none: 'application/x-ndjson',
  gzip: 'application/gzip',
  zstd: 'application/zstd',
};

export class Archive {
  readonly #parts: ArchiveParts;
  readonly #keys: string[] = [];
  /** Parts so far, by commit: a pull adds to its one commit batch by batch. */
  readonly #counts = new Map<string, number>();

  constructor(parts: ArchiveParts) {
    this.#parts = parts;
  }

  get facts(): ArchivedFacts {
    return { name: this.#parts.store.name, keys: this.#keys };
  }

  /** Resolves once all of it is stored. Rejects with `DeliveryError`. */
  async put({ events, deadLetters }: Batch, commitId: string, signal: AbortSignal): Promise<ArchivedBatch> {
    const { layout, render, packing } = this.#parts;
    const uploads = new Uploads();
    const objects: FileFacts[] = [];
    const send = async (lines: Iterable<Line>, nameOf: (part: PartName) => string): Promise<Lines> => {
      const compressed = await compressLines(encodeLines(lines), packing.compression);
      const { bytes, ...part } = await this.#makePart(compressed, commitId);
      const [name, { sha256 }] = [nameOf(part), part];
      objects.push({ name, bytes: bytes.length, sha256, events: compressed.count });
      await uploads.add(this.#store({ name, content: bytes, sha256, mediaType: mediaTypeOf(packing) }, signal));
      return compressed;
    };
    const parts: Lines[] = [];
    for (const { day, lines } of cutByDay(events, render)) {
      if (!uploads.hasFailed) parts.push(await send(lines, (part) => layout.events(day, part)));
    }
    const unusable: Lines[] = [];
    if (deadLetters.length > 0 && !uploads.hasFailed) {
      const raws = deadLetters.values().map(({ raw }) => raw);
      unusable.push(await send(raws, (part) => layout.deadLetters(part)));
    }
    await uploads.settle();
    const { encryptedTo } = packing;
    return {
      objects,
      lines: {
        events: await encryptLines(joinLines(parts), encryptedTo),
        deadLetters: await encryptLines(joinLines(unusable), encryptedTo),
      },
    };
  }

  /** After everything that the manifest names. Rejects with `DeliveryError`. */
  async seal({ generation, commitId, manifest, signature }: SealedManifest, signal: AbortSignal): Promise<void> {
    const name = this.#parts.layout.manifest(generation, commitId);
    if (signature !== undefined) {
      await this.#store(describe(`${name}.sig`, signature, 'text/plain'), signal);
    }
    await this.#store(describe(name, manifest, 'application/json'), signal);
  }

  /** One small object, to find out whether the credential is good for it. Gives its key. */
  async mark(id: string, text: string, signal: AbortSignal): Promise<string> {
    const name = this.#parts.layout.marker(id);
    await this.#store(describe(name, Buffer.from(text), 'application/json'), signal);
    return this.#keyOf(name);
  }

  /** One part as it is stored: whatever has to happen to its bytes happens here, before they are hashed. */
  async #makePart(compressed: Lines, commitId: string) {
    const { packing } = this.#parts;
    const { pieces } = await encryptLines(compressed, packing.encryptedTo);
    const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const part = (this.#counts.get(commitId) ?? 0) + 1;
    this.#counts.set(commitId, part);
    return { bytes, commitId, part, sha256: sha256Of(bytes), suffix: `.ndjson${suffixOf(packing)}` };
  }

  async #store({ name, content, sha256, mediaType }: StoredFile, signal: AbortSignal): Promise<void> {
    const key = this.#keyOf(name);
    await this.#parts.store.put({ key, bytes: content, sha256, mediaType }, signal);
    this.#keys.push(key);
  }

  #keyOf(name: string): string {
    return this.#parts.prefix === '' ? name : `${this.#parts.prefix}/${name}`;
  }
}

interface StoredFile {
  /** Below the prefix. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;
  readonly mediaType: string;
}

function describe(name: string, content: Uint8Array, mediaType: string): StoredFile {
  return { name, content, sha256: sha256Of(content), mediaType };
}
