/**
 * Virtual time. Whoever sleeps moves it: once all that can run has run, time jumps to the earliest timer, so hours pass in
 * no time and in the same order each time. What was slept is kept for assertions.
 */
import type { Clock } from '../../src/runtime/clock.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

export class FakeClock implements Clock {
  /** Every sleep that was begun, in milliseconds. */
  readonly slept: number[] = [];
  /** Timers of `timeout` that were not let go. */
  get pending(): number {
    return this.#timers.size;
  }
  readonly #timers = new Set<Timer>();
  #now: number;
  #scheduled = false;

  constructor(now = Date.parse('2026-11-22T09:40:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Moves time without firing anything: what a request costs. */
  spend(ms: number): void {
    this.#now += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const timer = this.#start(ms, () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = () => {
        this.#timers.delete(timer);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  timeout(ms: number, signal: AbortSignal): { readonly signal: AbortSignal; done(): void } {
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const timer = this.#start(ms, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
    return {
      signal: controller.signal,
      done: () => {
        this.#timers.delete(timer);
        signal.removeEventListener('abort', abort);
      },
    };
  }

  /** Does something when virtual time gets there. */
  at(time: number, fire: () => void): void {
    this.#start(time - this.#now, fire);
  }

  #start(ms: number, fire: () => void): Timer {
    const timer = { at: this.#now + ms, fire };
    this.#timers.add(timer);
    this.#schedule();
    return timer;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const earliest = [...this.#timers].reduce<Timer | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
      if (earliest === undefined) return;
      this.#timers.delete(earliest);
      this.#now = Math.max(this.#now, earliest.at);
      earliest.fire();
      this.#schedule();
    });
  }
}
