/**
 * Whether the files are what their manifests say: every byte is read once and hashed, nothing is held. What a manifest names is
 * there, has the size and the SHA-256 that stand in it, and nothing follows after it.
 */
import { createHash, type Hash } from 'node:crypto';
import { describeForeign } from '../../model/errors.ts';
import { sha256Of } from '../chain.ts';
import { type Decrypt, NotARecipient } from '../decryption.ts';
import type { Entry, Listing } from '../deliveries/entries.ts';
import {
  type Delivery,
  type FoundDeliveries,
  holdsDeadLetters,
  isReadFrom,
  readAll,
  type StoredFile,
} from '../deliveries/find-deliveries.ts';
import { isEncrypted, readContent } from '../deliveries/read-content.ts';
import type { Fingerprints } from '../lines/fingerprints.ts';
import { IdTally } from '../lines/id-tally.ts';
import { describeDelivery } from './describe.ts';
import type { Finding } from './finding.ts';

export interface FileTotals {
  readonly files: number;
  readonly bytes: number;
  /** Files whose events were not counted, because no identity was given that opens them. */
  readonly encrypted: number;
}

export interface FileChecks {
  readonly findings: readonly Finding[];
  readonly totals: FileTotals;
  /** Deliveries of which some file is not what the manifest says, by the manifest's SHA-256. */
  readonly altered: ReadonlySet<string>;
}

export interface CheckPorts {
  readonly fingerprints: Fingerprints;
  /** `undefined`: events in encrypted files are not counted. */
  readonly decrypt: Decrypt | undefined;
  /** Called now and then with the bytes that were read so far. */
  readonly progress: (bytes: number) => void;
}

export async function checkFiles(found: FoundDeliveries, listing: Listing, ports: CheckPorts): Promise<FileChecks> {
  const checking = new FileChecking(ports);
  for (const { path, why } of listing.unreadable) {
    checking.alter(undefined, `${path} cannot be opened as a zip file (${why})`, DOWNLOAD);
  }
  for (const { path } of found.noManifests)
    checking.alter(undefined, `${path} is not a manifest of this version`, DOWNLOAD);
  for (const delivery of found.deliveries) await checking.checkPlaces(delivery);
  for (const file of found.files) await checking.checkFile(file);
  for (const { path, name } of found.unnamed) {
    if (OBJECT_NAME.test(name)) {
      // A run that ended between an object and its manifest leaves one, and nobody can or should take it out of an archive.
      checking.findings.push({
        question: 'unaltered',
        verdict: 'note',
        what: `${path} is named by no manifest`,
        advice:
          'Most likely a run ended before it wrote its manifest, and a later one archived the same events again. merge leaves this object out.',
      });
      continue;
    }
    checking.alter(
      undefined,
      `${path} is named by no manifest`,
      'Without its manifest nothing proves what it is: add the manifest, or take the file away.',
    );
  }
  return checking;
}

/** Of an object in an archive: its commit, its part, and the hash of its bytes. */
const OBJECT_NAME = /^[\w.-]+-\d+-[0-9a-f]{64}\.ndjson/;

const DOWNLOAD = 'Download it again from the run or the archive, and compare.';

class FileChecking implements FileChecks {
  readonly findings: Finding[] = [];
  readonly altered = new Set<string>();
  readonly totals = { files: 0, bytes: 0, encrypted: 0 };
  readonly #ports: CheckPorts;

  constructor(ports: CheckPorts) {
    this.#ports = ports;
  }

  alter(delivery: Delivery | undefined, what: string, advice: string): void {
    this.findings.push({ question: 'unaltered', verdict: 'no', what, advice });
    if (delivery !== undefined) this.altered.add(delivery.sha256);
  }

  /** That what a manifest names is next to it, and the position that it names. */
  async checkPlaces(delivery: Delivery): Promise<void> {
    const { manifest, copies } = delivery;
    // Of a sink alone the files were those of the job, and are gone with it.
    const areKept = manifest.destinations.some((place) => place !== 'sink');
    const isComplete = copies.some(({ files }) => files.every(({ entry }) => entry !== undefined));
    for (const { at, files, position } of copies) {
      for (const { facts, entry } of files) {
        if (entry !== undefined || !areKept || isComplete) continue;
        const what = `${facts.name} is missing next to ${at.path} (${describeDelivery(delivery)})`;
        this.alter(delivery, what, DOWNLOAD);
      }
      if (position !== undefined && manifest.position !== null) await this.#checkPosition(delivery, position);
    }
  }

  async #checkPosition(delivery: Delivery, entry: Entry): Promise<void> {
    const bytes = await readAll(entry);
    this.#read(entry.bytes);
    if (bytes !== undefined && sha256Of(bytes) === delivery.manifest.position) return;
    this.alter(delivery, `${entry.path} is not the position that its manifest names`, DOWNLOAD);
  }

  async checkFile({ entry, parts }: StoredFile): Promise<void> {
    this.totals.files += 1;
    const tally = this.#tallyOf({ entry, parts });
    const isClosed = isEncrypted(entry) && (this.#ports.decrypt === undefined || tally === undefined);
    if (isClosed) this.totals.encrypted += 1;
    const isPlain = tally !== undefined && !/\.(?:gz|zst|age)$/.test(entry.name);
    const hashes = new PartHashes(parts.map(({ facts }) => facts.bytes));
    try {
      for await (const piece of entry.read()) {
        hashes.take(piece);
        if (isPlain) tally.take(piece);
        await this.#ports.fingerprints.settle();
        this.#read(piece.length);
      }
    } catch (error) {
      for (const { delivery } of parts)
        this.alter(delivery, `${entry.path} cannot be read to its end (${describeForeign(error)})`, DOWNLOAD);
      return;
    }
    const isComplete = this.#compare({ entry, parts }, hashes);
    if (isComplete && tally !== undefined && !isPlain && !isClosed) await this.#countPacked({ entry, parts }, tally);
  }

  #compare({ entry, parts }: StoredFile, hashes: PartHashes): boolean {
    let isComplete = true;
    for (const [index, { delivery, facts }] of parts.entries()) {
      const { bytes, sha256 } = hashes.part(index);
      if (bytes === facts.bytes && sha256 === facts.sha256) continue;
      isComplete = false;
      const why =
        bytes === facts.bytes
          ? `its SHA-256 is ${sha256}, and the manifest says ${facts.sha256}`
          : `it has ${bytes} bytes, and the manifest says ${facts.bytes}`;
      this.alter(delivery, `${entry.path} is altered: ${why} (${describeDelivery(delivery)})`, DOWNLOAD);
    }
    if (hashes.surplus === 0) return isComplete;
    const last = parts.at(-1)?.delivery;
    this.alter(last, `${entry.path} is altered: ${hashes.surplus} bytes follow that no manifest names`, DOWNLOAD);
    return false;
  }

  /** Where the events of a file have not been counted in another place. */
  #tallyOf({ entry, parts }: StoredFile): IdTally | undefined {
    const [first] = parts;
    if (first === undefined || holdsDeadLetters(first.facts.name)) return undefined;
    if (!parts.every(({ delivery }) => isReadFrom(delivery, entry))) return undefined;
    return new IdTally(this.#ports.fingerprints, first.delivery.manifest);
  }

  /** A second reading: it is a tenth of the events, and what cannot be unpacked must not end the hashing. */
  async #countPacked({ entry, parts }: StoredFile, tally: IdTally): Promise<void> {
    try {
      for await (const piece of readContent(entry, this.#ports.decrypt)) {
        tally.take(piece);
        await this.#ports.fingerprints.settle();
        this.#ports.progress(this.totals.bytes);
      }
    } catch (error) {
      if (error instanceof NotARecipient) return this.#leaveClosed(entry);
      const why = `${entry.path} has the SHA-256 of its manifest and cannot be unpacked to its end`;
      for (const { delivery } of parts)
        this.alter(delivery, `${why} (${describeForeign(error)})`, 'No release writes such a file.');
    }
  }

  #leaveClosed({ path }: Entry): void {
    this.totals.encrypted += 1;
    this.findings.push({
      question: 'unaltered',
      verdict: 'note',
      what: `no identity of --identity opens ${path}; it is unaltered, and the events in it are not compared`,
      advice: 'Its manifest names its recipients (encryptedTo): give an identity of one of them as well.',
    });
  }

  #read(bytes: number): void {
    this.totals.bytes += bytes;
    this.#ports.progress(this.totals.bytes);
  }
}

/** The SHA-256 of each part of a file whose parts lie one after the other. */
class PartHashes {
  readonly #sizes: readonly number[];
  readonly #done: { readonly bytes: number; readonly sha256: string }[] = [];
  #hash: Hash = createHash('sha256');
  #bytes = 0;
  /** Bytes after the last part. */
  surplus = 0;

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    this.#closeFull();
  }

  take(piece: Buffer): void {
    let rest = piece;
    while (rest.length > 0) {
      const size = this.#sizes[this.#done.length];
      if (size === undefined) {
        this.surplus += rest.length;
        return;
      }
      const own = rest.subarray(0, size - this.#bytes);
      this.#hash.update(own);
      this.#bytes += own.length;
      rest = rest.subarray(own.length);
      this.#closeFull();
    }
  }

  /** Once the file is at its end. */
  part(index: number): { readonly bytes: number; readonly sha256: string } {
    if (this.#done[index] === undefined) this.#close();
    return this.#done[index] ?? { bytes: 0, sha256: '' };
  }

  #closeFull(): void {
    while (this.#bytes === this.#sizes[this.#done.length]) this.#close();
  }

  #close(): void {
    this.#done.push({ bytes: this.#bytes, sha256: this.#hash.digest('hex') });
    this.#hash = createHash('sha256');
    this.#bytes = 0;
  }
}
