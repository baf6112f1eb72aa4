/**
 * The port through which events leave over HTTP. A sink accounts for every event that it is given: the event is
 * acknowledged, or a dead letter with its reason, or the sending failed. Nothing is ever dropped in silence.
 */
import type { AuditEvent } from '../../model/event.ts';
import type { NotAcceptedReason } from '../../model/sink-counts.ts';

export interface NotAccepted {
  readonly event: AuditEvent;
  readonly reason: NotAcceptedReason;
  /** What the sink named, in words of ours. */
  readonly why?: string;
}

export interface SinkReceipt {
  /** Events that the sink confirmed, including those that it had already. */
  readonly acknowledged: number;
  readonly notAccepted: readonly NotAccepted[];
  /** Requests sent, repeated ones and those for tokens or acknowledgements included. */
  readonly requests: number;
  readonly retries: number;
}

export interface Sink {
  /** The name of its preset. */
  readonly name: string;
  /** What one request holds at most; more than this at once is worth sending. */
  readonly batch: { readonly events: number; readonly bytes: number };
  /**
   * Sends `events` (ascending) in their order; resolves once each is acknowledged or a dead letter. Rejects with
   * `DeliveryError`: then nothing more is sent, and some of them can have arrived.
   */
  send(events: readonly AuditEvent[], signal: AbortSignal): Promise<SinkReceipt>;
}
