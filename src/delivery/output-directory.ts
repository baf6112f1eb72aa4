/**
 * The files of a run in `output-dir`, for later steps of the job; without artifact and sink they are the delivery itself.
 * So what an earlier run left is moved into a folder of its own, never overwritten and never appended to: a file holds one
 * run, and nobody reads the events of yesterday a second time because today was quiet.
 */
import { join } from 'node:path';
import type { Files } from '../runtime/files.ts';
import { DeliveryFolder, notWritten } from './delivery-folder.ts';

export interface OutputSettings {
  /** Absolute; made when it is not there. */
  readonly dir: string;
  readonly files: Files;
}

/** Moves aside what is there; nothing is written before the first commit. Rejects with `DeliveryError`. */
export async function openOutputDirectory({ dir, files }: OutputSettings): Promise<DeliveryFolder> {
  try {
    await moveAside(dir, files);
    return new DeliveryFolder(dir, files);
  } catch (error) {
    throw notWritten(error);
  }
}

/** What a run writes here, whatever its settings. */
const OURS = /^(?:events|dead-letters|manifest|checkpoint|report)[.-]/;

/** Together, so that a manifest stays next to the files that it names; under the first number that is not taken. */
async function moveAside(dir: string, files: Files): Promise<void> {
  const present = (await files.list(dir)).filter((name) => OURS.test(name));
  if (present.length === 0) return;
  let number = 1;
  while (await files.exists(join(dir, `earlier-${number}`))) number += 1;
  for (const name of present) await files.move(join(dir, name), join(dir, `earlier-${number}`, name));
}
