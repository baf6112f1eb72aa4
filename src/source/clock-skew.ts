/**
 * Whether this machine's clock is right, by the `Date` of GitHub's responses. Positions, waits and tokens use GitHub's
 * clock whatever this one says; a wrong clock is reported all the same, because TLS certificates and the Actions
 * services depend on it.
 */
import { renderDuration } from '../resilience/duration.ts';
import { parseHttpDate } from '../resilience/http-date.ts';
import { withLink } from './finding.ts';

/** A slow response, or machines that differ a little, do not mean a wrong clock. */
const SKEW_MAX_MS = 5 * 60_000;

/** A warning in one line, or `undefined` when the clock is right or the response has no `Date`. */
export function describeSkew(headers: Readonly<Record<string, string>>, now: number): string | undefined {
  const date = parseHttpDate(headers['date']);
  if (date === undefined || Math.abs(now - date) <= SKEW_MAX_MS) return undefined;
  const side = now > date ? 'ahead of' : 'behind';
  const skew = renderDuration(Math.abs(now - date));
  return `The clock of the runner is ${skew} ${side} GitHub's. ${withLink('No events are lost, but correct it: TLS certificates and cache expiry depend on it.', 'clock')}.`;
}
