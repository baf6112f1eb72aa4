/**
 * Stops calling a server that only fails. `failures` failed tries in a row open the circuit; after the cool-down it is
 * half open: `successes` successes in a row close it, one failure opens it again. While it is open nobody tries.
 */
import type { ResilienceSettings } from '../model/settings.ts';

export type BreakerSettings = ResilienceSettings['breaker'];

export type BreakerState =
  /** `failures`: failed tries since the last success. */
  | { readonly kind: 'closed'; readonly failures: number }
  /** `until`: epoch milliseconds, by the clock that was passed in. */
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'half-open'; readonly successes: number };

export class CircuitBreaker {
  readonly #settings: BreakerSettings;
  readonly #now: () => number;
  #state: BreakerState = { kind: 'closed', failures: 0 };

  constructor(settings: BreakerSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#state.kind === 'open' && this.#now() >= this.#state.until) {
      this.#state = { kind: 'half-open', successes: 0 };
    }
    return this.#state;
  }

  /** How long nobody tries, in milliseconds; 0 when a try is welcome. */
  get coolingMs(): number {
    const state = this.state;
    return state.kind === 'open' ? state.until - this.#now() : 0;
  }

  succeeded(): void {
    const state = this.state;
    switch (state.kind) {
      case 'closed':
        this.#state = { kind: 'closed', failures: 0 };
        return;
      case 'half-open': {
        const successes = state.successes + 1;
        this.#state =
          successes >= this.#settings.successes ? { kind: 'closed', failures: 0 } : { kind: 'half-open', successes };
        return;
      }
      case 'open':
        // A straggler that was sent before the circuit opened proves nothing about the server now.
        return;
    }
  }

  failed(): void {
    const state = this.state;
    switch (state.kind) {
      case 'closed': {
        const failures = state.failures + 1;
        this.#state = failures >= this.#settings.failures ? this.#opened() : { kind: 'closed', failures };
        return;
      }
      case 'half-open':
        this.#state = this.#opened();
        return;
      case 'open':
        return;
    }
  }

  #opened(): BreakerState {
    return { kind: 'open', until: this.#now() + this.#settings.cooldownMs };
  }
}
