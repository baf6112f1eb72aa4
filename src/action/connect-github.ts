/**
 * The two connections to GitHub: the audit log with the credentials that can read it, and the workflow's own repository
 * with the token of the job. Neither ever meets the other's host.
 */
import { signAppJwt } from '../github/app-jwt.ts';
import type { Connection } from '../github/connection.ts';
import { type Credentials, fixedToken } from '../github/credentials.ts';
import { connectOctokit } from '../github/octokit.ts';
import { connectPages } from '../github/page-api.ts';
import type { Repository } from '../github/repository.ts';
import type { Refusals } from '../github/rest-questions.ts';
import { connectRepository } from '../github/rest-repository.ts';
import { InputError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { systemRandom } from '../runtime/random.ts';
import { AppTokens } from '../source/app-tokens.ts';
import { openAuditLog } from '../source/audit-log.ts';
import { classifyOwnRejection, judgeOwnRefusal } from '../source/own-repository.ts';
import type { AuditLog } from '../source/page.ts';
import type { Environment } from './inputs/environment.ts';
import type { World } from './world.ts';

const OWN_REFUSALS: Refusals = { judge: judgeOwnRefusal, classify: classifyOwnRejection };

/** The version of all requests about the workflow's own repository, whatever `api-version` says. */
const OWN_API_VERSION = '2022-11-28';

/** Where a run speaks, and what it must not say there. */
export interface Console {
  readonly log: Log;
  /** Keeps a secret that was made on the way out of everything that is printed. */
  readonly hide: (secret: string) => void;
}

/** What of a run's situation the audit log has to know. */
export interface Asker extends Console {
  readonly settings: Settings;
  readonly world: World;
}

export async function connectAuditLog(asker: Asker): Promise<AuditLog> {
  const { settings, world, log } = asker;
  const { api, target, phrase, limits, resilience } = settings;
  const credentials = world.openCredentials(() => openCredentials(asker));
  return openAuditLog({
    api: await world.openApi(async () => connectPages({ ...connectionTo(api), bearer: () => credentials.bearer() })),
    credentials,
    apiUrl: api.url,
    target,
    phrase,
    perPage: limits.perPage,
    pageDelayMs: limits.pageDelayMs,
    resilience,
    clock: world.clock,
    random: world.random,
    log,
  });
}

/**
 * The App calls the same host by the same rules as everybody else. Its requests are no part of a recording, so its
 * random numbers are not those of the recorded run.
 */
function openCredentials({ settings, log, hide }: Asker): Credentials {
  const { credentials, api, target, resilience } = settings;
  if (credentials.kind === 'token') return fixedToken(credentials.token, systemClock.now());
  return new AppTokens({
    target,
    apiUrl: api.url,
    installationId: credentials.installationId,
    sign: (offsetMs) => signAppJwt(credentials, offsetMs),
    connect: (bearer) => connectOctokit({ ...connectionTo(api), bearer }),
    hide,
    resilience,
    clock: systemClock,
    random: systemRandom,
    log,
  });
}

function connectionTo({ url, version, userAgent }: Settings['api']): Omit<Connection, 'bearer'> {
  return { url, apiVersion: version, userAgent };
}

export async function connectOwnRepository(
  settings: Settings,
  environment: Environment,
  { log, endsAt }: { readonly log: Log; readonly endsAt: number },
): Promise<Repository> {
  const { repository, workflowRef, runId, apiUrl } = environment;
  const { api, githubToken } = settings;
  if (githubToken === '' || repository === undefined) {
    throw new InputError(
      'github-token is empty: the run cannot check whether this repository is private and what it has saved',
      {
        hint: 'Leave github-token at its default and grant the job `actions: read`; see docs/troubleshooting.md#position.',
      },
    );
  }
  const own = { ...api, url: apiUrl, version: OWN_API_VERSION };
  const client = await connectOctokit({ ...connectionTo(own), bearer: () => githubToken });
  const questions = { client, apiUrl, clock: systemClock, random: systemRandom, log, endsAt, refusals: OWN_REFUSALS };
  return connectRepository({ ...questions, ...repository, workflowRef, runId });
}
