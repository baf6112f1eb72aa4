/** Inputs that say what happens when a request fails. */
import { count, decimal, duration, HOUR, type InputRows, MINUTE, SECOND } from './row.ts';

export const RESILIENCE = {
  'request-timeout': {
    kind: duration(SECOND, 10 * MINUTE),
    default: '30s',
    help: 'Timeout of one request.',
  },
  'retry-attempts': {
    kind: count(1, 20),
    default: '5',
    help: 'Attempts per request, including the first.',
  },
  'retry-initial-backoff': {
    kind: duration(0, 10 * MINUTE),
    default: '2s',
    help: 'Longest pause before the second attempt. Each pause is chosen at random between zero and its maximum; `Retry-After` and `x-ratelimit-reset` of the server take precedence.',
  },
  'retry-max-backoff': {
    kind: duration(0, HOUR),
    default: '60s',
    help: 'Upper limit of the pause between attempts.',
  },
  'retry-multiplier': {
    kind: decimal(1, 10),
    default: '2',
    help: 'Factor by which the maximum pause grows with each attempt.',
  },
  'breaker-failures': {
    kind: count(1, 100),
    default: '5',
    help: 'Consecutive failures that open the circuit breaker, which then stops all requests for `breaker-cooldown`.',
  },
  'breaker-successes': {
    kind: count(1, 100),
    default: '2',
    help: 'Consecutive successes that close the breaker again.',
  },
  'breaker-cooldown': {
    kind: duration(0, HOUR),
    default: '60s',
    help: 'How long an open breaker waits before it allows a request again.',
  },
} as const satisfies InputRows;
