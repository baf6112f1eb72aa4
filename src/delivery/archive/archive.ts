/**
 * Puts a batch into the archive: parts by day, then dead letters, and last the manifest that names them, whose presence says that all
 * of it is there. Whatever rejects in between leaves objects that no manifest names.
 */

import { sha256Of } from '../../evidence/chain.ts';
import type { FileFacts } from '../../evidence/manifest.ts';
import type { Line, Render } from '../../format/render.ts';
import type { Batch } from '../../model/batch.ts';
import type { Compression } from '../../model/compression.ts';
import { type Packing, packLines, suffixOf } from '../batch-lines.ts';
import { encodeLines } from '../line-file.ts';
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

  /** The objects by their names below the prefix, once all of them are stored. Rejects with `DeliveryError`. */
  async put({ events, deadLetters }: Batch, commitId: string, signal: AbortSignal): Promise<readonly FileFacts[]> {
    const { layout, render } = this.#parts;
    const uploads = new Uploads();
    const facts: FileFacts[] = [];
    const send = async (lines: Iterable<Line>, nameOf: (part: PartName) => string): Promise<void> => {
      const { events, bytes, ...part } = await this.#makePart(lines, commitId);
      const [name, { sha256 }] = [nameOf(part), part];
      facts.push({ name, bytes: bytes.length, sha256, events });
      const mediaType = mediaTypeOf(this.#parts.packing);
      await uploads.add(this.#store({ name, content: bytes, sha256, mediaType }, signal));
    };
    for (const { day, lines } of cutByDay(events, render)) {
      if (!uploads.hasFailed) await send(lines, (part) => layout.events(day, part));
    }
    if (deadLetters.length > 0 && !uploads.hasFailed) {
      await send(
        deadLetters.values().map(({ raw }) => raw),
        (part) => layout.deadLetters(part),
      );
    }
    await uploads.settle();
    return facts;
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
  async #makePart(lines: Iterable<Line>, commitId: string) {
    const { packing } = this.#parts;
    const { count, pieces } = await packLines(encodeLines(lines), packing);
    const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const part = (this.#counts.get(commitId) ?? 0) + 1;
    this.#counts.set(commitId, part);
    return { bytes, events: count, commitId, part, sha256: sha256Of(bytes), suffix: `.ndjson${suffixOf(packing)}` };
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
