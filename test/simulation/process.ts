/**
 * One run of the collector as the world sees it: a process that calls ports, receives a signal to stop, and can die at any call. A
 * dead process never gets an answer and touches nothing any more.
 */
import { Chance } from './chance.ts';
import type { FaultKind, Faults } from './faults.ts';
import { Violation } from './judge/verdict.ts';
import { type Branch, MAIN } from './storage.ts';
import type { Story } from './story.ts';
import type { Timeline } from './timeline.ts';

export type End =
  | { readonly kind: 'finished' }
  | { readonly kind: 'killed' }
  | { readonly kind: 'crashed'; readonly error: unknown };

/** A fault, or another run at the same time. */
export type Disturbance = FaultKind | 'overlap';

/** How a call ends. */
export type Verdict = 'works' | 'fails-before' | 'fails-after' | 'hangs' | 'dies-before' | 'dies-after';

export interface Surroundings {
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly story: Story;
  /** Ends the history. */
  fail(violation: Violation): void;
}

/** A scheduled run of the default branch, unless something else is said. */
export interface RunParts extends Partial<Pick<Process, 'likeRun' | 'branch' | 'event'>> {
  readonly surroundings: Surroundings;
}

export class Process {
  readonly id: number;
  /** The scheduled run with this number has the same settings. */
  readonly likeRun: number;
  readonly branch: Branch;
  readonly event: 'schedule' | 'workflow_dispatch' | 'push';
  readonly chance: Chance;
  readonly startedAt: number;
  /** What the runner's clock is wrong by. */
  readonly clockSkewMs: number;
  readonly cancellation = new AbortController();
  readonly surroundings: Surroundings;
  alive = true;
  /** Called when the process dies; not when it ends. */
  onDeath: () => void = () => {};
  calls = 0;
  /** What happened to this run. */
  readonly disturbances = new Set<Disturbance>();

  constructor(id: number, seed: string, { surroundings, likeRun = id, branch = MAIN, event = 'schedule' }: RunParts) {
    this.id = id;
    this.likeRun = likeRun;
    this.branch = branch;
    this.event = event;
    this.chance = new Chance(`${seed}/run/${id}`);
    this.surroundings = surroundings;
    this.startedAt = surroundings.timeline.now;
    const wrong = surroundings.faults.strikes('wrong-clock');
    this.clockSkewMs = wrong ? this.chance.int(-7_200_000, 7_200_000) : 0;
  }

  get name(): string {
    return `run ${this.id}`;
  }

  strikes(kind: FaultKind): boolean {
    const strikes = this.surroundings.faults.strikes(kind);
    if (strikes) {
      this.disturbances.add(kind);
      this.say(() => `fault: ${kind}`);
    }
    return strikes;
  }

  say(what: () => string): void {
    this.surroundings.story.say(() => `${this.name}: ${what()}`);
  }

  die(why: string): void {
    if (!this.alive) return;
    this.say(() => why);
    this.disturbances.add('kill');
    this.alive = false;
    this.onDeath();
  }

  /**
   * One call of a port: after `ms` the effect happens, or not, and the caller hears of it, or not. `what` is for the story.
   */
  call<T>(
    what: string,
    { ms, verdict = 'works' }: { readonly ms: number; readonly verdict?: Verdict },
    effect: () => T,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.alive) return;
      this.calls++;
      const fate = this.#fate(verdict);
      if (fate === 'hangs') return;
      this.surroundings.timeline.after(ms, this, () => {
        if (fate === 'dies-before') return this.die(`killed before ${what}`);
        if (fate === 'fails-before') return reject(networkError());
        try {
          const value = effect();
          if (!this.alive) return;
          if (fate === 'dies-after') return this.die(`killed after ${what}`);
          if (fate === 'fails-after') return reject(networkError());
          resolve(value);
        } catch (error) {
          if (error instanceof Violation) this.surroundings.fail(error);
          else reject(error);
        }
      });
    });
  }

  #fate(verdict: Verdict): Verdict {
    if (!this.strikes('kill')) return verdict;
    return this.chance.hit(0.5) ? 'dies-before' : 'dies-after';
  }
}

/** As Node reports a connection that died. */
export function networkError(): Error {
  return Object.assign(new TypeError('fetch failed: Foreign-Text'), {
    cause: Object.assign(new Error('Foreign-Text'), { code: 'ECONNRESET' }),
  });
}
