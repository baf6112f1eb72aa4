/**
 * When a run is over. Reading stops at `max-duration`; what was read has a grace after it to be delivered and
 * committed, and whatever hangs beyond that is given up: a job that is killed by its `timeout-minutes` reports nothing.
 */
import { DeliveryError } from '../model/errors.ts';
import type { Clock } from '../runtime/clock.ts';
import { renderDuration } from './duration.ts';

export interface RunEnd {
  /** By the clock of this machine, epoch milliseconds. */
  readonly at: number;
  /** Aborts then; its reason is a `CollectError`. */
  readonly signal: AbortSignal;
}

const GRACE_MIN_MS = 60_000;
const GRACE_MAX_MS = 5 * 60_000;

/** As long as the run can read, but at least one minute, and at most five. */
export function graceMs(maxDurationMs: number): number {
  return Math.min(GRACE_MAX_MS, Math.max(GRACE_MIN_MS, maxDurationMs));
}

/** For a run that begins now. */
export function endOfRun(maxDurationMs: number, clock: Clock): RunEnd {
  const limitMs = maxDurationMs + graceMs(maxDurationMs);
  const end = new AbortController();
  const [duration, grace] = [maxDurationMs, graceMs(maxDurationMs)].map(renderDuration);
  const over = new DeliveryError(`the run did not end within max-duration (${duration}) and ${grace} after it`, {
    hint: 'Nothing is lost: the next run continues from what was committed. See docs/troubleshooting.md#a-run-that-does-not-end.',
  });
  clock.timeout(limitMs, new AbortController().signal).signal.addEventListener('abort', () => end.abort(over));
  return { at: clock.now() + limitMs, signal: end.signal };
}
