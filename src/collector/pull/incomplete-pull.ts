/** The error of a pull that was stopped: which exact piece of the range was delivered, and how to get the rest. */
import { DeliveryError } from '../../model/errors.ts';
import type { StopReason } from '../../model/stop-reason.ts';
import type { PullRange } from './pull-range.ts';

/** `reached`: everything of the range that comes before this instant, in the order of the pull, was delivered. */
export function incompletePull(
  stopReason: StopReason,
  piece: { readonly range: PullRange; readonly reached: number } | undefined,
): DeliveryError {
  const why = stopReason === 'cancelled' ? 'it was cancelled' : `it stopped at ${stopReason}`;
  if (piece === undefined) {
    return new DeliveryError(`the pull is not complete: ${why}, and nothing was read`, {
      hint: `Pull again; ${READ_ON}`,
    });
  }
  const { range, reached } = piece;
  // Of a list that comes newest first, the instant that was reached is the first that is missing.
  const [from, to] = range.order === 'asc' ? [range.since, reached] : [reached + 1, range.until];
  const rest = range.order === 'asc' ? `since: ${iso(to)}` : `until: ${iso(from)}`;
  return new DeliveryError(`the pull is not complete: ${why}, and only ${iso(from)} to ${iso(to)} was delivered`, {
    hint: `Pull the rest with \`${rest}\`, or raise the limit and pull the complete range again; ${READ_ON}`,
  });
}

const READ_ON = 'see docs/modes.md#an-incomplete-pull.';

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
