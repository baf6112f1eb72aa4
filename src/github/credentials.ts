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
  /** Forgets a token that GitHub refused with 401. Answers whether `prepare` can get another one. */
  forget(): boolean;
}

export function fixedToken(token: string): Credentials {
  return { kind: 'token', bearer: () => token, prepare: async () => undefined, forget: () => false };
}

/** Those of a run that is replayed: there is nobody to show anything to. */
export function recordedCredentials(kind: Credentials['kind']): Credentials {
  return { kind, bearer: () => '', prepare: async () => undefined, forget: () => kind === 'app' };
}
