/**
 * The lines of events of deliveries, each with the delivery that it belongs to: once, however many copies there are, in no
 * order. Nothing but the lines at hand is held.
 */

import { decompress } from '../lines/decompress.ts';
import { lineBatches } from '../lines/line-batches.ts';
import {
  type Delivery,
  type FoundDeliveries,
  holdsDeadLetters,
  isReadFrom,
  type StoredFile,
} from './find-deliveries.ts';

export interface EventLines {
  readonly delivery: Delivery;
  readonly lines: readonly string[];
}

/** Rejects where a file cannot be read. Files that are encrypted are left out: see `encryptedFiles`. */
export async function* readEvents(found: FoundDeliveries): AsyncGenerator<EventLines> {
  for (const file of found.files) {
    if (isEncrypted(file) || file.parts.some(({ facts }) => holdsDeadLetters(facts.name))) continue;
    const isWanted = file.parts.map(({ delivery }) => isReadFrom(delivery, file.entry));
    if (isWanted.some((each) => each)) yield* linesOfParts(file, isWanted);
  }
}

export function encryptedFiles({ files }: FoundDeliveries): readonly StoredFile[] {
  return files.filter((file) => isEncrypted(file) && !file.parts.some(({ facts }) => holdsDeadLetters(facts.name)));
}

function isEncrypted({ entry }: StoredFile): boolean {
  return entry.name.endsWith('.age');
}

/** One part after the other has as many lines as its manifest says. */
async function* linesOfParts({ entry, parts }: StoredFile, isWanted: readonly boolean[]): AsyncGenerator<EventLines> {
  let part = 0;
  let left = parts[0]?.facts.events ?? 0;
  for await (const batch of lineBatches(decompress(entry.read(), entry.name))) {
    for (let at = 0; at < batch.length; ) {
      while (left === 0 && part < parts.length - 1) {
        part += 1;
        left = parts[part]?.facts.events ?? 0;
      }
      const delivery = parts[part]?.delivery;
      // With `--force` there may be more lines than any manifest tells of: they go with the last one.
      const count = left === 0 ? batch.length - at : Math.min(left, batch.length - at);
      if (delivery !== undefined && isWanted[part] === true) yield { delivery, lines: batch.slice(at, at + count) };
      at += count;
      left = Math.max(0, left - count);
    }
  }
}
