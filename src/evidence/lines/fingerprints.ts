/**
 * Counts how often something comes again among any number of things, in flat memory: 64 bits of each are kept, in sorted runs
 * that go to the disk when there are many. It is for counting only: among ten million things, two that are different look
 * equal once in 300,000 countings.
 */
import type { Scratch } from '../../runtime/scratch.ts';

const RUN_LENGTH = 1 << 20;
/** 8 MB each. */
const RUNS_IN_MEMORY_MAX = 6;

export class Fingerprints {
  readonly #scratch: Scratch;
  readonly #runs: BigUint64Array[] = [];
  readonly #spilled: string[] = [];
  #open = new BigUint64Array(RUN_LENGTH);
  #halves = new Uint32Array(this.#open.buffer);
  #size = 0;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Two halves of 32 bits. To be called again only after `settle`, when that is due. */
  add(high: number, low: number): void {
    this.#halves[2 * this.#size] = low;
    this.#halves[2 * this.#size + 1] = high;
    this.#size += 1;
    if (this.#size < RUN_LENGTH) return;
    this.#close();
  }

  /** Makes room; cheap when there is room. */
  async settle(): Promise<void> {
    while (this.#runs.length > RUNS_IN_MEMORY_MAX) {
      const run = this.#runs.shift();
      if (run === undefined) return;
      const name = `fingerprints-${this.#spilled.length}`;
      await this.#scratch.write(name, [new Uint8Array(run.buffer, run.byteOffset, run.byteLength)]);
      this.#spilled.push(name);
    }
  }

  /** How many were there before, and nothing can be added afterwards. */
  async countRepeated(): Promise<number> {
    this.#close();
    const runs = [
      ...this.#runs.map((run) => [halvesOf(run)][Symbol.iterator]()),
      ...this.#spilled.map((name) => halvesIn(this.#scratch.read(name))),
    ];
    return countEqual(runs);
  }

  #close(): void {
    this.#runs.push(this.#open.subarray(0, this.#size).sort());
    this.#open = new BigUint64Array(RUN_LENGTH);
    this.#halves = new Uint32Array(this.#open.buffer);
    this.#size = 0;
  }
}

/** As pairs of halves, the lower one first: numbers are compared many times faster than 64-bit integers. */
type Run = Iterator<Uint32Array> | AsyncIterator<Uint32Array>;

function halvesOf(run: BigUint64Array): Uint32Array {
  return new Uint32Array(run.buffer, run.byteOffset, run.length * 2);
}

/** Pieces are a megabyte, and a run is a whole number of words. */
async function* halvesIn(pieces: AsyncIterable<Buffer>): AsyncGenerator<Uint32Array> {
  for await (const { buffer, byteOffset, byteLength } of pieces) {
    yield new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  }
}

interface Head {
  readonly run: Run;
  halves: Uint32Array;
  at: number;
  high: number;
  low: number;
}

/** A merge of sorted runs by their heads: few runs, so the smallest is looked for one by one. */
async function countEqual(runs: readonly Run[]): Promise<number> {
  const heads: Head[] = [];
  for (const run of runs) {
    const head: Head = { run, halves: new Uint32Array(), at: 0, high: 0, low: 0 };
    if (await advance(head)) heads.push(head);
  }
  let repeated = 0;
  let [lastHigh, lastLow] = [-1, -1];
  for (let least = leastOf(heads); least !== undefined; least = leastOf(heads)) {
    if (least.high === lastHigh && least.low === lastLow) repeated += 1;
    [lastHigh, lastLow] = [least.high, least.low];
    least.at += 2;
    if (!step(least) && !(await advance(least))) heads.splice(heads.indexOf(least), 1);
  }
  return repeated;
}

function leastOf(heads: readonly Head[]): Head | undefined {
  let least = heads[0];
  for (const head of heads) {
    if (least === undefined || head.high < least.high || (head.high === least.high && head.low < least.low))
      least = head;
  }
  return least;
}

/** Whether there is another word in what is at hand. */
function step(head: Head): boolean {
  if (head.at >= head.halves.length) return false;
  head.low = head.halves[head.at] ?? 0;
  head.high = head.halves[head.at + 1] ?? 0;
  return true;
}

async function advance(head: Head): Promise<boolean> {
  const next = await head.run.next();
  if (next.done === true) return false;
  head.halves = next.value;
  head.at = 0;
  return step(head);
}
