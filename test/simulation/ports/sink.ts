/**
 * A sink that takes events one by one: a batch may arrive whole, in part or not at all, and what the sender hears of it is
 * another matter. Whatever arrived is in safe hands.
 */
import type { Sink } from '../../../src/delivery/http/sink.ts';
import { DeliveryError } from '../../../src/model/errors.ts';
import type { Onlooker } from '../onlooker.ts';
import type { Process } from '../process.ts';

export function simulateSink(process: Process, onlooker: Onlooker): Sink {
  return {
    name: 'simulated',
    // Small ones leave while pages are still being read.
    batch: { events: process.chance.int(1, 30), bytes: 1_000_000 },
    send(events) {
      const verdict = process.strikes('sink-hangs') ? 'hangs' : 'works';
      return process.call('a request to the sink', { ms: process.chance.int(50, 2_000), verdict }, () => {
        if (process.strikes('sink-fails')) throw failed();
        const isPart = process.strikes('sink-takes-part');
        const arrived = isPart ? events.slice(0, process.chance.int(0, events.length)) : events;
        onlooker.delivered(process, { events: arrived.map(({ raw }) => `${raw}\n`).join(''), deadLetters: '' });
        if (isPart || process.strikes('sink-answer-lost')) throw failed();
        return { acknowledged: events.length, notAccepted: [], requests: 1, retries: 0 };
      });
    },
  };
}

function failed(): DeliveryError {
  return new DeliveryError('the sink did not answer', { hint: 'Simulated.' });
}
