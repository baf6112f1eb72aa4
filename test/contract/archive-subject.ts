/**
 * A store that really runs, real or double, with the inputs that fit it, and an archive in it, put together from inputs as the action
 * does it. Between the two stands a gate, so that a case can say what goes wrong on the way.
 */
import { connectArchive } from '../../src/action/connect-archive.ts';
import type { Archive } from '../../src/delivery/archive/archive.ts';
import { createFormat } from '../../src/format/format.ts';
import { assert } from '../../src/model/assert.ts';
import { systemHttp } from '../../src/runtime/http.ts';
import { type Gate, type GateOptions, startGate } from '../interop/gate.ts';
import { type GivenInputs, parse } from '../unit/action/input-values.ts';
import { RecordingLog } from '../unit/recording-log.ts';
import { QuickClock } from './quick-clock.ts';

/** A server with one bucket or container that is there and empty. */
export interface StoreServer extends AsyncDisposable {
  readonly kind: 's3' | 'gs' | 'azure';
  /** Origin. */
  readonly url: string;
  /** For the prefix `audit` in a bucket or container, by default the one that is there. */
  inputs(origin: string, bucket?: string): GivenInputs;
  /** The same with a credential that the server does not accept; `undefined` where it looks at none. */
  strangerInputs(origin: string): GivenInputs | undefined;
  /** Inputs on top where a key is taken already, for a server that answers that like no service does. */
  readonly takenInputs?: GivenInputs;
  /** Whether it compares the bytes with the checksum before it stores them. */
  readonly verifiesChecksums: boolean;
  /** What is in the bucket, by key, read past the archive. */
  objects(): Promise<ReadonlyMap<string, Buffer>>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface ArchiveSubject extends AsyncDisposable {
  readonly archive: Archive;
  readonly gate: Gate;
  readonly clock: QuickClock;
  readonly log: RecordingLog;
  /** What was to be kept out of everything that is printed. */
  readonly hidden: readonly string[];
}

export interface SubjectOptions {
  readonly inputs?: GivenInputs;
  readonly decide?: GateOptions['decide'];
  /** How far the clock of this machine is ahead. */
  readonly clockOffsetMs?: number;
  readonly environment?: Partial<Parameters<typeof connectArchive>[1]>;
  readonly bucket?: string;
}

export const NO_AWS = { accessKeyId: '', secretAccessKey: '', sessionToken: '', region: '' };

class OffsetClock extends QuickClock {
  readonly #offsetMs: number;

  constructor(offsetMs: number) {
    super();
    this.#offsetMs = offsetMs;
  }

  override now(): number {
    return super.now() + this.#offsetMs;
  }
}

export async function openSubject(server: StoreServer, options: SubjectOptions = {}): Promise<ArchiveSubject> {
  const { decide, clockOffsetMs = 0, environment = {}, bucket } = options;
  const gate = await startGate(server.url, decide === undefined ? {} : { decide });
  const settings = parse({
    'retry-initial-backoff': '1s',
    compression: 'gzip',
    ...server.inputs(gate.url, bucket),
    ...options.inputs,
  });
  assert(settings.archive !== undefined, 'the inputs of a subject name an archive');
  const [clock, log, hidden] = [new OffsetClock(clockOffsetMs), new RecordingLog(), [] as string[]];
  const { target, api, output } = settings;
  const connecting = connectArchive(
    { ...settings, archive: settings.archive },
    { idToken: undefined, aws: NO_AWS, runId: '42', ...environment },
    {
      http: systemHttp,
      clock,
      random: { next: () => 0.5, token: () => 'c0ffee00' },
      log,
      hide: (secret) => hidden.push(secret),
      endsAt: clock.now() + settings.limits.maxDurationMs,
      render: createFormat(output.format, { source: 'https://github.com', apiUrl: api.url, target }),
    },
  );
  // A gate that nobody disposes of would keep the process alive.
  const archive = await connecting.catch(async (error: unknown) => {
    await gate[Symbol.asyncDispose]();
    throw error;
  });
  return { archive, gate, clock, log, hidden, [Symbol.asyncDispose]: () => gate[Symbol.asyncDispose]() };
}
