/** What becomes of a batch at the sink: acknowledged event by event, the rest with the reason among the dead letters as well. */
import { countReasons, describeReasons, type SinkDelivery } from '../delivery/sink-delivery.ts';
import type { Batch } from '../model/batch.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import type { Log } from '../runtime/log.ts';

export interface Settled {
  readonly batch: Batch;
  /** `undefined` without a sink. */
  readonly sink: SinkCounts | undefined;
}

export interface Settling {
  readonly log: Log;
  /** Reports an incident. */
  note(incident: string): void;
}

/** Rejects like the sink; nothing of the batch counts before it resolves. */
export async function settleBatch(
  delivery: SinkDelivery | undefined,
  batch: Batch,
  { log, note }: Settling,
  signal: AbortSignal,
): Promise<Settled> {
  if (delivery === undefined) return { batch, sink: undefined };
  const notAccepted = await delivery.settle(batch.events, signal);
  const { name } = delivery.totals;
  const sink = { name, acknowledged: batch.events.length - notAccepted.length, notAccepted: countReasons(notAccepted) };
  if (batch.events.length > 0) log.info(`${sink.acknowledged} events acknowledged by ${name}.`);
  if (notAccepted.length === 0) return { batch, sink };
  note(`${notAccepted.length} events were not accepted by the sink ${name} (${describeReasons(notAccepted)}).`);
  const deadLetters = [...batch.deadLetters, ...notAccepted.map(({ event }) => event)];
  return { batch: { events: batch.events, deadLetters }, sink };
}
