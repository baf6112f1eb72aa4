/**
 * A run from its recording, with no network: the same position, the same random numbers, the same time, and for each
 * request the response that it got. Requests are distinguished by path and query; one that was made several times gets
 * its responses in their order. One that was not recorded is an error, never an empty response.
 */

import type { ApiRequest, ApiResponse, GitHubApi } from '../github/api.ts';
import { type Credentials, recordedCredentials } from '../github/credentials.ts';
import { describeForeign, InputError } from '../model/errors.ts';
import type { FindPosition } from '../position/find-position.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Files } from '../runtime/files.ts';
import { type Random, seededRandom } from '../runtime/random.ts';
import { type Exchange, type Outcome, parseExchange, renderRequest } from './exchange-file.ts';
import { checkSubject, parseFacts, pathsOf, type RecordingFacts, type Subject, unusable } from './recording.ts';
import { ReplayClock } from './replay-clock.ts';
import { parseStart } from './start.ts';

export interface Replay {
  readonly clock: Clock;
  readonly random: Random;
  readonly api: GitHubApi;
  /** As patient as those of the recorded run. */
  readonly credentials: Credentials;
  readonly findPosition: FindPosition;
}

/** `dir` is absolute. Rejects with `InputError` when it holds no complete recording of `subject`. */
export async function openReplay(
  subject: Subject,
  { dir, files }: { readonly dir: string; readonly files: Files },
): Promise<Replay> {
  const library = new Library(dir, files);
  const facts = parseFacts(await library.readText(pathsOf(dir).facts, 'recording.json'));
  checkSubject(facts, subject);
  const clock = new ReplayClock(facts.startedAt);
  const random = seededRandom(facts.seed);
  const api = new ReplayedApi({ library, facts, clock }, await library.list(facts));
  return {
    clock,
    // Ids of commits do not disturb the order of what the recorded run drew.
    random: { next: random.next, token: seededRandom(facts.seed + 1).token },
    api,
    credentials: recordedCredentials(facts.asker, facts.startedAt),
    findPosition: () => library.readStart(),
  };
}

/** The files of a recording. Bodies stay on the disk until they are needed: a long run does not fit into memory. */
class Library {
  readonly #files: Files;
  readonly #paths: ReturnType<typeof pathsOf>;

  constructor(dir: string, files: Files) {
    this.#files = files;
    this.#paths = pathsOf(dir);
  }

  async readText(path: string, name: string): Promise<string> {
    const bytes = await this.#read(path);
    if (bytes === undefined) throw unusable(`${name} is missing`);
    return Buffer.from(bytes).toString();
  }

  /** All of it is read once, so that damage is reported before anything is delivered. */
  async list({ end }: RecordingFacts): Promise<readonly Listed[]> {
    const listed: Listed[] = [];
    for (let number = 1; ; number += 1) {
      const exchange = await this.exchange(number);
      if (exchange === undefined) break;
      listed.push({ number, request: exchange.request });
    }
    if (end !== undefined && end.exchanges !== listed.length) {
      throw unusable(`${end.exchanges} requests were recorded, and only ${listed.length} of them are in the directory`);
    }
    return listed;
  }

  async exchange(number: number): Promise<Exchange | undefined> {
    const path = this.#paths.exchange(number);
    const bytes = await this.#read(path);
    if (bytes === undefined) return undefined;
    const exchange = parseExchange(Buffer.from(bytes).toString());
    if (exchange === undefined) throw unusable(`the file of request ${number} was cut short or changed`);
    return exchange;
  }

  async readStart() {
    const start = await this.readText(this.#paths.start, 'start.json');
    return parseStart({ start, position: await this.#read(this.#paths.position) });
  }

  async #read(path: string): Promise<Uint8Array | undefined> {
    return this.#files.read(path).catch((cause) => {
      throw unusable(`it could not be read (${describeForeign(cause)})`, cause);
    });
  }
}

interface Listed {
  readonly number: number;
  readonly request: string;
}

interface ReplayParts {
  readonly library: Library;
  readonly facts: RecordingFacts;
  readonly clock: ReplayClock;
}

class ReplayedApi implements GitHubApi {
  readonly #parts: ReplayParts;
  /** The exchanges of each request, those that come next first. */
  readonly #next: ReadonlyMap<string, Listed[]>;
  readonly #total: number;
  #replayed = 0;

  constructor(parts: ReplayParts, listed: readonly Listed[]) {
    this.#parts = parts;
    this.#next = Map.groupBy(listed, ({ request }) => request);
    this.#total = listed.length;
  }

  async get(request: ApiRequest): Promise<ApiResponse> {
    const { library, facts, clock } = this.#parts;
    const text = renderRequest(request);
    const next = this.#next.get(text)?.shift();
    const exchange = next === undefined ? undefined : await library.exchange(next.number);
    if (exchange === undefined) throw notRecorded(text, this.#next.has(text));
    clock.reach(exchange.endedAt);
    this.#replayed += 1;
    // What the run did after its last request also needed time, and can have been what ended it.
    if (this.#replayed === this.#total && facts.end !== undefined) clock.reach(facts.end.at);
    if (exchange.outcome.kind === 'answered') return exchange.outcome.response;
    const failure = failureOf(exchange.outcome);
    if (failure.name === 'TimeoutError') clock.expire();
    throw failure;
  }
}

/** An error with the name and, along its causes, the codes of the recorded one. */
function failureOf({ name, codes }: Extract<Outcome, { kind: 'failed' }>): Error {
  return codes.reduceRight<Error>(
    (cause, code) => Object.assign(new Error('recorded', { cause }), { name, code }),
    Object.assign(new Error('recorded'), { name }),
  );
}

function notRecorded(request: string, wasAsked: boolean): InputError {
  // A cursor ends in the id of an event, and this goes into a log.
  const shown = request.replace(/([?&]after=[^&]{0,8})[^&]*/, '$1…');
  const what = wasAsked ? 'was made fewer times when this was recorded' : 'was not recorded';
  return new InputError(`the request GET ${shown} ${what}`, {
    hint: 'Replay with the inputs of the recorded run, which are in recording.json; a run that was killed ends here. See docs/terminal.md#record-and-replay.',
  });
}
