/**
 * What authorizes a request to the audit log. A token stays the same for the whole run; those of a GitHub App expire
 * and are replaced during the run, so a caller announces each request, and each refusal of a token.
 */
import type { Stopped } from '../resilience/deadline.ts';

export interface Credentials {
  readonly kind: 'token' | 'app';
  /** For `Authorization: Bearer`, as it stands now. */
  bearer(): string;
  /**
   * Ensures that there is a token that lasts for a request; returns why not when a limit of the run comes first.
   * Rejects with `CollectError` when none is to be had.
   */
  prepare(deadlineAt: number, signal: AbortSignal): Promise<Stopped | undefined>;
  /**
   * Until when a 401 can mean only that not every server of GitHub knows the token yet, by this machine's clock: they
   * learn of a new one within some seconds.
   */
  freshUntil(): number;
  /** Drops a token that GitHub refused with 401. Returns whether `prepare` can get another one. */
  forget(): boolean;
}

/** How long a server that does not know a new token yet can refuse it. */
export const FRESH_MS = 10_000;

/** `now`: a token that is given can have been made by the step before. */
export function fixedToken(token: string, now: number): Credentials {
  return {
    kind: 'token',
    bearer: () => token,
    prepare: async () => undefined,
    freshUntil: () => now + FRESH_MS,
    forget: () => false,
  };
}

/** Those of a run that is replayed, which sends no request. */
export function recordedCredentials(kind: Credentials['kind'], startedAt: number): Credentials {
  return {
    kind,
    bearer: () => '',
    prepare: async () => undefined,
    freshUntil: () => startedAt + FRESH_MS,
    forget: () => kind === 'app',
  };
}
