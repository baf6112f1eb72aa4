/** What connecting a store needs from the job and the run, next to the options of the store. */
import type { Render } from '../../format/render.ts';
import { InputError } from '../../model/errors.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Http } from '../../runtime/http.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import type { Environment } from '../inputs/environment.ts';

export interface ArchiveWorld {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Keeps a secret that was made on the way out of everything that is printed. */
  readonly hide: (secret: string) => void;
  readonly render: Render;
  /** When everything that still runs is given up (epoch milliseconds). */
  readonly endsAt: number;
}

/** What an adapter needs next to its options. */
export interface StoreContext {
  readonly token: string;
  readonly environment: Pick<Environment, 'idToken' | 'aws' | 'runId'>;
  /** The job's OIDC identity for an audience; `undefined` where the job has none. */
  readonly idToken: ((audience: string, signal: AbortSignal) => Promise<string>) | undefined;
  readonly world: ArchiveWorld;
}

/** The error when options name a role, but the job has no identity to assume it with. */
export function noIdentity(option: string): InputError {
  return new InputError(`this job has no OIDC identity, which \`${option}\` in \`archive-options\` needs`, {
    hint: 'Give the job `permissions: id-token: write`, or set `archive-token` instead; see docs/archive.md#credentials.',
  });
}
