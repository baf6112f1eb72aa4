/**
 * What a run gets from outside: time, random numbers, the responses of the audit log and where it begins. They are the
 * real ones, the real ones with a recorder attached, or those of a recording; the rest of the program does not know
 * which.
 */
import { streamOf } from '../checkpoint/stream.ts';
import type { GitHubApi } from '../github/api.ts';
import type { Credentials } from '../github/credentials.ts';
import { InputError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import { TOOL } from '../model/version.ts';
import type { FindPosition } from '../position/find-position.ts';
import type { Subject } from '../recording/recording.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { privateFiles, realPathOf, systemFiles } from '../runtime/files.ts';
import { type Random, seededRandom, systemRandom } from '../runtime/random.ts';
import { isWithin } from './inputs/parse-recording.ts';
import type { Redact } from './inputs/secrets.ts';

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  /** The API of the audit log; nothing is connected for a replay. */
  openApi(connect: () => Promise<GitHubApi>): Promise<GitHubApi>;
  /** The credentials; in a replay there are none. */
  openCredentials(open: () => Credentials): Credentials;
  /** Where the run begins; nothing is searched for in a replay. */
  begin(find: FindPosition): FindPosition;
  /** Called once the run is over. */
  close(): Promise<void>;
}

/** Rejects with `InputError` when there is no recording that could be replayed, or one already where one is to be made. */
export async function openWorld(settings: Settings, redact: Redact): Promise<World> {
  const { recording, api, target, phrase } = settings;
  const subject = { apiUrl: api.url, target, phrase, stream: streamFor(settings) };
  switch (recording?.kind) {
    case undefined:
      return REAL;
    case 'record':
      return openRecorded(settings, { subject, redact }, recording.dir);
    case 'replay':
      return openReplayed(subject, recording.dir);
  }
}

/** The stream of events that the position of these settings is kept for. */
export function streamFor({ api, target, phrase, position }: Settings): string {
  return streamOf({ apiUrl: api.url, target, phrase, stateKey: position.stateKey });
}

const REAL: World = {
  clock: systemClock,
  random: systemRandom,
  openApi: (connect) => connect(),
  openCredentials: (open) => open(),
  begin: (find) => find,
  close: async () => {},
};

async function openRecorded(
  { mode, credentials, feeds, since, until, order, limits, position, output }: Settings,
  { subject, redact }: { readonly subject: Subject; readonly redact: Redact },
  dir: string,
): Promise<World> {
  if (isWithin(await realPathOf(output.dir), await realPathOf(dir))) {
    throw new InputError('record-dir leads into output-dir through a symbolic link', {
      hint: 'The recording would be uploaded or copied with the files: set a directory outside; see docs/terminal.md#record-and-replay.',
    });
  }
  const seed = Number.parseInt(systemRandom.token(), 16);
  const facts = {
    ...subject,
    tool: `${TOOL.name} ${TOOL.version}`,
    startedAt: systemClock.now(),
    seed,
    asker: credentials.kind,
    settings: { mode, feeds, since, until, order, limits, position: { ...position, stateDir: undefined } },
  };
  const { openRecorder } = await import('../recording/record.ts');
  const recorder = await openRecorder(facts, { dir, files: privateFiles, clock: systemClock, redact });
  return {
    clock: recorder.clock,
    // Random numbers can be repeated; ids of commits stay unique.
    random: { next: seededRandom(seed).next, token: systemRandom.token },
    openApi: async (connect) => recorder.record(await connect()),
    openCredentials: (open) => open(),
    begin: (find) => recorder.recordStart(find),
    close: () => recorder.close(),
  };
}

async function openReplayed(subject: Subject, dir: string): Promise<World> {
  const { openReplay } = await import('../recording/replay.ts');
  const { clock, random, api, credentials, findPosition } = await openReplay(subject, { dir, files: systemFiles });
  return {
    ...{ clock, random },
    openApi: async () => api,
    openCredentials: () => credentials,
    begin: () => findPosition,
    close: async () => {},
  };
}
