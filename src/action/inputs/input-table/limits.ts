/**
 * Inputs that limit what one run does. Reaching a limit is no failure: the next run continues where this one stopped.
 */
import { count, DAY, duration, HOUR, type InputRows, MINUTE, SECOND } from './row.ts';

export const LIMITS = {
  'per-page': {
    kind: count(1, 100),
    default: '100',
    help: 'Events per request. Fewer than 100 only costs more requests.',
  },
  'max-pages': {
    // Two is the least that lets both feeds, or a tail and a deep sweep, get ahead in one run.
    kind: count(2, 100_000),
    default: '1000',
    help: 'Most pages that one run fetches. At the limit, the run saves its position, and the next run continues from there.',
  },
  'max-duration': {
    kind: duration(SECOND, 5 * DAY),
    default: '45m',
    help: 'Longest time for one run, including pauses. At the deadline, the run saves its position and succeeds with `caught-up: false`. A delivery that hangs is given up five minutes later at most: keep it six minutes below the `timeout-minutes` of the job.',
  },
  'page-delay': {
    kind: duration(0, 10 * MINUTE),
    default: '0s',
    help: 'Pause before each page after the first.',
  },
  jitter: {
    kind: duration(0, HOUR),
    default: '0s',
    help: 'Longest random pause before the first request, so that many collectors do not start at the same time.',
  },
  'rate-limit-reserve': {
    kind: count(0, 15_000),
    default: '50',
    help: "Requests of the token's hourly rate limit to leave unused for other clients.",
  },
} as const satisfies InputRows;
