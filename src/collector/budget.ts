/**
 * How much a run may read. The deep sweep gets a quarter of everything (pages, time, the hour's requests), because a tail
 * that is always behind would otherwise leave it nothing for ever, and the floor would never move.
 */
import type { Settings } from '../model/settings.ts';
import type { Allowance } from '../source/page.ts';

export class Budget {
  #pagesLeft: number;
  readonly #limits: Settings['limits'];
  readonly #startedAt: number;

  /** `startedAt` by `Clock.now`. */
  constructor(limits: Settings['limits'], startedAt: number) {
    this.#limits = limits;
    this.#startedAt = startedAt;
    this.#pagesLeft = limits.maxPages;
  }

  /** What is left for the tails: all of it, or three quarters while a deep sweep is waiting. */
  forTail(deepIsDue: boolean): Share {
    const kept = deepIsDue ? Math.max(1, Math.floor(this.#limits.maxPages / 4)) : 0;
    const time = this.#limits.maxDurationMs * (deepIsDue ? 3 / 4 : 1);
    return this.#share(kept, this.#startedAt + time, this.#limits.rateLimitReserve + kept);
  }

  /** What is left for the deep sweeps: everything. */
  forDeep(): Share {
    return this.#share(0, this.#startedAt + this.#limits.maxDurationMs, this.#limits.rateLimitReserve);
  }

  /** What the opening of a run may use: requests that are no pages of the list. */
  forProbe(): Allowance {
    return this.forDeep();
  }

  #share(pagesKept: number, deadlineAt: number, reserve: number): Share {
    return {
      deadlineAt,
      reserve,
      hasPage: () => this.#pagesLeft > pagesKept,
      takePage: () => {
        this.#pagesLeft--;
      },
    };
  }
}

export interface Share extends Allowance {
  hasPage(): boolean;
  takePage(): void;
}
