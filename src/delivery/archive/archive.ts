/**
 * Puts a batch into the archive: parts by day, then dead letters, and last the manifest that names them, whose presence says that all
 * of it is there. Whatever rejects in between leaves objects that no manifest names.
 */

import type { Batch } from '../../model/batch.ts';
import type { Compression } from '../../model/compression.ts';
import type { AuditEvent } from '../../model/event.ts';
import { compressLines, SUFFIXES } from '../batch-lines.ts';
import { encodeLines, sha256Of } from '../line-file.ts';
import type { ArchiveLayout, PartName } from './archive-layout.ts';
import { cutByDay } from './day-parts.ts';
import type { NewObject, ObjectStore } from './object-store.ts';

export interface ArchiveParts {
  readonly store: ObjectStore;
  readonly layout: ArchiveLayout;
  /** The line of an event. */
  readonly render: (event: AuditEvent) => string;
  readonly compression: Compression;
}

/** An object with lines, as the manifest names it. */
export interface ArchivedObject {
  readonly key: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly lines: number;
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

/** Objects on their way at the same time: more cost memory and gain nothing. */
const UNDER_WAY_MAX = 4;

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
  async put({ events, deadLetters }: Batch, commitId: string, signal: AbortSignal): Promise<readonly ArchivedObject[]> {
    const { layout, render } = this.#parts;
    const underWay = new Set<Promise<void>>();
    const stored: ArchivedObject[] = [];
    const failures: unknown[] = [];
    const send = async (lines: Iterable<string>, keyOf: (name: PartName) => string) => {
      if (underWay.size >= UNDER_WAY_MAX) await Promise.race(underWay);
      if (failures.length > 0) return;
      const object = await this.#makePart(lines, commitId, keyOf);
      const sending: Promise<void> = this.#parts.store
        .put(object, signal)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
      const { key, sha256, bytes } = object;
      stored.push({ key, bytes: bytes.length, sha256, lines: object.lines });
    };
    for (const { day, lines } of cutByDay(events, render)) await send(lines, (name) => layout.events(day, name));
    if (deadLetters.length > 0) {
      await send(
        deadLetters.values().map(({ raw }) => raw),
        (name) => layout.deadLetters(name),
      );
    }
    await Promise.all(underWay);
    if (failures.length > 0) throw failures[0];
    this.#keys.push(...stored.map(({ key }) => key));
    return stored;
  }

  /** After everything that the manifest names. Rejects with `DeliveryError`. */
  async seal({ generation, commitId, manifest, signature }: SealedManifest, signal: AbortSignal): Promise<void> {
    const key = this.#parts.layout.manifest(generation, commitId);
    if (signature !== undefined) await this.#putFile(`${key}.sig`, signature, 'text/plain', signal);
    await this.#putFile(key, manifest, 'application/json', signal);
  }

  /** One small object, to find out whether the credential is good for it. Gives its key. */
  async mark(id: string, text: string, signal: AbortSignal): Promise<string> {
    const key = this.#parts.layout.marker(id);
    await this.#putFile(key, Buffer.from(text), 'application/json', signal);
    return key;
  }

  /** One part as it is stored: what has to happen to its bytes happens before they are hashed. */
  async #makePart(
    lines: Iterable<string>,
    commitId: string,
    keyOf: (name: PartName) => string,
  ): Promise<NewObject & { readonly lines: number }> {
    const { compression } = this.#parts;
    const { count, pieces } = await compressLines(encodeLines(lines), compression);
    const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    const sha256 = sha256Of(bytes);
    const part = (this.#counts.get(commitId) ?? 0) + 1;
    this.#counts.set(commitId, part);
    const key = keyOf({ commitId, part, sha256, suffix: `.ndjson${SUFFIXES[compression]}` });
    return { key, bytes, sha256, mediaType: MEDIA_TYPES[compression], lines: count };
  }

  async #putFile(key: string, bytes: Uint8Array, mediaType: string, signal: AbortSignal): Promise<void> {
    await this.#parts.store.put({ key, bytes, sha256: sha256Of(bytes), mediaType }, signal);
    this.#keys.push(key);
  }
}
