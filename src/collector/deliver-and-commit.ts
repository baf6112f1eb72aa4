/**
 * Delivers, then commits: first the sink, which has to acknowledge every event; then the archive; then the files; then
 * the artifact, whose one finalize is delivery and commit at once because it carries the position. Without an artifact
 * the files are the delivery, and the position is committed where positions are kept. A commit that the store cannot
 * show again is saved in a separate artifact, and when that fails too, the run fails.
 */
import type { ArchivedBatch } from '../delivery/archive/archive.ts';
import { encodeBatch } from '../delivery/batch-lines.ts';
import type { DeliveryFolder, Document, FolderContent } from '../delivery/delivery-folder.ts';
import { encodeLines } from '../delivery/line-file.ts';
import { openOutputDirectory } from '../delivery/output-directory.ts';
import {
  asBytes,
  type CommitContents,
  contentOf,
  manifestFiles,
  type PackedCommit,
  packCommit,
  positionOnly,
  withPage,
} from '../delivery/pack-commit.ts';
import { SinkDelivery } from '../delivery/sink-delivery.ts';
import { assert } from '../model/assert.ts';
import type { Batch } from '../model/batch.ts';
import { followWith } from '../model/chain.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CollectError, sentence } from '../model/errors.ts';
import type { AuditEvent } from '../model/event.ts';
import { uploadCommit } from '../position/upload-commit.ts';
import type { BatchFacts, Delivery, DeliveryResult } from './delivery.ts';
import { EVENTS_BETWEEN_COPIES, encodePosition, linesToUpload, nameManifests, originOf } from './delivery-facts.ts';
import { type DeliveryParts, destinationsOf } from './delivery-parts.ts';
import { type DeliveredCommit, RunPages } from './run-pages.ts';
import { settleBatch } from './settle-batch.ts';

export async function openDelivery(parts: DeliveryParts): Promise<Delivery> {
  const output = await openOutputDirectory({ dir: parts.outputDir, files: parts.files });
  return new FilesAndArtifacts(parts, output);
}

class FilesAndArtifacts implements Delivery {
  readonly #parts: DeliveryParts;
  readonly #output: DeliveryFolder;
  readonly #artifacts: DeliveryResult['artifacts'][number][] = [];
  readonly #incidents: string[] = [];
  /** A durable step is finished even when the run is stopped; the runner kills it if that lasts too long. */
  readonly #signal: AbortSignal;
  /** Of this run, oldest first. */
  readonly #manifests: { readonly documents: readonly Document[]; readonly sha256: string }[] = [];
  /** Committed by an artifact, not yet copied to the store. */
  #uncopied: { readonly checkpoint: Checkpoint; readonly events: number } | undefined;
  #last: { readonly checkpoint: Checkpoint; readonly inArtifact: boolean } | undefined;
  readonly #sink: SinkDelivery | undefined;
  #delivered = 0;
  readonly #pages: RunPages;
  /** Id of the newest artifact of this run that holds the position. */
  #newest: number | undefined;

  constructor(parts: DeliveryParts, output: DeliveryFolder) {
    this.#parts = parts;
    this.#signal = parts.end ?? new AbortController().signal;
    this.#output = output;
    this.#pages = new RunPages(parts.report);
    this.#sink = parts.sink === undefined ? undefined : new SinkDelivery(parts.sink);
  }

  get #earlier(): readonly (readonly Document[])[] {
    return this.#manifests.map(({ documents }) => documents);
  }

  get result(): DeliveryResult {
    return {
      manifests: nameManifests(this.#manifests),
      files: this.#output.linePaths,
      artifacts: this.#artifacts,
      incidents: this.#incidents,
      sink: this.#sink?.totals,
      archive: this.#parts.archive?.facts,
      page: this.#pages.path,
    };
  }

  async offer(events: readonly AuditEvent[]): Promise<void> {
    await this.#sink?.offer(events, this.#signal);
  }

  async commit(read: Batch, claimed: Checkpoint, facts: BatchFacts): Promise<Checkpoint> {
    const next = { ...claimed, ...originOf(this.#parts.run) };
    const settling = { log: this.#parts.log, note: (incident: string) => this.#note(incident) };
    const { batch, sink } = await settleBatch(this.#sink, read, settling, this.#signal);
    const packed = await this.#writeFiles({ batch, sink }, next, facts);
    const { manifest } = packed;
    // From here on the position knows the manifest; the copy next to the events was made before it.
    const position = manifest === undefined ? next : followWith(next, manifest.head);
    await this.#deliver(packed, batch, position);
    return position;
  }

  /** Archive and files. What is returned has the lines that an artifact will hold: others need no memory from here on. */
  async #writeFiles(
    { batch, sink }: Pick<CommitContents, 'batch' | 'sink'>,
    next: Checkpoint,
    facts: BatchFacts,
  ): Promise<DeliveredCommit> {
    const packed = await this.#pack({ batch, sink }, next, facts);
    await this.#sealArchive(packed, next);
    await this.#parts.writeLines?.(encodeLines(batch.events.values().map(this.#parts.render)));
    const { manifest } = packed;
    // A position alone is no delivery: hourly quiet runs would leave a folder each, and change what the last manifest names.
    if (manifest !== undefined) {
      await this.#output.add(contentOf(packed, this.#earlier));
      this.#manifests.push({ documents: manifestFiles(manifest), sha256: manifest.head.sha256 });
    }
    const page = await this.#pages.of(packed, batch.events);
    return { ...packed, lines: linesToUpload(packed, this.#parts), page };
  }

  async #deliver(packed: DeliveredCommit, batch: Batch, position: Checkpoint): Promise<void> {
    const lines = batch.events.length + batch.deadLetters.length;
    this.#delivered += lines;
    const { artifacts } = this.#parts;
    if (lines === 0 || artifacts === undefined) return this.#commitPosition(position);
    if (!artifacts.holdEvents) {
      if (batch.deadLetters.length === 0 || !artifacts.arePositions) return this.#commitPosition(position);
      await this.#upload(contentOf(packed), position);
    } else {
      await this.#upload(withPage(contentOf(packed), packed.page), position);
      if (!artifacts.arePositions) return this.#commitPosition(position);
    }
    // The artifact holds the position as well: it is committed, and must not be sent again under the same name.
    this.#last = { checkpoint: position, inArtifact: true };
    this.#uncopied = { checkpoint: position, events: (this.#uncopied?.events ?? 0) + batch.events.length };
    if (this.#uncopied.events >= EVENTS_BETWEEN_COPIES) await this.#copyPosition();
  }

  async finish({ isKept }: { readonly isKept: boolean }): Promise<void> {
    await this.#pages.write(this.#output, this.#parts.outputDir);
    await this.#copyPosition();
    const { artifacts } = this.#parts;
    const isShown = isKept || this.#artifacts.length > 0;
    if (!isShown || (this.#delivered > 0 && artifacts?.holdEvents !== true)) await this.#secondCopy();
    await this.#parts.prune?.();
  }

  /** The batch as the content of its files, and the objects that hold it where there is an archive. */
  async #store(batch: Batch, { commits }: Checkpoint): Promise<ArchivedBatch> {
    const [commit] = commits;
    const { archive, render, run } = this.#parts;
    if (archive !== undefined && commit !== undefined) return archive.put(batch, commit.id, this.#signal);
    return { objects: [], lines: await encodeBatch(batch, render, run) };
  }

  async #sealArchive({ commitId, manifest }: PackedCommit, { generation }: Checkpoint): Promise<void> {
    const { archive, log } = this.#parts;
    if (archive === undefined || manifest === undefined) return;
    await archive.seal({ generation, commitId, ...asBytes(manifest) }, this.#signal);
    log.info(`Archived in ${archive.facts.name}, ${archive.facts.keys.length} objects by now.`);
  }

  async #commitPosition(next: Checkpoint): Promise<void> {
    const { store, artifacts, log } = this.#parts;
    if (store === undefined) return this.#commitInArtifact(next);
    try {
      for (const note of await store.commit(this.#naming(next), this.#signal)) this.#note(note);
      this.#uncopied = undefined;
      this.#last = { checkpoint: next, inArtifact: false };
    } catch (error) {
      if (!(error instanceof CollectError) || artifacts?.arePositions !== true) throw error;
      this.#note(`${error.message}; the position was saved in an artifact instead, and nothing is lost.`);
      await this.#commitInArtifact(next);
      log.info('Position saved in a separate artifact.');
    }
  }

  async #commitInArtifact(next: Checkpoint): Promise<void> {
    await this.#upload(this.#positionOnly(next), next);
    // A copy of an earlier position would now be older than what the artifact holds.
    this.#uncopied = undefined;
    this.#last = { checkpoint: next, inArtifact: true };
  }

  /** Where the events go nowhere but into a sink, their manifests are kept next to the position. */
  #positionOnly(checkpoint: Checkpoint): FolderContent {
    const { signingKey, artifacts } = this.#parts;
    const manifests = artifacts?.holdEvents === true ? [] : this.#earlier;
    return positionOnly(encodePosition(checkpoint, this.#parts), signingKey, manifests);
  }

  /** The artifact made it durable; the copy in the store is what the next run reads first, and it can fail. */
  async #copyPosition(): Promise<void> {
    const { store } = this.#parts;
    if (this.#uncopied === undefined || store === undefined) return;
    try {
      for (const note of await store.commit(this.#naming(this.#uncopied.checkpoint), this.#signal)) this.#note(note);
      this.#uncopied = undefined;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the next run reads the position from the artifact, and nothing is lost.`);
    }
  }

  /**
   * A copy of the position that eviction does not reach: once a run that delivered something outside artifacts, and when no
   * artifact of this stream would stay listed.
   */
  async #secondCopy(): Promise<void> {
    if (this.#last === undefined || this.#last.inArtifact) return;
    if (this.#parts.artifacts?.arePositions !== true) return;
    try {
      const { checkpoint } = this.#last;
      await this.#upload(this.#positionOnly(checkpoint), checkpoint);
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the position is only in ${this.#parts.store?.name}, and nothing is lost.`);
    }
  }

  async #upload(content: FolderContent, next: Checkpoint): Promise<void> {
    const { artifacts } = this.#parts;
    assert(artifacts !== undefined, 'only a run with artifacts uploads one');
    const note = (incident: string) => this.#note(incident);
    const sent = await uploadCommit(content, next, { ...this.#parts, artifacts, note }, this.#signal);
    this.#artifacts.push(sent);
    if (artifacts.arePositions) this.#newest = sent.id;
  }

  async #pack(
    { batch, sink }: Pick<CommitContents, 'batch' | 'sink'>,
    next: Checkpoint,
    { duplicates, delivered }: BatchFacts,
  ): Promise<PackedCommit> {
    const { run, clock, signingKey: key } = this.#parts;
    const position = encodePosition(this.#naming(next), this.#parts);
    const { lines, objects } = await this.#store(batch, next);
    const part = this.#manifests.length + 1;
    const contents = { batch, lines, next, part, position, delivered, duplicates, sink, objects };
    return packCommit(contents, { run, destinations: destinationsOf(this.#parts), now: clock.now(), key });
  }

  /** With the newest artifact that holds a copy. One that is being made cannot name itself. */
  #naming(checkpoint: Checkpoint): Checkpoint {
    return this.#newest === undefined ? checkpoint : { ...checkpoint, artifact: this.#newest };
  }

  #note(incident: string): void {
    if (this.#incidents.includes(sentence(incident))) return;
    this.#incidents.push(sentence(incident));
    this.#parts.log.warning(sentence(incident));
  }
}
