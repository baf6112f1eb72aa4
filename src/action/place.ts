/**
 * Where a run takes place: whether it can, over which network, and in whose repository. Settings that cannot work are
 * reported before anything is requested, and nothing is uploaded where everybody can read it.
 */
import type { WriteLines } from '../delivery/line-file.ts';
import type { Repository } from '../github/repository.ts';
import { InputError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { RunEnd } from '../resilience/run-end.ts';
import type { Files } from '../runtime/files.ts';
import { openNetwork } from '../runtime/network.ts';
import { type Console, connectOwnRepository } from './connect-github.ts';
import { type Environment, isEnterpriseServer } from './inputs/environment.ts';
import type { Redact } from './inputs/secrets.ts';
import type { World } from './world.ts';

/** What every mode starts from: what a run is to do, and where it finds itself. */
export interface Situation extends Console {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly world: World;
  /** Takes every secret of this run out of a text. */
  readonly redact: Redact;
  /** When everything that still hangs is given up. */
  readonly end: RunEnd;
  /** Where events go as lines in addition to the files; `undefined`: nowhere. */
  readonly writeLines: WriteLines | undefined;
  /** How files of the run are made: for the user alone where nobody else has to read them. */
  readonly files: Files;
}

/**
 * The network made ready, and the workflow's own repository where this mode keeps or finds something there. Rejects with
 * `InputError` when the settings cannot work here, with `AccessError` when uploading would publish the log.
 */
export async function openPlace(
  { settings, environment, log, end }: Situation,
  signal: AbortSignal,
): Promise<Repository | undefined> {
  checkPlace(settings, environment);
  openNetwork(settings);
  if (!usesRepository(settings)) return undefined;
  const repository = await connectOwnRepository(settings, environment, { log, endsAt: end.at });
  if (!settings.allowPublicRepository) await refusePublicRepository(repository, signal);
  return repository;
}

/** Reports what cannot work before anything is requested. */
export function checkPlace(settings: Settings, environment: Environment): void {
  if (isEnterpriseServer(environment) && uploadsEvents(settings)) {
    throw new InputError('artifact is true, but GitHub Enterprise Server has no artifacts that an action can write', {
      hint: 'Set artifact: false and a state-dir, and copy the files in a later step; see docs/troubleshooting.md#delivery.',
    });
  }
  if (environment.hasRuntimeToken) return;
  if (usesRepository(settings)) {
    throw new InputError(
      'the Actions cache and artifacts are not available, because this is not a step of a workflow',
      {
        hint: 'Outside a workflow, set artifact: false and state-dir; see docs/troubleshooting.md#delivery.',
      },
    );
  }
}

function uploadsEvents({ mode, output }: Settings): boolean {
  return output.artifact && mode !== 'inspect' && mode !== 'reset';
}

/** Whether anything of this run lies in the repository's cache or artifacts: events, or a position. */
function usesRepository(settings: Settings): boolean {
  if (settings.recording?.kind === 'replay') return false;
  const hasPosition = settings.mode !== 'pull' && settings.position.stateDir === undefined;
  return uploadsEvents(settings) || hasPosition;
}

/**
 * Fails closed: what cannot be shown to be private counts as public, and even a position shows when something happened.
 */
async function refusePublicRepository(repository: Repository, signal: AbortSignal): Promise<void> {
  if (!(await repository.isPublic(signal))) return;
  throw new InputError('this repository is public: everyone could read the audit log in its artifacts', {
    hint: 'Collect from a private repository or, if this log is meant for everyone, set allow-public-repository: true; see docs/security.md#public-repositories.',
  });
}
