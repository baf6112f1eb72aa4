/**
 * Events as lines on a stream that somebody else reads. The run continues only when the stream has accepted what it was
 * given, and a reader that has gone is an error before the position moves, never a silent end.
 */
import type { Writable } from 'node:stream';
import type { Lines, WriteLines } from '../delivery/line-file.ts';
import { DeliveryError } from '../model/errors.ts';

export function createEventStream(stream: Writable): WriteLines {
  // Without a listener a closed pipe would end the process; the write that meets it reports it as well.
  stream.on('error', () => {});
  return async ({ pieces }: Lines) => {
    for (const piece of pieces) await write(stream, piece);
  };
}

function write(stream: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (cause) => {
      if (cause === null || cause === undefined) return resolve();
      reject(
        new DeliveryError('standard output was closed before all events were written', {
          hint: 'The program that reads it ended early. The position did not move, so the next run delivers these events again. Check that program; see docs/terminal.md#pipe-it.',
          cause,
        }),
      );
    });
  });
}
