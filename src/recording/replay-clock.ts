/**
 * The time of a replay: it begins when the recorded run began, moves to where each recorded response came, and a pause
 * is over as soon as it begins. So a replay needs no time, and the same recording ends the same way on every day.
 */
import type { Clock } from '../runtime/clock.ts';

export class ReplayClock implements Clock {
  #now: number;
  readonly #scopes = new Set<AbortController>();

  constructor(startedAt: number) {
    this.#now = startedAt;
  }

  now(): number {
    return this.#now;
  }

  /** Time never goes back. */
  reach(at: number): void {
    this.#now = Math.max(this.#now, at);
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#now += ms;
  }

  /** Runs out when the recording says so, see `expire`. */
  timeout(_ms: number, signal: AbortSignal): { readonly signal: AbortSignal; done(): void } {
    const scope = new AbortController();
    this.#scopes.add(scope);
    return { signal: AbortSignal.any([signal, scope.signal]), done: () => this.#scopes.delete(scope) };
  }

  /** The request timed out when it was recorded. */
  expire(): void {
    for (const scope of this.#scopes) scope.abort(new DOMException('timed out', 'TimeoutError'));
  }
}
