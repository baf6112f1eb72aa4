/**
 * Keeps the responses of a run, one file a request, without any effect on the run. A recording holds log content: the
 * files are for the user alone, and no token is in them. A recording that cannot be written ends the run: half of one
 * would pass for a complete one.
 */

import type { ApiRequest, ApiResponse, GitHubApi } from '../github/api.ts';
import { DeliveryError, describeForeign, InputError } from '../model/errors.ts';
import type { FindPosition } from '../position/find-position.ts';
import { codesOf } from '../resilience/failure-codes.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import { type Exchange, type Outcome, renderExchange, renderRequest } from './exchange-file.ts';
import { pathsOf, type RecordingFacts, renderFacts } from './recording.ts';
import { type Redact, redactResponse, withoutTokens } from './redact.ts';
import { renderStart } from './start.ts';

export interface RecorderDeps {
  /** Absolute. */
  readonly dir: string;
  /** Files that only the user can read. */
  readonly files: Files;
  readonly clock: Clock;
  readonly redact: Redact;
}

export interface Recorder {
  /** The same time; when the run first looks at it is when its replay begins. */
  readonly clock: Clock;
  /** The same API, its responses kept. */
  record(api: GitHubApi): GitHubApi;
  /** The same search, its result kept. */
  recordStart(find: FindPosition): FindPosition;
  /** Resolves once everything is on the disk. */
  close(): Promise<void>;
}

/** Rejects with `InputError` when there is a recording already, because two in one directory are none. */
export async function openRecorder(facts: Omit<RecordingFacts, 'end'>, deps: RecorderDeps): Promise<Recorder> {
  const { files, dir } = deps;
  if (await files.exists(pathsOf(dir).facts).catch(refuseDisk)) {
    throw new InputError('record-dir already contains a recording', {
      hint: 'Use a separate directory for each run; see docs/terminal.md#record-and-replay.',
    });
  }
  const recorder = new DirectoryRecorder(facts, { ...deps, redact: withoutTokens(deps.redact) });
  await recorder.open();
  return recorder;
}

class DirectoryRecorder implements Recorder {
  readonly #facts: Omit<RecordingFacts, 'end'>;
  readonly #deps: RecorderDeps;
  readonly #paths: ReturnType<typeof pathsOf>;
  #startedAt: number | undefined;
  #requests = 0;
  #kept = 0;
  #failure: unknown;
  readonly #underWay = new Set<Promise<void>>();

  constructor(facts: Omit<RecordingFacts, 'end'>, deps: RecorderDeps) {
    this.#facts = facts;
    this.#deps = deps;
    this.#paths = pathsOf(deps.dir);
  }

  async open(): Promise<void> {
    await this.#writeFacts(undefined);
  }

  get clock(): Clock {
    const { clock } = this.#deps;
    return {
      now: () => {
        const now = clock.now();
        this.#startedAt ??= now;
        return now;
      },
      sleep: (ms, signal) => clock.sleep(ms, signal),
      timeout: (ms, signal) => clock.timeout(ms, signal),
    };
  }

  record(api: GitHubApi): GitHubApi {
    return { get: (request, signal) => this.#get(api, request, signal) };
  }

  recordStart(find: FindPosition): FindPosition {
    return async (stream, signal) => {
      const found = await find(stream, signal);
      const { start, position } = renderStart(found);
      if (position !== undefined) await this.#write(this.#paths.position, position);
      await this.#write(this.#paths.start, start);
      return found;
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#underWay);
    if (this.#failure !== undefined) throw this.#failure;
    await this.#writeFacts({ at: this.#deps.clock.now(), exchanges: this.#kept });
  }

  async #get(api: GitHubApi, request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    if (this.#failure !== undefined) throw this.#failure;
    const { clock } = this.#deps;
    // The number is the order of requests: the same request twice gets its responses in that order.
    this.#requests += 1;
    const started = { number: this.#requests, request: renderRequest(request), requestedAt: clock.now() };
    const ended = await settle(api.get(request, signal), signal);
    // A run that was stopped sends the request again when it is replayed, and then learns that the recording ends here.
    const isCancelled = ended.kind === 'failed' && signal.aborted && !isTimeout(ended.error);
    if (!isCancelled) this.#keep(started, this.#outcomeOf(ended));
    if (ended.kind === 'failed') throw ended.error;
    return ended.response;
  }

  #outcomeOf(ended: Ended): Outcome {
    const { redact } = this.#deps;
    if (ended.kind === 'answered') return { kind: 'answered', response: redactResponse(ended.response, redact) };
    const name = ended.error instanceof Error && /^[A-Za-z]{1,40}$/.test(ended.error.name) ? ended.error.name : 'Error';
    return { kind: 'failed', name, codes: codesOf(ended.error) };
  }

  /**
   * In parallel to the run: a response that had to wait for the disk could come too late for a deadline that it met.
   */
  #keep(
    { number, ...started }: Pick<Exchange, 'request' | 'requestedAt'> & { number: number },
    outcome: Outcome,
  ): void {
    const exchange = { ...started, endedAt: Math.max(started.requestedAt, this.#deps.clock.now()), outcome };
    const text = renderExchange({ ...exchange, request: this.#deps.redact(exchange.request) });
    this.#kept += 1;
    const written = this.#write(this.#paths.exchange(number), text)
      .catch((error) => {
        this.#failure ??= error;
      })
      .finally(() => this.#underWay.delete(written));
    this.#underWay.add(written);
  }

  async #writeFacts(end: RecordingFacts['end']): Promise<void> {
    const startedAt = this.#startedAt ?? this.#facts.startedAt;
    await this.#write(this.#paths.facts, renderFacts({ ...this.#facts, startedAt, end }));
  }

  async #write(path: string, content: Uint8Array | string): Promise<void> {
    await this.#deps.files.replace(path, content).catch(refuseDisk);
  }
}

function refuseDisk(cause: unknown): never {
  throw new DeliveryError(`the recording could not be written to the disk (${describeForeign(cause)})`, {
    hint: 'Check that `record-dir` can be written to and has space, or remove it; see docs/terminal.md#record-and-replay.',
    cause,
  });
}

type Ended =
  | { readonly kind: 'answered'; readonly response: ApiResponse }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Some requests never settle, not even when aborted; that they were given up has to be recorded all the same. */
async function settle(answer: Promise<ApiResponse>, signal: AbortSignal): Promise<Ended> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return { kind: 'answered', response: await Promise.race([answer, aborted]) };
  } catch (error) {
    return { kind: 'failed', error };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
