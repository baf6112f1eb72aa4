/** Inputs that say what happens when a request fails. */
import { count, decimal, duration, HOUR, type InputRows, MINUTE, SECOND } from './row.ts';

export const RESILIENCE = {
  'request-timeout': {
    kind: duration(SECOND, 10 * MINUTE),
    default: '30s',
    help: 'How long one request may take before it counts as failed.',
  },
  'retry-attempts': {
    kind: count(1, 20),
    default: '5',
    help: 'Tries of one request, the first included.',
  },
  'retry-initial-backoff': {
    kind: duration(0, 10 * MINUTE),
    default: '2s',
    help: 'Longest pause before the second try; each pause is drawn at random between nothing and its longest. What the server asks for in `Retry-After` or `x-ratelimit-reset` wins.',
  },
  'retry-max-backoff': {
    kind: duration(0, HOUR),
    default: '60s',
    help: 'The pause before a further try grows up to this.',
  },
  'retry-multiplier': {
    kind: decimal(1, 10),
    default: '2',
    help: 'How much longer each pause may be than the one before.',
  },
  'breaker-failures': {
    kind: count(1, 100),
    default: '5',
    help: 'Failures in a row after which the circuit breaker opens and no request is sent for a while.',
  },
  'breaker-successes': {
    kind: count(1, 100),
    default: '2',
    help: 'Successes in a row that close the breaker again.',
  },
  'breaker-cooldown': {
    kind: duration(0, HOUR),
    default: '60s',
    help: 'How long an open breaker waits before it lets a request try.',
  },
} as const satisfies InputRows;
