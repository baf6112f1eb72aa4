/** A protocol put to work: events in, batches out one after the other in their order, a receipt for all of them. */
import { assert } from '../../model/assert.ts';
import type { AuditEvent } from '../../model/event.ts';
import { Batcher, prepare } from './batcher.ts';
import type { Protocol } from './preset.ts';
import { BatchSender, type SendDeps } from './send-batch.ts';
import type { Sink, SinkReceipt } from './sink.ts';
import { Tally } from './tally.ts';

export function createHttpSink(protocol: Protocol, deps: SendDeps): Sink {
  const tally = new Tally();
  const batcher = new Batcher(protocol);
  const sender = new BatchSender(protocol, deps, { tally, onTooLarge: (bytes) => batcher.shrink(bytes) });
  const { batchEvents, batchBytes } = protocol.limits;
  let isSending = false;

  async function sendAll(events: readonly AuditEvent[], signal: AbortSignal): Promise<void> {
    const now = deps.clock.now();
    for (const event of events) {
      const prepared = prepare(event, protocol, now);
      if ('reason' in prepared) {
        tally.notAccepted(prepared);
        continue;
      }
      const batch = batcher.add(prepared);
      if (batch !== undefined) await sender.send(batch, signal);
    }
    await sender.send(batcher.take(), signal);
    tally.refuseToGoOn();
  }

  return {
    name: deps.name,
    batch: { events: batchEvents, bytes: batchBytes },
    async send(events, signal): Promise<SinkReceipt> {
      assert(!isSending, 'one batch at a time is on its way to a sink');
      isSending = true;
      try {
        await sendAll(events, signal);
        const receipt = tally.takeReceipt();
        const answeredFor = receipt.acknowledged + receipt.notAccepted.length;
        assert(answeredFor === events.length, 'every event that a sink was given is acknowledged or a dead letter');
        return receipt;
      } finally {
        isSending = false;
      }
    },
  };
}
