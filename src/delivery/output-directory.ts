/**
 * The files of a run in `output-dir`, for later steps of the job; without artifact and sink they are the delivery itself.
 * So what an earlier run left is moved aside, never overwritten and never appended to: a file holds one run, and nobody
 * reads the events of yesterday a second time because today was quiet.
 */
import { join } from 'node:path';
import type { RunFacts } from '../evidence/manifest.ts';
import type { Files } from '../runtime/files.ts';
import { SUFFIXES } from './batch-lines.ts';
import {
  type CommitContent,
  DEAD_LETTERS_FILE,
  DeliveredFiles,
  EVENTS_FILE,
  MANIFEST_FILE,
  notWritten,
} from './delivered-files.ts';
import { sha256Of } from './line-file.ts';

export interface OutputDirectory {
  /** Absolute paths of the files that hold this run's events and dead letters. */
  readonly eventPaths: readonly string[];
  /** The same and what tells of them, once something was appended. */
  readonly paths: readonly string[];
  /** Appends one commit; the manifest and the checkpoint are those of all commits so far. Rejects with `DeliveryError`. */
  append(content: CommitContent): Promise<void>;
}

export interface OutputSettings {
  /** Absolute; made when it is not there. */
  readonly dir: string;
  readonly files: Files;
  readonly run: RunFacts;
}

/** Moves aside what is there; nothing is written before the first commit. Rejects with `DeliveryError`. */
export async function openOutputDirectory({ dir, files, run }: OutputSettings): Promise<OutputDirectory> {
  try {
    const earlier = await files.read(join(dir, MANIFEST_FILE));
    await moveAside(dir, files);
    const previousSha256 = earlier === undefined ? undefined : sha256Of(earlier);
    const delivered = new DeliveredFiles({ folder: dir, files, run, previousSha256 });
    return {
      get eventPaths() {
        return delivered.eventPaths;
      },
      get paths() {
        return delivered.paths;
      },
      append: (content) => delivered.add(content),
    };
  } catch (error) {
    throw notWritten(error);
  }
}

/** However the run before this one compressed its files. */
const KEPT_ASIDE = [
  ...Object.values(SUFFIXES).flatMap((suffix) => [EVENTS_FILE + suffix, DEAD_LETTERS_FILE + suffix]),
  MANIFEST_FILE,
];

/** All files of one run get the same number, the first under which none of them is taken. */
async function moveAside(dir: string, files: Files): Promise<void> {
  const present = await existing(KEPT_ASIDE, { dir, files });
  if (present.length === 0) return;
  let number = 1;
  const numbered = () => KEPT_ASIDE.map((name) => asideName(name, number));
  while ((await existing(numbered(), { dir, files })).length > 0) number += 1;
  for (const name of present) await files.move(join(dir, name), join(dir, asideName(name, number)));
}

async function existing(names: readonly string[], { dir, files }: { readonly dir: string; readonly files: Files }) {
  const present: string[] = [];
  for (const name of names) if (await files.exists(join(dir, name))) present.push(name);
  return present;
}

/** `events.ndjson.gz` → `events.2.ndjson.gz`. */
function asideName(name: string, number: number): string {
  return name.replace('.', `.${number}.`);
}
