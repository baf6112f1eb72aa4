/**
 * How much a run can read. The deep sweep gets a quarter of everything (pages, time, what is left of the hour's
 * requests), because a tail that is always behind would otherwise leave it nothing for ever, and the floor would never
 * move; and it gets no more of the hour than that, because the tail of the next run needs it.
 */
import type { Settings } from '../model/settings.ts';
import type { StopReason } from '../model/stop-reason.ts';
import type { Allowance } from '../source/page.ts';

export class Budget {
  #pagesLeft: number;
  /** Pages that the tails leave to the deep sweeps. */
  #kept = 0;
  readonly #limits: Settings['limits'];
  readonly #startedAt: number;

  /** `startedAt` by `Clock.now`. */
  constructor(limits: Settings['limits'], startedAt: number) {
    this.#limits = limits;
    this.#startedAt = startedAt;
    this.#pagesLeft = limits.maxPages;
  }

  /**
   * What is left for the tails: all of it, or three quarters while a deep sweep is waiting, but never nothing.
   * `remaining`: of the hour's requests, where GitHub says so.
   */
  forTail(deepIsDue: boolean, remaining?: number): Share {
    this.#kept = deepIsDue ? Math.min(this.#quarterOf(remaining), Math.max(0, this.#available(remaining) - 1)) : 0;
    const time = this.#limits.maxDurationMs * (deepIsDue ? 3 / 4 : 1);
    return this.#share({
      pagesKept: this.#kept,
      pagesMax: Number.POSITIVE_INFINITY,
      deadlineAt: this.#startedAt + time,
      reserve: this.#limits.rateLimitReserve + this.#kept,
    });
  }

  /** What is left for the deep sweeps: all pages, but of the hour's requests no more than a quarter. */
  forDeep(remaining?: number): Share {
    const pagesMax =
      remaining === undefined ? Number.POSITIVE_INFINITY : Math.max(this.#kept, this.#quarterOf(remaining));
    return this.#share({ ...this.forProbe(), pagesKept: 0, pagesMax });
  }

  /** What the opening of a run can use: requests that are no pages of the list. */
  forProbe(): Allowance {
    return { deadlineAt: this.#startedAt + this.#limits.maxDurationMs, reserve: this.#limits.rateLimitReserve };
  }

  #available(remaining: number | undefined): number {
    const { maxPages, rateLimitReserve } = this.#limits;
    return remaining === undefined ? maxPages : Math.min(maxPages, Math.max(0, remaining - rateLimitReserve));
  }

  #quarterOf(remaining: number | undefined): number {
    return Math.max(1, Math.floor(this.#available(remaining) / 4));
  }

  #share({ pagesKept, pagesMax, deadlineAt, reserve }: ShareLimits): Share {
    let taken = 0;
    return {
      deadlineAt,
      reserve,
      get usedUp() {
        return taken >= pagesMax ? 'rate-limit' : 'max-pages';
      },
      hasPage: () => this.#pagesLeft > pagesKept && taken < pagesMax,
      takePage: () => {
        taken++;
        this.#pagesLeft--;
      },
    };
  }
}

interface ShareLimits extends Allowance {
  /** For others in this run. */
  readonly pagesKept: number;
  /** For others in this hour. */
  readonly pagesMax: number;
}

export interface Share extends Allowance {
  /** Why it has no page left. */
  readonly usedUp: Extract<StopReason, 'max-pages' | 'rate-limit'>;
  hasPage(): boolean;
  takePage(): void;
}
