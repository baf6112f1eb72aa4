/**
 * What a request to the audit log shows so that it is let in. A token is what it is for the whole run; those of a GitHub App
 * run out and are replaced on the way, so whoever asks says so before each request and when one was refused.
 */
import type { Stopped } from '../resilience/deadline.ts';

export interface Credentials {
  readonly kind: 'token' | 'app';
  /** For `Authorization: Bearer`, as it stands now. */
  bearer(): string;
  /**
   * Sees to it that there is a token which lasts for a request; answers when a limit of the run comes first. Rejects with
   * `CollectError` when none is to be had.
   */
  prepare(deadlineAt: number, signal: AbortSignal): Promise<Stopped | undefined>;
  /**
   * Until when a 401 may only mean that not every server of GitHub knows the token yet, by this machine's clock: they learn of a new
   * one within some seconds.
   */
  freshUntil(): number;
  /** Forgets a token that GitHub refused with 401. Answers whether `prepare` can get another one. */
  forget(): boolean;
}

/** How long a new token may be refused by a server that has not heard of it. */
export const FRESH_MS = 10_000;

/** `now`: a token that is given may have been made by the step before. */
export function fixedToken(token: string, now: number): Credentials {
  return {
    kind: 'token',
    bearer: () => token,
    prepare: async () => undefined,
    freshUntil: () => now + FRESH_MS,
    forget: () => false,
  };
}

/** Those of a run that is replayed: there is nobody to show anything to. */
export function recordedCredentials(kind: Credentials['kind'], startedAt: number): Credentials {
  return {
    kind,
    bearer: () => '',
    prepare: async () => undefined,
    freshUntil: () => startedAt + FRESH_MS,
    forget: () => kind === 'app',
  };
}
