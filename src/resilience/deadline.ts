/**
 * Waiting inside a deadline. A wait that would reach it is not begun: the run still needs the time to deliver and commit
 * what it has. Cancellation ends a wait at once and is an outcome, never a rejection.
 */
import type { StopReason } from '../model/stop-reason.ts';
import type { Clock } from '../runtime/clock.ts';

/** A limit was reached before the work was done; what was done so far stands. */
export interface Stopped {
  readonly kind: 'stopped';
  readonly reason: Exclude<StopReason, 'caught-up' | 'max-pages'>;
}

export interface Wait {
  readonly ms: number;
  /** By `Clock.now`. */
  readonly deadlineAt: number;
  /** Why the run stops when the wait does not fit. */
  readonly otherwise: Stopped['reason'];
}

/** Resolves with `undefined` once there is time for more, else with why there is none. */
export async function waitWithin(clock: Clock, wait: Wait, signal: AbortSignal): Promise<Stopped | undefined> {
  if (signal.aborted) return { kind: 'stopped', reason: 'cancelled' };
  if (clock.now() >= wait.deadlineAt) return { kind: 'stopped', reason: 'max-duration' };
  if (wait.ms <= 0) return undefined;
  if (clock.now() + wait.ms >= wait.deadlineAt) return { kind: 'stopped', reason: wait.otherwise };
  try {
    await clock.sleep(wait.ms, signal);
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped', reason: 'cancelled' };
    throw error;
  }
  return undefined;
}
