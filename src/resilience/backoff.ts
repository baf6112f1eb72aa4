/**
 * How long to wait before the next try when nobody says: exponential with full jitter, so that collectors that failed
 * together do not come back together. Never longer than the configured maximum.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
import type { ResilienceSettings } from '../model/settings.ts';

export type BackoffSettings = Pick<ResilienceSettings['retry'], 'initialBackoffMs' | 'maxBackoffMs' | 'multiplier'>;

/** The longest wait after `failures` failed tries (1 or more), in milliseconds. */
export function backoffCapMs(settings: BackoffSettings, failures: number): number {
  if (settings.initialBackoffMs === 0) return 0;
  return Math.min(settings.maxBackoffMs, settings.initialBackoffMs * settings.multiplier ** (failures - 1));
}

/** A whole number of milliseconds between 0 and the cap, both included; `chance` is uniform in [0, 1). */
export function backoffMs(settings: BackoffSettings, failures: number, chance: number): number {
  return Math.floor(chance * (Math.floor(backoffCapMs(settings, failures)) + 1));
}
