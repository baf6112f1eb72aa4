/**
 * Delivers, then commits: the sink first, whose word for every event is waited for; then the files; then the artifact, whose
 * one finalize is delivery and commit at once because it carries the position; else the files are the delivery and the
 * position is committed where positions are kept. A commit that the store cannot show again goes into an artifact of its
 * own, and when that fails too, the run is red.
 */
import { describeCheckpoint, renderArtifactName } from '../checkpoint/artifact-name.ts';
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import type { CheckpointStore } from '../checkpoint/store.ts';
import { encodeBatch } from '../delivery/batch-lines.ts';
import type { ArtifactPorts } from '../delivery/commit-artifact.ts';
import {
  CHECKPOINT_FILE,
  DEAD_LETTERS_FILE,
  type DeliveryFolder,
  type Document,
  type FolderContent,
} from '../delivery/delivery-folder.ts';
import type { Sink } from '../delivery/http/sink.ts';
import { encodeLines, type TakeLines } from '../delivery/line-file.ts';
import { openOutputDirectory } from '../delivery/output-directory.ts';
import { type PackedCommit, packCommit } from '../delivery/pack-commit.ts';
import { sendArtifact } from '../delivery/send-artifact.ts';
import { countReasons, SinkDelivery } from '../delivery/sink-delivery.ts';
import { type StagedCommit, stageCommit } from '../delivery/staged-commit.ts';
import { type Destination, MANIFEST_FILE, type RunFacts } from '../evidence/manifest.ts';
import type { Render } from '../format/render.ts';
import { assert } from '../model/assert.ts';
import type { Batch } from '../model/batch.ts';
import { followWith } from '../model/chain.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CollectError, sentence } from '../model/errors.ts';
import type { AuditEvent } from '../model/event.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import type { Log } from '../runtime/log.ts';
import type { BatchFacts, Delivery, DeliveryResult } from './delivery.ts';

export interface DeliveryParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: RunFacts;
  readonly outputDir: string;
  /** Absolute, of this run only: where the files of an artifact are put together. */
  readonly stagingDir: string;
  /** An event as a line of `events.ndjson`. */
  readonly render: Render;
  readonly store: CheckpointStore;
  /** Old entries of the store; called once, after the last commit. */
  readonly prune: (() => Promise<unknown>) | undefined;
  /** The artifacts of this run, and whether later runs look for positions there; `undefined` where there are none. */
  readonly artifacts:
    | {
        readonly client: ArtifactPorts['artifacts'];
        readonly prefix: string;
        readonly holdEvents: boolean;
        readonly arePositions: boolean;
      }
    | undefined;
  /** Where events go before anything else; `undefined`: nowhere. */
  readonly sink?: Sink | undefined;
  /** Where they go as lines before they go into files, never compressed; `undefined`: nowhere. */
  readonly takeLines?: TakeLines | undefined;
}

/** Ids in the checkpoint of an artifact: 1 MB of them. What is left out costs duplicates if every other copy is lost. */
const ARTIFACT_SEEN_BYTES_MAX = 1_000_000;
/**
 * Events after which the fast copy of the position is saved even in the middle of a run: half of the ids that one artifact
 * carries, so that after a kill the newest cache entry and the newest artifacts together still know every id.
 */
const EVENTS_BETWEEN_COPIES = 20_000;

export async function openDelivery(parts: DeliveryParts): Promise<Delivery> {
  const output = await openOutputDirectory({ dir: parts.outputDir, files: parts.files });
  return new FilesAndArtifacts(parts, output);
}

class FilesAndArtifacts implements Delivery {
  readonly #parts: DeliveryParts;
  readonly #output: DeliveryFolder;
  readonly #artifacts: DeliveryResult['artifacts'][number][] = [];
  readonly #incidents: string[] = [];
  /** What is durable is finished even when the run is told to stop; the runner kills it if that takes too long. */
  readonly #signal = new AbortController().signal;
  /** Of this run, oldest first. */
  readonly #manifests: (Document & { readonly sha256: string })[] = [];
  /** Committed by an artifact, not yet copied to the store. */
  #uncopied: { readonly checkpoint: Checkpoint; readonly events: number } | undefined;
  #last: { readonly checkpoint: Checkpoint; readonly inArtifact: boolean } | undefined;
  readonly #sink: SinkDelivery | undefined;
  #delivered = 0;

  constructor(parts: DeliveryParts, output: DeliveryFolder) {
    this.#parts = parts;
    this.#output = output;
    this.#sink = parts.sink === undefined ? undefined : new SinkDelivery(parts.sink);
  }

  get result(): DeliveryResult {
    return {
      manifests: this.#manifests.map(({ sha256 }, index) => ({
        name: index === this.#manifests.length - 1 ? MANIFEST_FILE : earlierManifest(index),
        sha256,
      })),
      files: this.#output.linePaths,
      artifacts: this.#artifacts,
      incidents: this.#incidents,
      sink: this.#sink?.totals,
    };
  }

  async offer(events: readonly AuditEvent[]): Promise<void> {
    await this.#sink?.offer(events, this.#signal);
  }

  async commit(read: Batch, next: Checkpoint, facts: BatchFacts): Promise<Checkpoint> {
    const { batch, sink } = await this.#toSink(read);
    const packed = await this.#pack({ batch, sink }, next, facts);
    await this.#parts.takeLines?.(encodeLines(batch.events.values().map(this.#parts.render)));
    await this.#output.add(contentOf(packed, this.#manifests));
    // From here on the position knows the manifest; the copy next to the events was made before it.
    const position = packed.manifest === undefined ? next : followWith(next, packed.manifest.head);
    await this.#deliver(packed, batch, position);
    if (packed.manifest !== undefined) {
      const { document, head } = packed.manifest;
      this.#manifests.push({ ...document, sha256: head.sha256 });
    }
    return position;
  }

  async #deliver(packed: PackedCommit, batch: Batch, position: Checkpoint): Promise<void> {
    const lines = batch.events.length + batch.deadLetters.length;
    this.#delivered += lines;
    const { artifacts } = this.#parts;
    if (lines === 0 || artifacts === undefined) return this.#commitPosition(position);
    if (!artifacts.holdEvents) {
      // What neither sink nor reader could use is nowhere else, and nobody would be told of it twice.
      if (batch.deadLetters.length === 0 || !artifacts.arePositions) return this.#commitPosition(position);
      const deadLetters = packed.lines.filter(({ name }) => name.startsWith(DEAD_LETTERS_FILE));
      await this.#upload(contentOf({ ...packed, lines: deadLetters }), position);
    } else {
      await this.#upload(contentOf(packed), position);
      if (!artifacts.arePositions) return this.#commitPosition(position);
    }
    // The artifact holds the position as well: it is committed, and must not be sent again under the same name.
    this.#last = { checkpoint: position, inArtifact: true };
    this.#uncopied = { checkpoint: position, events: (this.#uncopied?.events ?? 0) + batch.events.length };
    if (this.#uncopied.events >= EVENTS_BETWEEN_COPIES) await this.#copyPosition();
  }

  async finish(): Promise<void> {
    await this.#copyPosition();
    await this.#secondCopy();
    await this.#parts.prune?.();
  }

  /** The batch with what the sink could not take among its dead letters as well. */
  async #toSink(batch: Batch): Promise<{ readonly batch: Batch; readonly sink: SinkCounts | undefined }> {
    if (this.#sink === undefined) return { batch, sink: undefined };
    const setAside = await this.#sink.settle(batch.events, this.#signal);
    const { name } = this.#sink.totals;
    const sink = { name, acknowledged: batch.events.length - setAside.length, setAside: countReasons(setAside) };
    if (batch.events.length > 0) this.#parts.log.info(`${sink.acknowledged} events acknowledged by ${name}.`);
    if (setAside.length === 0) return { batch, sink };
    const reasons = Object.entries(sink.setAside).flatMap(([reason, count]) =>
      count > 0 ? [`${count} ${reason}`] : [],
    );
    this.#note(`${setAside.length} events were set aside, because ${name} does not take them (${reasons.join(', ')}).`);
    const deadLetters = [...batch.deadLetters, ...setAside.map(({ event }) => event)];
    return { batch: { events: batch.events, deadLetters }, sink };
  }

  /** Verified in the store, or in an artifact of its own, or red. */
  async #commitPosition(next: Checkpoint): Promise<void> {
    const { store, artifacts, log } = this.#parts;
    try {
      await store.commit(next, this.#signal);
      this.#uncopied = undefined;
      this.#last = { checkpoint: next, inArtifact: false };
    } catch (error) {
      if (!(error instanceof CollectError) || artifacts?.arePositions !== true) throw error;
      this.#note(`${error.message}; the position was saved in an artifact instead, at no cost.`);
      await this.#upload(positionAlone(next), next);
      // A copy of an earlier position would now be older than what the artifact holds.
      this.#uncopied = undefined;
      this.#last = { checkpoint: next, inArtifact: true };
      log.info('Position saved in an artifact of its own.');
    }
  }

  /** The artifact made it durable; the copy in the store is what the next run reads first, and may fail. */
  async #copyPosition(): Promise<void> {
    if (this.#uncopied === undefined) return;
    try {
      await this.#parts.store.commit(this.#uncopied.checkpoint, this.#signal);
      this.#uncopied = undefined;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the next run takes the position from the artifact, at no cost.`);
    }
  }

  /** Once a run that delivered something outside artifacts: a copy of the position that eviction does not reach. */
  async #secondCopy(): Promise<void> {
    if (this.#delivered === 0 || this.#last === undefined || this.#last.inArtifact) return;
    if (this.#parts.artifacts?.arePositions !== true || this.#parts.artifacts.holdEvents) return;
    try {
      const { checkpoint } = this.#last;
      const manifests = this.#manifests.map(({ content }, index) => ({ name: earlierManifest(index), content }));
      const { documents } = positionAlone(checkpoint);
      await this.#upload({ lines: [], documents: () => [...manifests, ...documents([])] }, checkpoint);
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the position is in ${this.#parts.store.name} only, at no cost.`);
    }
  }

  async #upload(content: FolderContent, next: Checkpoint): Promise<void> {
    const { files, stagingDir } = this.#parts;
    const staged = await stageCommit(content, { dir: stagingDir, files, commitId: next.commits[0]?.id ?? '' });
    await this.#send(staged, next).finally(() => staged.discard());
  }

  async #send(staged: StagedCommit, next: Checkpoint): Promise<void> {
    const { artifacts, clock, log } = this.#parts;
    assert(artifacts !== undefined, 'only a run with artifacts uploads one');
    const described = describeCheckpoint(next);
    const nameOf = (attempt: number) => renderArtifactName(artifacts.prefix, described, attempt);
    const note = (incident: string) => this.#note(incident);
    const sent = await sendArtifact(staged, { artifacts: artifacts.client, clock, nameOf, note }, this.#signal);
    this.#artifacts.push(sent);
    log.info(`Artifact ${sent.name} uploaded, ${sent.sizeBytes} bytes.`);
  }

  async #pack(
    { batch, sink }: { readonly batch: Batch; readonly sink: SinkCounts | undefined },
    next: Checkpoint,
    { duplicates, delivered }: BatchFacts,
  ): Promise<PackedCommit> {
    const { render, run, clock } = this.#parts;
    const position = encodePosition(next);
    const lines = await encodeBatch(batch, render, run.compression);
    const contents = { batch, lines, next, position, delivered, duplicates, sink };
    return packCommit(contents, { run, destinations: destinationsOf(this.#parts), now: clock.now() });
  }

  #note(incident: string): void {
    this.#incidents.push(sentence(incident));
    this.#parts.log.warning(sentence(incident));
  }
}

function destinationsOf({ artifacts, sink }: DeliveryParts): readonly Destination[] {
  const places: Destination[] = [];
  if (artifacts?.holdEvents === true) places.push('artifact');
  if (sink !== undefined) places.push('sink');
  return places.length === 0 ? ['files'] : places;
}

function encodePosition(checkpoint: Checkpoint): Uint8Array {
  return encodeCheckpoint(checkpoint, { seenBytesMax: ARTIFACT_SEEN_BYTES_MAX });
}

/** With the manifests of commits before it in the same folder, which keep a name of their own. */
function contentOf(packed: PackedCommit, earlier: readonly Document[] = []): FolderContent {
  const { lines, checkpoint, manifest } = packed;
  const last = earlier.at(-1);
  const kept = last === undefined ? [] : [{ name: earlierManifest(earlier.length - 1), content: last.content }];
  const documents = manifest === undefined ? [checkpoint] : [...kept, checkpoint, manifest.document];
  return { lines, documents: () => documents };
}

/** `manifest-1.json` is that of the first commit of a run; its position is not the `checkpoint.json` next to it. */
function earlierManifest(index: number): string {
  return `manifest-${index + 1}.json`;
}

function positionAlone(checkpoint: Checkpoint): FolderContent {
  const document = { name: CHECKPOINT_FILE, content: encodePosition(checkpoint) };
  return { lines: [], documents: () => [document] };
}
