/**
 * Whether the files are what their manifests say: every byte is read once and hashed, nothing is held. What a manifest names is
 * there, has the size and the SHA-256 that stand in it, and nothing follows after it.
 */
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
import { LineCount, type LineTally } from '../lines/line-count.ts';
import { describeDelivery } from './describe.ts';
import { type Finding, type FindingKind, finding } from './finding.ts';
import { PartHashes } from './part-hashes.ts';

export interface FileTotals {
  readonly files: number;
  readonly bytes: number;
  /** Files whose events were not counted, because no identity was given that opens them. */
  readonly encrypted: number;
}

export interface FileChecks {
  readonly findings: readonly Finding[];
  readonly totals: FileTotals;
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
    checking.find('zip-unreadable', `${path} cannot be opened as a zip file (${why})`);
  }
  for (const { path } of found.noManifests) {
    checking.find('manifest-unreadable', `${path} is not a manifest of this version`);
  }
  for (const delivery of found.deliveries) await checking.checkPlaces(delivery);
  for (const file of found.files) await checking.checkFile(file);
  for (const { path } of found.unnamed) {
    const isObject = OBJECT_PATH.test(path.replaceAll('\\', '/'));
    checking.find(isObject ? 'object-not-named' : 'file-not-named', `${path} is named by no manifest`);
  }
  return checking;
}

const PARTITIONS = String.raw`host=[\w.-]+/target=[\w.-]+`;
const OBJECT_NAME = String.raw`[\w.-]+-\d+-[0-9a-f]{64}\.ndjson(?:\.gz|\.zst)?(?:\.age)?`;
/** Of an object in the place where an archive keeps it, as archive-layout.ts names it: its commit, its part, and the hash of its bytes. */
const OBJECT_PATH = new RegExp(
  String.raw`(?:^|/)(?:events/${PARTITIONS}/dt=\d{4,6}-\d\d-\d\d|dead-letters/${PARTITIONS})/${OBJECT_NAME}$`,
);

const DOWNLOAD = 'Download it again from the run or the archive, and compare.';

const ADVICE = {
  'zip-unreadable': DOWNLOAD,
  'manifest-unreadable': DOWNLOAD,
  'file-missing': DOWNLOAD,
  'position-altered': DOWNLOAD,
  'file-unreadable': DOWNLOAD,
  'file-altered': DOWNLOAD,
  'file-not-unpacked':
    'No release writes such a file: whoever wrote it wrote its manifest, too. Compare both with a second copy, and check the signature.',
  'file-miscounted':
    'No release writes such a file: whoever wrote it wrote its manifest, too. Compare both with a second copy, and check the signature.',
  'file-not-opened': 'Its manifest names its recipients (encryptedTo): give an identity of one of them as well.',
  'file-not-named': 'Without its manifest nothing proves what it is: add the manifest, or take the file away.',
  // A run that ended between an object and its manifest leaves one, and nobody can or should take it out of an archive.
  'object-not-named':
    'Most likely a run ended before it wrote its manifest, and a later one archived the same events again. merge leaves this object out.',
} as const satisfies Partial<Record<FindingKind, string>>;

class FileChecking implements FileChecks {
  readonly findings: Finding[] = [];
  readonly totals = { files: 0, bytes: 0, encrypted: 0 };
  readonly #ports: CheckPorts;

  constructor(ports: CheckPorts) {
    this.#ports = ports;
  }

  find(kind: keyof typeof ADVICE, what: string): void {
    this.findings.push(finding(kind, what, ADVICE[kind]));
  }

  #findIn({ path }: Entry, kind: keyof typeof ADVICE, what: string): void {
    this.findings.push({ ...finding(kind, what, ADVICE[kind]), unproven: { kind: 'file', path } });
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
        this.find('file-missing', `${facts.name} is missing next to ${at.path} (${describeDelivery(delivery)})`);
      }
      if (position !== undefined && manifest.position !== null) await this.#checkPosition(delivery, position);
    }
  }

  async #checkPosition(delivery: Delivery, entry: Entry): Promise<void> {
    const bytes = await readAll(entry);
    this.#read(entry.bytes);
    if (bytes !== undefined && sha256Of(bytes) === delivery.manifest.position) return;
    this.find('position-altered', `${entry.path} is not the position that its manifest names`);
  }

  async checkFile(file: StoredFile): Promise<void> {
    const { entry, parts } = file;
    this.totals.files += 1;
    const tally = tallyOf(file, this.#ports.fingerprints);
    const isClosed = isEncrypted(entry) && (this.#ports.decrypt === undefined || tally === undefined);
    if (isClosed) this.totals.encrypted += 1;
    const isPlain = !/\.(?:gz|zst|age)$/.test(entry.name);
    const hashes = new PartHashes(parts.map(({ facts }) => facts.bytes));
    try {
      for await (const piece of entry.read()) {
        hashes.take(piece);
        if (isPlain) tally?.take(piece);
        await this.#ports.fingerprints.settle();
        this.#read(piece.length);
      }
    } catch (error) {
      this.#findIn(entry, 'file-unreadable', `${entry.path} cannot be read to its end (${describeForeign(error)})`);
      return;
    }
    if (!this.#compare(file, hashes) || tally === undefined || isClosed) return;
    if (isPlain || (await this.#countPacked(entry, tally))) this.#compareCount(file, tally);
  }

  #compare({ entry, parts }: StoredFile, hashes: PartHashes): boolean {
    let isSame = true;
    for (const [index, { delivery, facts }] of parts.entries()) {
      const { bytes, sha256 } = hashes.part(index);
      if (bytes === facts.bytes && sha256 === facts.sha256) continue;
      isSame = false;
      const why =
        bytes === facts.bytes
          ? `its SHA-256 is ${sha256}, and the manifest says ${facts.sha256}`
          : `it has ${bytes} bytes, and the manifest says ${facts.bytes}`;
      this.#findIn(entry, 'file-altered', `${entry.path} is altered: ${why} (${describeDelivery(delivery)})`);
    }
    if (hashes.surplus === 0) return isSame;
    this.#findIn(
      entry,
      'file-altered',
      `${entry.path} is altered: ${hashes.surplus} bytes follow that no manifest names`,
    );
    return false;
  }

  /** A second reading: it is a tenth of the events, and what cannot be unpacked must not end the hashing. */
  async #countPacked(entry: Entry, tally: LineTally): Promise<boolean> {
    try {
      for await (const piece of readContent(entry, this.#ports.decrypt)) {
        tally.take(piece);
        await this.#ports.fingerprints.settle();
        this.#ports.progress(this.totals.bytes);
      }
      return true;
    } catch (error) {
      if (error instanceof NotARecipient) this.#leaveClosed(entry);
      else {
        const what = `${entry.path} has the SHA-256 of its manifest and cannot be unpacked to its end`;
        this.#findIn(entry, 'file-not-unpacked', `${what} (${describeForeign(error)})`);
      }
      return false;
    }
  }

  #compareCount({ entry, parts }: StoredFile, { lines }: LineTally): void {
    const expected = parts.reduce((sum, { facts }) => sum + facts.events, 0);
    if (lines === expected) return;
    const says = parts.length === 1 ? 'the manifest says' : `its ${parts.length} manifests say`;
    this.#findIn(entry, 'file-miscounted', `${entry.path} has ${renderLines(lines)}, and ${says} ${expected}`);
  }

  #leaveClosed(entry: Entry): void {
    this.totals.encrypted += 1;
    this.#findIn(
      entry,
      'file-not-opened',
      `no identity of --identity opens ${entry.path}; it is unaltered, and the events in it are not compared`,
    );
  }

  #read(bytes: number): void {
    this.totals.bytes += bytes;
    this.#ports.progress(this.totals.bytes);
  }
}

function renderLines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

/** `undefined` where the lines of a file were counted in another place. */
function tallyOf({ entry, parts }: StoredFile, fingerprints: Fingerprints): LineTally | undefined {
  const [first] = parts;
  if (first === undefined || !parts.every(({ delivery }) => isReadFrom(delivery, entry))) return undefined;
  return holdsDeadLetters(first.facts.name) ? new LineCount() : new IdTally(fingerprints, first.delivery.manifest);
}
