/**
 * The lines of events of deliveries, each with the delivery that it belongs to: once, however many copies there are, in no
 * order. Nothing but the lines at hand is held.
 */

import { describeForeign, InputError } from '../../model/errors.ts';
import { onOneLine } from '../../model/one-line.ts';
import { type Decrypt, NotARecipient } from '../decryption.ts';
import { lineBatches } from '../lines/line-batches.ts';
import {
  type Delivery,
  type FoundDeliveries,
  holdsDeadLetters,
  isReadFrom,
  type StoredFile,
} from './find-deliveries.ts';
import { isEncrypted, readContent } from './read-content.ts';

export interface EventLines {
  readonly delivery: Delivery;
  readonly lines: readonly string[];
}

/** Rejects with `InputError` where a file cannot be read. `decrypt`: of those that are encrypted. */
export async function* readEvents(found: FoundDeliveries, decrypt: Decrypt | undefined): AsyncGenerator<EventLines> {
  for (const file of found.files) {
    if (file.parts.some(({ facts }) => holdsDeadLetters(facts.name))) continue;
    const isWanted = file.parts.map(({ delivery }) => isReadFrom(delivery, file.entry));
    if (!isWanted.some((each) => each)) continue;
    try {
      yield* linesOfParts(file, { isWanted, decrypt });
    } catch (error) {
      throw error instanceof NotARecipient ? notOpened(file) : unreadable(file, error);
    }
  }
}

function notOpened({ entry, parts }: StoredFile): InputError {
  const recipients = parts[0]?.delivery.manifest.encryptedTo ?? [];
  return new InputError(`no identity of --identity opens ${onOneLine(entry.path)}`, {
    hint: `It is encrypted to ${onOneLine(recipients.join(', '))}: give an identity of one of them with a further --identity. \`age-keygen -y FILE\` prints the recipient of an identity; see docs/evidence.md#encryption.`,
  });
}

function unreadable({ entry }: StoredFile, error: unknown): InputError {
  return new InputError(`the file ${onOneLine(entry.path)} cannot be read to its end (${describeForeign(error)})`, {
    hint: 'Run `collect-audit-log verify` on the same paths: it names what is altered. Download the file again from its run or the archive.',
    cause: error,
  });
}

export function encryptedFiles({ files }: FoundDeliveries): readonly StoredFile[] {
  return files.filter(
    ({ entry, parts }) => isEncrypted(entry) && !parts.some(({ facts }) => holdsDeadLetters(facts.name)),
  );
}

/** One part after the other has as many lines as its manifest says. */
async function* linesOfParts(
  { entry, parts }: StoredFile,
  { isWanted, decrypt }: { readonly isWanted: readonly boolean[]; readonly decrypt: Decrypt | undefined },
): AsyncGenerator<EventLines> {
  let part = 0;
  let left = parts[0]?.facts.events ?? 0;
  for await (const batch of lineBatches(readContent(entry, decrypt))) {
    for (let at = 0; at < batch.length; ) {
      while (left === 0 && part < parts.length - 1) {
        part += 1;
        left = parts[part]?.facts.events ?? 0;
      }
      const delivery = parts[part]?.delivery;
      // With `--force` there can be more lines than the manifests list: they go with the last one.
      const count = left === 0 ? batch.length - at : Math.min(left, batch.length - at);
      if (delivery !== undefined && isWanted[part] === true) yield { delivery, lines: batch.slice(at, at + count) };
      at += count;
      left = Math.max(0, left - count);
    }
  }
}
