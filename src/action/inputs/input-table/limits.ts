/** Inputs that say how much one run may do. Reaching a limit is no failure: the next run goes on where this one stopped. */
import { count, DAY, duration, HOUR, type InputRows, MINUTE, SECOND } from './row.ts';

export const LIMITS = {
  'per-page': {
    kind: count(1, 100),
    default: '100',
    help: 'Events asked for in one request. Less than 100 only costs more requests.',
  },
  'max-pages': {
    // Two is the least that lets both feeds, or a tail and a deep sweep, get ahead in one run.
    kind: count(2, 100_000),
    default: '1000',
    help: 'Pages that one run may fetch. When they are used up the run commits what it has, and the next run goes on from there.',
  },
  'max-duration': {
    kind: duration(SECOND, 5 * DAY),
    default: '45m',
    help: 'How long one run may take, waiting included. At the deadline it commits what it has and ends green with `caught-up: false`. Keep it below the `timeout-minutes` of the job.',
  },
  'page-delay': {
    kind: duration(0, 10 * MINUTE),
    default: '0s',
    help: 'Pause before every page but the first.',
  },
  jitter: {
    kind: duration(0, HOUR),
    default: '0s',
    help: 'Random pause of at most this before the first request, so that many collectors do not start at once.',
  },
  'rate-limit-reserve': {
    kind: count(0, 15_000),
    default: '50',
    help: 'Requests of the hourly budget of the token that are left for others.',
  },
} as const satisfies InputRows;
