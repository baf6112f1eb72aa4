/**
 * Delivers, then commits: the sink first, whose word for every event is waited for; then the files; then the artifact, whose
 * one finalize is delivery and commit at once because it carries the position; else the files are the delivery and the
 * position is committed where positions are kept. A commit that the store cannot show again goes into an artifact of its
 * own, and when that fails too, the run is red.
 */
import { describeCheckpoint, renderArtifactName } from '../checkpoint/artifact-name.ts';
import { encodeCheckpoint } from '../checkpoint/codec.ts';
import { encodeBatch } from '../delivery/batch-lines.ts';
import type { CommitContent } from '../delivery/delivered-files.ts';
import { encodeLines } from '../delivery/line-file.ts';
import { type OutputDirectory, openOutputDirectory } from '../delivery/output-directory.ts';
import { sendArtifact } from '../delivery/send-artifact.ts';
import { countReasons, describeReasons, SinkDelivery } from '../delivery/sink-delivery.ts';
import { type StagedCommit, stageCommit } from '../delivery/staged-commit.ts';
import { assert } from '../model/assert.ts';
import type { Batch } from '../model/batch.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { CollectError, sentence } from '../model/errors.ts';
import type { AuditEvent } from '../model/event.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import type { BatchFacts, Delivery, DeliveryResult } from './delivery.ts';
import type { DeliveryParts } from './delivery-parts.ts';

/** Ids in the checkpoint of an artifact: 1 MB of them. What is left out costs duplicates if every other copy is lost. */
const ARTIFACT_SEEN_BYTES_MAX = 1_000_000;
/**
 * Events after which the fast copy of the position is saved even in the middle of a run: half of the ids that one artifact
 * carries, so that after a kill the newest cache entry and the newest artifacts together still know every id.
 */
const EVENTS_BETWEEN_COPIES = 20_000;

export async function openDelivery(parts: DeliveryParts): Promise<Delivery> {
  const output = await openOutputDirectory({ dir: parts.outputDir, files: parts.files, run: parts.run });
  return new FilesAndArtifacts(parts, output);
}

class FilesAndArtifacts implements Delivery {
  readonly #parts: DeliveryParts;
  readonly #output: OutputDirectory;
  readonly #artifacts: DeliveryResult['artifacts'][number][] = [];
  readonly #incidents: string[] = [];
  /** What is durable is finished even when the run is told to stop; the runner kills it if that takes too long. */
  readonly #signal: AbortSignal;
  #previousManifest: string | undefined;
  /** Committed by an artifact, not yet copied to the store. */
  #uncopied: { readonly checkpoint: Checkpoint; readonly events: number } | undefined;
  #last: { readonly checkpoint: Checkpoint; readonly inArtifact: boolean } | undefined;
  readonly #sink: SinkDelivery | undefined;
  #delivered = 0;
  /** Id of the newest artifact of this run that holds the position. */
  #newest: number | undefined;

  constructor(parts: DeliveryParts, output: OutputDirectory) {
    this.#parts = parts;
    this.#signal = parts.end ?? new AbortController().signal;
    this.#output = output;
    this.#sink = parts.sink === undefined ? undefined : new SinkDelivery(parts.sink);
  }

  get result(): DeliveryResult {
    return {
      files: this.#output.eventPaths,
      artifacts: this.#artifacts,
      incidents: this.#incidents,
      sink: this.#sink?.totals,
    };
  }

  async offer(events: readonly AuditEvent[]): Promise<void> {
    await this.#sink?.offer(events, this.#signal);
  }

  async commit(read: Batch, next: Checkpoint, facts: BatchFacts): Promise<void> {
    const { batch, sink } = await this.#toSink(read);
    const content = { ...(await this.#contentOf(batch, next, facts)), sink };
    const lines = batch.events.length + batch.deadLetters.length;
    await this.#parts.takeLines?.(encodeLines(batch.events.values().map(this.#parts.render)));
    await this.#output.append(content);
    this.#delivered += lines;
    const { artifacts } = this.#parts;
    if (lines === 0 || artifacts === undefined) return this.#commitPosition(next);
    if (!artifacts.holdEvents) {
      // What neither sink nor reader could use is nowhere else, and nobody would be told of it twice.
      if (batch.deadLetters.length === 0 || !artifacts.arePositions) return this.#commitPosition(next);
      const kept = { events: [], deadLetters: batch.deadLetters };
      await this.#upload({ ...(await this.#contentOf(kept, next, facts)), sink }, next);
    } else {
      await this.#upload(content, next);
      if (!artifacts.arePositions) return this.#commitPosition(next);
    }
    // The artifact holds the position as well: it is committed, and must not be sent again under the same name.
    this.#last = { checkpoint: next, inArtifact: true };
    this.#uncopied = { checkpoint: next, events: (this.#uncopied?.events ?? 0) + batch.events.length };
    if (this.#uncopied.events >= EVENTS_BETWEEN_COPIES) await this.#copyPosition();
  }

  async finish({ isKept }: { readonly isKept: boolean }): Promise<void> {
    await this.#copyPosition();
    const { artifacts } = this.#parts;
    const isShown = isKept || this.#artifacts.length > 0;
    if (!isShown || (this.#delivered > 0 && artifacts?.holdEvents !== true)) await this.#secondCopy();
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
    this.#note(
      `${setAside.length} events were set aside, because ${name} does not accept them (${describeReasons(setAside)}).`,
    );
    const deadLetters = [...batch.deadLetters, ...setAside.map(({ event }) => event)];
    return { batch: { events: batch.events, deadLetters }, sink };
  }

  /** Verified in the store, or in an artifact of its own, or red. */
  async #commitPosition(next: Checkpoint): Promise<void> {
    const { store, artifacts, log } = this.#parts;
    try {
      await store.commit(this.#naming(next), this.#signal);
      this.#uncopied = undefined;
      this.#last = { checkpoint: next, inArtifact: false };
    } catch (error) {
      if (!(error instanceof CollectError) || artifacts?.arePositions !== true) throw error;
      this.#note(`${error.message}; the position was saved in an artifact instead, at no cost.`);
      await this.#upload(await this.#contentOf(NO_EVENTS, next, NO_FACTS), next);
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
      await this.#parts.store.commit(this.#naming(this.#uncopied.checkpoint), this.#signal);
      this.#uncopied = undefined;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the next run takes the position from the artifact, at no cost.`);
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
      await this.#upload(await this.#contentOf(NO_EVENTS, checkpoint, NO_FACTS), checkpoint);
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#note(`${error.message}; the position is in ${this.#parts.store.name} only, at no cost.`);
    }
  }

  async #upload(content: CommitContent, next: Checkpoint): Promise<void> {
    const { artifacts, files, stagingDir, run } = this.#parts;
    assert(artifacts !== undefined, 'only a run with artifacts uploads one');
    const staged = await stageCommit(content, { dir: stagingDir, files, run, previousSha256: this.#previousManifest });
    try {
      await this.#send(staged, next);
      this.#previousManifest = staged.manifestSha256;
    } finally {
      // An upload that was given up still reads its files, and the toolkit ends the process when one is gone.
      if (!this.#signal.aborted) await staged.discard();
    }
  }

  async #send(staged: StagedCommit, next: Checkpoint): Promise<void> {
    const { artifacts, clock, log } = this.#parts;
    assert(artifacts !== undefined, 'only a run with artifacts uploads one');
    const described = describeCheckpoint(next);
    const nameOf = (attempt: number) => renderArtifactName(artifacts.prefix, described, attempt);
    const note = (incident: string) => this.#note(incident);
    const sent = await sendArtifact(staged, { artifacts: artifacts.client, clock, nameOf, note }, this.#signal);
    this.#artifacts.push(sent);
    if (artifacts.arePositions) this.#newest = sent.id;
    log.info(`Artifact ${sent.name} uploaded, ${sent.sizeBytes} bytes.`);
  }

  async #contentOf(batch: Batch, next: Checkpoint, { duplicates, gaps }: BatchFacts): Promise<CommitContent> {
    const [commit] = next.commits;
    assert(commit !== undefined, 'a checkpoint that is committed names its commit');
    const checkpoint = encodeCheckpoint(this.#naming(next), { seenBytesMax: ARTIFACT_SEEN_BYTES_MAX });
    const lines = await encodeBatch(batch, this.#parts.render, this.#parts.run.compression);
    const position = { generation: commit.generation, checkpoint };
    return { batch, lines, commitId: commit.id, position, duplicates, gaps };
  }

  /** With the newest artifact that holds a copy. One that is being made cannot name itself. */
  #naming(checkpoint: Checkpoint): Checkpoint {
    return this.#newest === undefined ? checkpoint : { ...checkpoint, artifact: this.#newest };
  }

  #note(incident: string): void {
    this.#incidents.push(sentence(incident));
    this.#parts.log.warning(sentence(incident));
  }
}

const NO_EVENTS: Batch = { events: [], deadLetters: [] };
const NO_FACTS: BatchFacts = { duplicates: 0, gaps: [] };
