/**
 * Virtual time: what happens next happens at once, and everything that code does in answer to it is over before the next
 * thing happens. Nothing that belongs to a dead process happens any more.
 */

/** Whose doing something is; a killed process stays `alive: false` for ever. */
export interface Fence {
  readonly alive: boolean;
}

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly fence: Fence;
  readonly act: () => void;
  cancelled: boolean;
}

export class Timeline {
  #now: number;
  #order = 0;
  readonly #heap: Appointment[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  /** Epoch milliseconds of the world. */
  get now(): number {
    return this.#now;
  }

  /** Does `act` after `ms` unless it is cancelled before or its process has died. */
  after(ms: number, fence: Fence, act: () => void): { cancel(): void } {
    const appointment = { at: this.#now + Math.max(0, ms), order: this.#order++, fence, act, cancelled: false };
    this.#push(appointment);
    return {
      cancel: () => {
        appointment.cancelled = true;
      },
    };
  }

  /** Lets time pass until nothing is left to happen or `done` says so. */
  async pass(done: () => boolean): Promise<void> {
    await settled();
    while (!done()) {
      const next = this.#pop();
      if (next === undefined) return;
      if (next.cancelled || !next.fence.alive) continue;
      this.#now = Math.max(this.#now, next.at);
      next.act();
      await settled();
    }
  }

  #push(appointment: Appointment): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(appointment);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, appointment)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = appointment;
  }

  #pop(): Appointment | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const [child, below] = right !== undefined && isBefore(right, left) ? [right, 2 * at + 2] : [left, 2 * at + 1];
      if (isBefore(last, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }
}

/** Once every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Appointment, b: Appointment): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
