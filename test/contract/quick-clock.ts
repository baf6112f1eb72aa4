/** Real time in which waits are skipped: they move the clock and take none. */
import { type Clock, systemClock } from '../../src/runtime/clock.ts';

export class QuickClock implements Clock {
  /** Time-outs are no longer than this in real time: short where something hangs. */
  timeoutMaxMs = 20_000;
  readonly slept: number[] = [];
  #skipped = 0;

  now(): number {
    return systemClock.now() + this.#skipped;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.#skipped += ms;
  }

  timeout(ms: number, signal: AbortSignal): { readonly signal: AbortSignal; done(): void } {
    return systemClock.timeout(Math.min(ms, this.timeoutMaxMs), signal);
  }
}
