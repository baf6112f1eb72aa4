/**
 * The port through which a batch leaves: delivered durably first, then the position that follows from it committed and
 * read back. It resolves only when both are certain; until then nothing that was read counts as done.
 */
import type { SinkTotals } from '../delivery/sink-delivery.ts';
import type { Batch } from '../model/batch.ts';
import type { Checkpoint, Gap } from '../model/checkpoint.ts';
import type { AuditEvent } from '../model/event.ts';

export interface Delivery {
  /**
   * Events of a batch to come, in the order of their feed: what takes long may begin with them. Resolves at once or when there
   * is room for more; rejects when the delivery has failed already.
   */
  offer?(events: readonly AuditEvent[]): Promise<void>;
  /**
   * Delivers `batch` and makes `next` the position. A batch without events commits the position alone. Rejects with
   * `DeliveryError` or `CheckpointError`; the batch then may or may not have arrived.
   */
  commit(batch: Batch, next: Checkpoint, facts: BatchFacts): Promise<void>;
  /**
   * After the last commit of a run: what may be done once (the fast copy of the position, an artifact where `isKept` says that
   * none would show for long that there is a position, pruning).
   */
  finish(before: { readonly isKept: boolean }): Promise<void>;
  readonly result: DeliveryResult;
}

/** What the manifest tells beside the batch. */
export interface BatchFacts {
  readonly duplicates: number;
  readonly gaps: readonly Gap[];
}

export interface DeliveryResult {
  /** Paths of the files that hold this run's events. */
  readonly files: readonly string[];
  readonly artifacts: readonly { readonly id: number; readonly name: string; readonly sizeBytes: number }[];
  /** What went wrong without stopping the run, in sentences. */
  readonly incidents: readonly string[];
  /** What the sink of the run has acknowledged; `undefined` without one. */
  readonly sink?: SinkTotals | undefined;
}
