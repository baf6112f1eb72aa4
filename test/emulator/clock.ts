/**
 * The emulator's own time: real time plus an offset. Every `Date` header, `created_at`, visibility, retention, expiry and
 * rate-limit reset is read from here, so a test lives through days by moving the offset. Latencies and faults use real timers.
 */
export class Clock {
  #offsetMs = 0;

  /** @param startAt milliseconds since the epoch that the clock shows now; real time when absent */
  constructor(startAt?: number) {
    if (startAt !== undefined) this.set(startAt);
  }

  /** Milliseconds since the epoch, in the emulator's time. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Moves the clock by `ms`; it goes on ticking from there. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }

  /** Sets the clock to `ms` since the epoch; it goes on ticking from there. */
  set(ms: number): void {
    this.#offsetMs = ms - Date.now();
  }

  /** The time `inMs` from now as REST answers print it: whole seconds with `Z`. */
  isoSeconds(inMs = 0): string {
    return isoSeconds(this.now() + inMs);
  }
}

/** An instant as REST answers print it: `2026-11-22T09:40:00Z`. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
