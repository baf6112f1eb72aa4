/**
 * The copies of the position in artifacts. They show a commit that the cache missed (a run killed in between), survive
 * the eviction of the cache, and where even they have expired their names still show how far deliveries certainly were.
 * Anyone who can start a workflow can upload one, so only those count that are believed; see `belief.ts`.
 */
import { adoptManifest } from '../evidence/chain.ts';
import type { ArtifactRow, Repository } from '../github/repository.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { join } from '../model/claims.ts';
import { CheckpointError, CollectError } from '../model/errors.ts';
import { countSeen } from '../model/seen.ts';
import type { Clock } from '../runtime/clock.ts';
import { isKept } from './artifact-lifetime.ts';
import { Believing, NOT_REQUESTED } from './believing.ts';
import { unzipPosition } from './checkpoint-zip.ts';
import { NewerCheckpointError } from './codec.ts';
import { type Copy, isContained, isOutOfLine, isWorthReading, listCopies, mayHoldNews, newestIn } from './copies.ts';
import type { Copies } from './found-copies.ts';
import type { Origins } from './origins.ts';
import { readPosition } from './read-position.ts';
import * as say from './search-notes.ts';
import { isManifestGood, isOfRepository, refusalOf, type Trust } from './trust.ts';

export interface ArtifactPositions {
  /** `known`: the position that was found elsewhere. */
  load(stream: string, known: Checkpoint | undefined, signal: AbortSignal): Promise<Copies>;
}

export interface ArtifactPorts {
  readonly repository: Pick<Repository, 'listArtifacts' | 'findArtifact' | 'downloadArtifact'>;
  readonly origins: Origins;
  readonly clock: Clock;
  /** With it only signed copies count, and no name does. */
  readonly trust?: Trust | undefined;
}

/** Copies that are joined, and that are tried when some of them cannot be read. */
const [NEWEST, TRIES_MAX] = [3, 10] as const;
/** Expired copies whose runs are queried, so that enough queries are left for their names. */
const EXPIRED_MAX = 30;
const ZIP_BYTES_MAX = 64 * 1024 * 1024;
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;

export function createArtifactPositions(ports: ArtifactPorts): ArtifactPositions {
  return {
    async load(stream, known, signal) {
      try {
        return await new Search(ports, stream, known).run(signal);
      } catch (error) {
        if (error instanceof CollectError) return { kind: 'unknown', reason: error };
        throw error;
      }
    },
  };
}

class Search {
  readonly #ports: ArtifactPorts;
  readonly #stream: string;
  readonly #known: Checkpoint | undefined;
  readonly #believing: Believing;
  readonly #notes: string[] = [];
  readonly #read: { readonly row: ArtifactRow; readonly checkpoint: Checkpoint; readonly leavesOutIds: boolean }[] = [];
  #hidden: CollectError | undefined;
  #mayLackIds = false;
  #expiredEpoch = 0;

  constructor(ports: ArtifactPorts, stream: string, known: Checkpoint | undefined) {
    this.#ports = ports;
    this.#stream = stream;
    this.#known = known;
    this.#believing = new Believing(ports.origins, { isKnown: known !== undefined });
  }

  async run(signal: AbortSignal): Promise<Copies> {
    const wanted = { stream: this.#stream, known: this.#known };
    const { copies, others, isComplete } = await listCopies(this.#ports.repository, wanted, signal);
    await this.#readNewest(copies, signal);
    await this.#lookForExpired(copies, signal);
    const [first, ...further] = this.#read.map(({ checkpoint }) => checkpoint);
    if (first !== undefined) {
      const checkpoint = further.reduce(join, first);
      this.#noteLeftOut();
      const listed = { ...(await this.#listed(copies, checkpoint, signal)), mayLackIds: this.#mayLackIds };
      return { kind: 'found', checkpoint, where: say.renderCount(this.#read.length), ...listed };
    }
    if (this.#known !== undefined) return { kind: 'nothing-new', ...(await this.#listed(copies, this.#known, signal)) };
    if (this.#hidden !== undefined) return { kind: 'unknown', reason: this.#hidden };
    // Whoever can upload an artifact can name it.
    const names = this.#ports.trust === undefined ? await this.#believing.names(copies, signal) : undefined;
    const notes = this.#allNotes;
    if (names !== undefined) return { kind: 'names', ...names, notes };
    const doubt = this.#believing.doubt;
    if (doubt !== undefined) return { kind: 'unknown', reason: doubt };
    return isComplete ? { kind: 'absent', others, notes } : { kind: 'unknown', reason: say.tooManyArtifacts() };
  }

  get #allNotes(): readonly string[] {
    return [...this.#believing.notes, ...this.#notes];
  }

  async #readNewest(copies: readonly Copy[], signal: AbortSignal): Promise<void> {
    let tries = 0;
    for (const copy of copies) {
      if (this.#read.length >= NEWEST || tries >= TRIES_MAX) return;
      if (copy.row.expired || !this.#mayHoldNews(copy)) continue;
      if (this.#believing.isExhausted) {
        this.#noteUnchecked(copy);
        return;
      }
      const isBelieved = await this.#unlessHidden(this.#believing.isBelieved(copy, signal));
      if (isBelieved === undefined) return;
      if (!isBelieved) continue;
      tries += 1;
      await this.#readOne(copy, signal);
    }
  }

  /**
   * Those that were lost with their content, after those that can be read: however many have expired, none of them keeps a run
   * from reading one that has not. Some are enough: the first that is believed says the most, the others are named.
   */
  async #lookForExpired(copies: readonly Copy[], signal: AbortSignal): Promise<void> {
    const against = [this.#known, ...this.#read.map(({ checkpoint }) => checkpoint)].filter(
      (each) => each !== undefined,
    );
    const lost = copies.filter(({ row, name }) => row.expired && against.every((each) => mayHoldNews(name, each)));
    let isNoted = false;
    for (const [index, copy] of lost.entries()) {
      if (this.#believing.isExhausted || index === EXPIRED_MAX) {
        if (!isNoted || this.#believing.notes.length > 0) this.#noteUnchecked(copy);
        return;
      }
      const isBelieved = await this.#unlessHidden(this.#believing.isBelieved(copy, signal));
      if (isBelieved === undefined) return;
      if (!isBelieved || isNoted) continue;
      this.#passOver(copy);
      this.#noteExpired(copy);
      isNoted = true;
    }
  }

  /** A copy that left out ids is filled up by those that went into it. */
  #mayHoldNews(copy: Copy): boolean {
    if (this.#known !== undefined && !isWorthReading(copy, this.#known)) return false;
    const isPartial = this.#read.some(({ leavesOutIds }) => leavesOutIds);
    return isPartial || this.#read.every(({ checkpoint }) => !isContained(copy.name, checkpoint));
  }

  async #readOne({ row, name }: Copy, signal: AbortSignal): Promise<void> {
    try {
      const zip = await this.#ports.repository.downloadArtifact(row.id, ZIP_BYTES_MAX, signal);
      const files = unzipPosition(zip, ENTRY_BYTES_MAX);
      const { trust } = this.#ports;
      const refusal = trust && refusalOf(files, trust);
      const reading = readPosition(files.position, this.#stream, 'a checkpoint artifact');
      if (refusal === undefined && reading.kind === 'unknown') throw reading.reason;
      if (
        refusal !== undefined ||
        reading.kind === 'unknown' ||
        (trust && !isOfRepository(reading.checkpoint, trust))
      ) {
        this.#notes.push(say.notOurs({ row, name }, refusal ?? 'was saved by another repository'));
        return;
      }
      const { leavesOutIds } = reading;
      const isGood = isManifestGood(files, trust);
      const checkpoint = isGood ? adoptManifest(reading.checkpoint, files) : reading.checkpoint;
      this.#read.push({ row, checkpoint, leavesOutIds });
      if (this.#known !== undefined && isOutOfLine(checkpoint, this.#known)) {
        this.#notes.push(say.outOfLine({ row, name }));
      }
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      this.#passOver({ name });
      this.#notes.push(say.unreadableCopy(name, error));
      // What is damaged stays damaged; a failed download, or a newer release's format, hides a position that exists.
      const isDamaged = error instanceof CheckpointError && !(error instanceof NewerCheckpointError);
      if (!isDamaged) this.#hidden ??= error;
    }
  }

  /** What GitHub does not answer about one copy hides that copy; what was read stands. `undefined` then. */
  async #unlessHidden<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof CollectError)) throw error;
      if (this.#hidden === undefined) this.#notes.push(say.uploaderUnknown(error));
      this.#hidden ??= error;
      this.#mayLackIds = true;
      return undefined;
    }
  }

  #passOver({ name }: Pick<Copy, 'name'>): void {
    this.#mayLackIds ||= this.#read.every(({ checkpoint }) => mayHoldNews(name, checkpoint));
  }

  /** It can be ours and hold what this run does not know. */
  #noteUnchecked(copy: Copy): void {
    this.#passOver(copy);
    if (!this.#notes.includes(NOT_REQUESTED)) this.#notes.push(NOT_REQUESTED);
  }

  #noteExpired({ name }: Copy): void {
    if (this.#known === undefined) this.#notes.push(say.expired(name));
    this.#expiredEpoch = Math.max(this.#expiredEpoch, name.epoch);
  }

  /** Events beyond the ids that a copy holds can come again, unless the known position has them. */
  #noteLeftOut(): void {
    const before = this.#known?.counters.events;
    const short = this.#read.find(({ checkpoint, leavesOutIds }) => {
      if (!leavesOutIds) return false;
      const ids = Object.values(checkpoint.feeds).reduce((sum, { seen }) => sum + countSeen(seen), 0);
      return before === undefined || checkpoint.counters.events - before > ids;
    });
    if (short === undefined) return;
    this.#mayLackIds = true;
    this.#notes.push(say.LEFT_OUT);
  }

  async #listed(copies: readonly Copy[], found: Checkpoint, signal: AbortSignal) {
    if (this.#expiredEpoch > found.epoch) this.#notes.push(say.LOST_MOVE);
    // With a key, no name says anything.
    const isNamed = this.#ports.trust === undefined;
    const lacking = isNamed
      ? await this.#unlessHidden(this.#believing.floorsOfLacking(copies, found, signal))
      : undefined;
    this.#hidden ??= lacking?.doubt;
    const artifact = await this.#newestOf(copies, found, signal);
    const rows = copies.map(({ row }) => row);
    const kept = artifact !== null && (await isKept(artifact, { rows, ...this.#ports }, signal));
    return { notes: this.#allNotes, hidden: this.#hidden, floors: lacking?.floors ?? {}, artifact, isKept: kept };
  }

  /** A run that was killed, and one that had nothing to deliver, leave an artifact that their position does not name. */
  async #newestOf(copies: readonly Copy[], found: Checkpoint, signal: AbortSignal): Promise<number | null> {
    const remembered = Math.max(
      found.artifact ?? 0,
      this.#known?.artifact ?? 0,
      ...this.#read.map(({ row }) => row.id),
    );
    const later = newestIn(copies, found, remembered);
    const belief = later === undefined ? undefined : this.#unlessHidden(this.#believing.isBelieved(later, signal));
    if (later !== undefined && (await belief) === true) return later.row.id;
    return remembered === 0 ? null : remembered;
  }
}
