/**
 * The port through which a batch leaves: delivered durably first, then the position that follows from it committed and
 * read back. It resolves only when both are certain; until then nothing that was read counts as done.
 */
import type { ArchivedFacts } from '../delivery/archive/archive.ts';
import type { SinkTotals } from '../delivery/sink-delivery.ts';
import type { DeliveredByFeed } from '../evidence/chain.ts';
import type { Batch } from '../model/batch.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import type { AuditEvent } from '../model/event.ts';

export interface Delivery {
  /**
   * Events of a batch to come, in the order of their feed: slow work can begin with them. Resolves at once or when
   * there is room for more; rejects when the delivery has failed already.
   */
  offer?(events: readonly AuditEvent[]): Promise<void>;
  /**
   * Delivers `batch` and makes `next` the position. A batch without events commits the position alone. Resolves with
   * the position as it is saved: `next`, and what it knows of the manifest of this delivery. Rejects with
   * `DeliveryError` or `CheckpointError`; whether the batch arrived is then unknown.
   */
  commit(batch: Batch, next: Checkpoint, facts: BatchFacts): Promise<Checkpoint>;
  /**
   * After the last commit of a run: what is done once (the fast copy of the position, an artifact where `isKept` says
   * that none would show for long that there is a position, pruning).
   */
  finish(before: { readonly isKept: boolean }): Promise<void>;
  readonly result: DeliveryResult;
}

/** What the manifest says next to the batch. */
export interface BatchFacts {
  readonly duplicates: number;
  readonly delivered: DeliveredByFeed;
}

export interface DeliveryResult {
  /** Paths of the files that hold this run's events. */
  readonly files: readonly string[];
  readonly artifacts: readonly { readonly id: number; readonly name: string; readonly sizeBytes: number }[];
  /** Of this run, oldest first; the names are those in `output-dir`. */
  readonly manifests: readonly { readonly name: string; readonly sha256: string }[];
  /** What went wrong without stopping the run, in sentences. */
  readonly incidents: readonly string[];
  /** What the sink of the run has acknowledged; `undefined` without one. */
  readonly sink?: SinkTotals | undefined;
  /** Path of the page of the run; `undefined` without one. */
  readonly page?: string | undefined;
  /** What the archive of the run has stored; `undefined` without one. */
  readonly archive?: ArchivedFacts | undefined;
}
