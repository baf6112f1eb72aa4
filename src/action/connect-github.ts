/**
 * The two connections to GitHub: the audit log with the token that may read it, and the workflow's own repository with the
 * token of the job. Neither token ever meets the other's host.
 */
import { connectOctokit } from '../github/octokit.ts';
import type { Repository } from '../github/repository.ts';
import { connectRepository } from '../github/rest-repository.ts';
import { InputError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { systemRandom } from '../runtime/random.ts';
import { openAuditLog } from '../source/audit-log.ts';
import type { AuditLog } from '../source/page.ts';
import type { Environment } from './environment.ts';
import type { World } from './world.ts';

export async function connectAuditLog(settings: Settings, world: World, log: Log): Promise<AuditLog> {
  const { api, token, target, phrase, limits, resilience } = settings;
  const connection = { url: api.url, token, apiVersion: api.version, userAgent: api.userAgent };
  return openAuditLog({
    api: await world.openApi(() => connectOctokit(connection)),
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

export async function connectOwnRepository(
  settings: Settings,
  environment: Environment,
  log: Log,
): Promise<Repository> {
  const { repository, workflowRef, runId, apiUrl } = environment;
  if (settings.githubToken === '' || repository === undefined) {
    throw new InputError('github-token is empty: nothing shows that this repository is private and what it has saved', {
      hint: 'Leave github-token at its default and grant the job `actions: read`; see docs/troubleshooting.md#position.',
    });
  }
  const client = await connectOctokit({
    url: apiUrl,
    token: settings.githubToken,
    apiVersion: settings.api.version,
    userAgent: settings.api.userAgent,
  });
  const questions = { client, apiUrl, clock: systemClock, random: systemRandom, log };
  return connectRepository({ ...questions, ...repository, workflowRef, runId });
}
