/**
 * The files that make up a delivery, in one folder: `events.ndjson` and `dead-letters.ndjson` where there are such lines,
 * with `.gz` or `.zst` behind when they are compressed, `checkpoint.json` where they make a position true, and `manifest.json`
 * over them, written last: where a manifest is, all that it names is there too.
 */
import { join } from 'node:path';
import { type PullFacts, type RunFacts, renderManifest, type Window } from '../evidence/manifest.ts';
import type { Batch } from '../model/batch.ts';
import type { Checkpoint, Gap } from '../model/checkpoint.ts';
import { DeliveryError, describeForeign } from '../model/errors.ts';
import type { SinkCounts } from '../model/sink-counts.ts';
import type { Files } from '../runtime/files.ts';
import { type BatchLines, SUFFIXES } from './batch-lines.ts';
import { describeBytes, LineFile, sha256Of } from './line-file.ts';
import { addCounts } from './sink-delivery.ts';

export const EVENTS_FILE = 'events.ndjson';
export const DEAD_LETTERS_FILE = 'dead-letters.ndjson';
export const MANIFEST_FILE = 'manifest.json';
export const CHECKPOINT_FILE = 'checkpoint.json';

/** What one commit delivers. */
export interface CommitContent {
  readonly batch: Batch;
  /** The batch as the lines of its files, compressed as the names of these say. */
  readonly lines: BatchLines;
  /** `run.attempt.token`. */
  readonly commitId: string;
  /** The position that this delivery makes true; `undefined` for a pull, which has none. */
  readonly position: { readonly generation: number; readonly checkpoint: Uint8Array } | undefined;
  /** What was asked for, of a pull. */
  readonly pull?: PullFacts | undefined;
  readonly duplicates: number;
  readonly gaps: readonly Gap[];
  /** What the sink made of the batch; `undefined` without one. */
  readonly sink?: SinkCounts | undefined;
}

export interface FolderSettings {
  /** Absolute. None of the files may be in it yet, but for `checkpoint.json`, which is replaced. */
  readonly folder: string;
  readonly files: Files;
  readonly run: RunFacts;
  /** SHA-256 of the manifest before this one's. */
  readonly previousSha256: string | undefined;
}

/** One or more commits in a folder; the manifest always tells of all of them. */
export class DeliveredFiles {
  readonly #settings: FolderSettings;
  readonly #events: LineFile;
  readonly #deadLetters: LineFile;
  readonly #counts = { events: 0, deadLetters: 0, duplicates: 0 };
  #sink: SinkCounts | undefined;
  #window: Window | undefined;
  #manifestSha256: string | undefined;
  #hasPosition = false;
  #broken: DeliveryError | undefined;

  constructor(settings: FolderSettings) {
    this.#settings = settings;
    const { folder, files, run } = settings;
    const suffix = SUFFIXES[run.compression];
    this.#events = new LineFile(folder, EVENTS_FILE + suffix, files);
    this.#deadLetters = new LineFile(folder, DEAD_LETTERS_FILE + suffix, files);
  }

  /** Absolute paths of the files with events or dead letters. */
  get eventPaths(): readonly string[] {
    return [this.#events, this.#deadLetters].filter(({ isEmpty }) => !isEmpty).map(({ path }) => path);
  }

  /** Absolute paths of all files, once something was added. */
  get paths(): readonly string[] {
    const { folder } = this.#settings;
    const names = this.#hasPosition ? [CHECKPOINT_FILE, MANIFEST_FILE] : [MANIFEST_FILE];
    return [...this.eventPaths, ...names.map((name) => join(folder, name))];
  }

  /** SHA-256 of the manifest as it is now; `undefined` before the first commit. */
  get manifestSha256(): string | undefined {
    return this.#manifestSha256;
  }

  /** Resolves once everything is on the disk. Rejects with `DeliveryError`, from then on always: a half is in the files. */
  async add(content: CommitContent): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const { folder, files } = this.#settings;
    const { events, deadLetters } = content.lines;
    try {
      await this.#events.append(events);
      await this.#deadLetters.append(deadLetters);
      if (content.position !== undefined) {
        await files.replace(join(folder, CHECKPOINT_FILE), content.position.checkpoint);
        this.#hasPosition = true;
      }
      this.#count(content);
      const manifest = this.#renderManifest(content);
      await files.replace(join(folder, MANIFEST_FILE), manifest);
      this.#manifestSha256 = sha256Of(manifest);
    } catch (error) {
      this.#broken = notWritten(error);
      throw this.#broken;
    }
  }

  #count({ batch, duplicates, sink }: CommitContent): void {
    if (sink !== undefined) this.#sink = this.#sink === undefined ? sink : addCounts(this.#sink, sink);
    this.#counts.events += batch.events.length;
    this.#counts.deadLetters += batch.deadLetters.length;
    this.#counts.duplicates += duplicates;
    const [first, last] = [batch.events[0], batch.events.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#window = {
      from: Math.min(this.#window?.from ?? first.ts, first.ts),
      to: Math.max(this.#window?.to ?? last.ts, last.ts),
    };
  }

  #renderManifest({ commitId, position, pull, gaps }: CommitContent): string {
    const lineFiles = [this.#events, this.#deadLetters].filter(({ isEmpty }) => !isEmpty);
    const counts: Checkpoint['counters'] = this.#counts;
    return renderManifest({
      ...this.#settings.run,
      commitId,
      generation: position?.generation,
      pull,
      window: this.#window,
      counts,
      sink: this.#sink,
      files: [
        ...lineFiles.map(({ facts }) => facts),
        ...(position === undefined ? [] : [describeBytes(CHECKPOINT_FILE, position.checkpoint)]),
      ],
      gaps,
      previousSha256: this.#settings.previousSha256,
    });
  }
}

/** A failure of the disk, in our words. */
export function notWritten(error: unknown): DeliveryError {
  return new DeliveryError(`the events could not be written to the disk (${describeForeign(error)})`, {
    hint: 'See that `output-dir` and the temporary folder of the runner can be written to and have room; docs/troubleshooting.md#delivery.',
    cause: error,
  });
}
