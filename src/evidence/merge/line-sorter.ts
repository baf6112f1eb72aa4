/**
 * Sorts any number of lines in flat memory: runs that fit are sorted and put on the disk, and merged in the end. The order is
 * total, so that the same lines come out in the same order, whatever the order in which they came.
 */
import type { Scratch } from '../../runtime/scratch.ts';
import { lineBatches } from '../lines/line-batches.ts';

export interface SortedLine {
  readonly ts: number;
  /** What orders events of one millisecond. */
  readonly tie: string;
  /** What two lines of one event have in common; `null`: nothing but the text. */
  readonly identity: string | null;
  /** Number of the delivery, in the order of the chain. */
  readonly delivery: number;
  readonly line: string;
}

/** Characters in memory before a run is put on the disk, one byte or two each. */
const RUN_CHARACTERS = 16_000_000;
/** Each has a piece of its file in memory while it is merged. */
const RUNS_MAX = 48;
const PIECE_CHARACTERS = 256 * 1024;

export class LineSorter {
  readonly #scratch: Scratch;
  #run: SortedLine[] = [];
  #characters = 0;
  #names: string[] = [];
  #made = 0;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Resolves when there is room for more. */
  async add(lines: readonly SortedLine[]): Promise<void> {
    for (const line of lines) {
      this.#run.push(line);
      this.#characters += line.line.length + 200;
    }
    if (this.#characters < RUN_CHARACTERS) return;
    this.#names.push(await this.#write([this.#run.sort(compareLines)]));
    this.#run = [];
    this.#characters = 0;
    if (this.#names.length < RUNS_MAX) return;
    const name = await this.#write(mergeRuns(this.#names.map((each) => this.#read(each))));
    for (const each of this.#names) await this.#scratch.remove(each);
    this.#names = [name];
  }

  /** All of them, once. */
  async *sorted(): AsyncGenerator<readonly SortedLine[]> {
    const inMemory = this.#run.sort(compareLines);
    if (this.#names.length === 0) yield inMemory;
    else yield* mergeRuns([...this.#names.map((name) => this.#read(name)), once(inMemory)]);
  }

  async #write(batches: AsyncIterable<readonly SortedLine[]> | Iterable<readonly SortedLine[]>): Promise<string> {
    this.#made += 1;
    const name = `run-${this.#made}`;
    await this.#scratch.write(name, encode(batches));
    return name;
  }

  async *#read(name: string): AsyncGenerator<readonly SortedLine[]> {
    let head: string | undefined;
    for await (const lines of lineBatches(this.#scratch.read(name))) {
      const batch: SortedLine[] = [];
      for (const line of lines) {
        if (head === undefined) head = line;
        else {
          batch.push({ ...(JSON.parse(head) as Omit<SortedLine, 'line'>), line });
          head = undefined;
        }
      }
      yield batch;
    }
  }
}

async function* once(batch: readonly SortedLine[]): AsyncGenerator<readonly SortedLine[]> {
  yield batch;
}

async function* encode(
  batches: AsyncIterable<readonly SortedLine[]> | Iterable<readonly SortedLine[]>,
): AsyncGenerator<Uint8Array> {
  let piece = '';
  for await (const batch of batches) {
    for (const { line, ...head } of batch) {
      piece += `${JSON.stringify(head)}\n${line}\n`;
      if (piece.length < PIECE_CHARACTERS) continue;
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece !== '') yield Buffer.from(piece);
}

interface Head {
  readonly run: AsyncIterator<readonly SortedLine[]>;
  batch: readonly SortedLine[];
  at: number;
}

const BATCH_LINES = 1000;

async function* mergeRuns(
  runs: readonly AsyncIterator<readonly SortedLine[]>[],
): AsyncGenerator<readonly SortedLine[]> {
  const heads: Head[] = [];
  for (const run of runs) {
    const head: Head = { run, batch: [], at: 0 };
    if (await refill(head)) heads.push(head);
  }
  let out: SortedLine[] = [];
  while (heads.length > 0) {
    const least = leastOf(heads);
    const line = least?.batch[least.at];
    if (least === undefined || line === undefined) break;
    out.push(line);
    least.at += 1;
    if (least.at >= least.batch.length && !(await refill(least))) heads.splice(heads.indexOf(least), 1);
    if (out.length < BATCH_LINES) continue;
    yield out;
    out = [];
  }
  if (out.length > 0) yield out;
}

function leastOf(heads: readonly Head[]): Head | undefined {
  let least = heads[0];
  for (const head of heads) {
    const [a, b] = [head.batch[head.at], least?.batch[least.at]];
    if (a !== undefined && b !== undefined && compareLines(a, b) < 0) least = head;
  }
  return least;
}

async function refill(head: Head): Promise<boolean> {
  for (;;) {
    const next = await head.run.next();
    if (next.done === true) return false;
    if (next.value.length === 0) continue;
    head.batch = next.value;
    head.at = 0;
    return true;
  }
}

/** Lines of one event stand together. */
export function compareLines(a: SortedLine, b: SortedLine): number {
  return (
    a.ts - b.ts ||
    compareText(a.tie, b.tie) ||
    compareText(a.identity ?? a.line, b.identity ?? b.line) ||
    a.delivery - b.delivery ||
    compareText(a.line, b.line)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
