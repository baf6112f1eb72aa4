/**
 * The fault plan: which requests go wrong, when, and how. A fault wraps the real effect of a request, so "failed before",
 * "failed after" and "answered something else although it worked" are three different one-liners. The vocabulary is in
 * `sabotage.ts`.
 */
import { covers, type LabelPattern, type Reply, type Request } from './exchange.ts';

/**
 * What a fault does to one request. `effect` runs the real service once and gives its reply; a sabotage that never calls it
 * fails before the effect.
 */
export type Sabotage = (effect: () => Promise<Reply>, request: Request) => Reply | Promise<Reply>;

/** Which of the requests with the label are hit. Without any of these, all are. */
export interface Occurrence {
  /** Only requests for which this holds are counted and hit. */
  readonly where?: (request: Request) => boolean;
  /** Hits the n-th one only (1 is the first), or these. */
  readonly nth?: number | readonly number[];
  /** Hits the first `times` only. With `from`, that many from there. */
  readonly times?: number;
  /** Hits from the n-th on. */
  readonly from?: number;
}

/** A planned fault. */
export interface Fault {
  /** How many requests fitted, hit or not. */
  readonly seen: number;
  /** How many requests were hit. */
  readonly hits: number;
  /** Takes the fault out of the plan. */
  remove(): void;
}

class PlannedFault implements Fault {
  seen = 0;
  hits = 0;
  readonly on: LabelPattern;
  readonly sabotage: Sabotage;
  readonly #occurrence: Occurrence;
  readonly #plan: Set<PlannedFault>;

  constructor(on: LabelPattern, sabotage: Sabotage, occurrence: Occurrence, plan: Set<PlannedFault>) {
    this.on = on;
    this.sabotage = sabotage;
    this.#occurrence = occurrence;
    this.#plan = plan;
  }

  /** Counts the request and says whether it is hit. */
  strikes(request: Request): boolean {
    const { where, nth, from = 1, times = Number.POSITIVE_INFINITY } = this.#occurrence;
    if (!covers(this.on, request.label) || (where !== undefined && !where(request))) return false;
    this.seen += 1;
    const due =
      nth === undefined
        ? this.seen >= from && this.hits < times
        : typeof nth === 'number'
          ? this.seen === nth
          : nth.includes(this.seen);
    if (due) this.hits += 1;
    return due;
  }

  remove(): void {
    this.#plan.delete(this);
  }
}

/** All faults of one emulator. Several may hit one request: the one planned last is the outermost. */
export class FaultPlan {
  readonly #faults = new Set<PlannedFault>();

  /** Plans a fault, for example `faults.on('audit-log', cutBody(), { nth: 2 })`. */
  on(label: LabelPattern, sabotage: Sabotage, occurrence: Occurrence = {}): Fault {
    const fault = new PlannedFault(label, sabotage, occurrence, this.#faults);
    this.#faults.add(fault);
    return fault;
  }

  /** Removes all faults. */
  clear(): void {
    this.#faults.clear();
  }

  /** Runs `effect` under every fault that hits `request`. */
  async run(request: Request, effect: () => Promise<Reply>): Promise<Reply> {
    let wrapped = effect;
    for (const fault of [...this.#faults]) {
      if (!fault.strikes(request)) continue;
      const inner = wrapped;
      wrapped = async () => fault.sabotage(inner, request);
    }
    return wrapped();
  }
}
