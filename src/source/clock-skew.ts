/**
 * Whether this machine's clock is right, by the `Date` of GitHub's answers. Positions, waits and tokens go by GitHub's clock
 * whatever this one says; it is told all the same, because certificates and the Actions services are judged by it.
 */
import { renderDuration } from '../resilience/duration.ts';
import { parseHttpDate } from '../resilience/http-date.ts';
import { withLink } from './finding.ts';

/** An answer that was slow, and machines that differ a little, are no wrong clock. */
const SKEW_MAX_MS = 5 * 60_000;

/** A warning in one line, or `undefined` when the clock is right or the answer has no `Date`. */
export function describeSkew(headers: Readonly<Record<string, string>>, now: number): string | undefined {
  const date = parseHttpDate(headers['date']);
  if (date === undefined || Math.abs(now - date) <= SKEW_MAX_MS) return undefined;
  const side = now > date ? 'ahead of' : 'behind';
  const skew = renderDuration(Math.abs(now - date));
  return `The clock of this machine is ${skew} ${side} GitHub's. ${withLink('No event is lost by that, but set it: certificates and the cache are judged by it.', 'clock')}.`;
}
