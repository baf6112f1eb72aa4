/**
 * The tokens of a GitHub App for one organization: its installation is looked up once, a token is requested when there
 * is none that lasts, and every token is passed to `hide` before anything else sees it. Times are the server's: the App
 * signs by GitHub's clock when this machine's is wrong, and a token ends when GitHub says so.
 * https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app
 */
import type { ApiResponse } from '../github/api.ts';
import { type Credentials, FRESH_MS } from '../github/credentials.ts';
import type { GitHubClient } from '../github/octokit.ts';
import type { ResilienceSettings } from '../model/settings.ts';
import type { Target } from '../model/target.ts';
import type { Stopped } from '../resilience/deadline.ts';
import { parseHttpDate } from '../resilience/http-date.ts';
import { Retry, type Task, type Verdict } from '../resilience/retry.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { classifyResponse } from './classify-response.ts';
import { type AppStep, diagnoseApp } from './diagnose-app.ts';
import { withLink } from './finding.ts';
import { classifyRejection } from './network-failure.ts';

export interface AppTokensDeps {
  readonly target: Target;
  /** Root of the API as configured; for advice only. */
  readonly apiUrl: string;
  /** `undefined`: that of the target is looked up. */
  readonly installationId: number | undefined;
  /** A token by which the App proves who it is, for a server whose clock is `offsetMs` ahead of this machine's. */
  sign(offsetMs: number): Promise<string>;
  /** A connection whose requests show what `bearer` says. */
  connect(bearer: () => Promise<string>): Promise<Pick<GitHubClient, 'get' | 'post'>>;
  /** Keeps a secret out of everything that is printed. */
  hide(secret: string): void;
  readonly resilience: ResilienceSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

interface AppToken {
  readonly value: string;
  /** By this machine's clock. */
  readonly usableUntil: number;
  readonly freshUntil: number;
}

/** A token is replaced this long before its end, so that none expires in transit. */
const MARGIN_MS = 5 * 60_000;
/** What the App's signature tolerates in both directions; a clock within it is not the reason for a refusal. */
const CLOCK_TOLERANCE_MS = 5000;

export class AppTokens implements Credentials {
  readonly kind = 'app';
  readonly #deps: AppTokensDeps;
  readonly #retry: Retry;
  #client: Promise<Pick<GitHubClient, 'get' | 'post'>> | undefined;
  #installationId: number | undefined;
  #token: AppToken | undefined;
  /** How far the server's clock is ahead. */
  #offsetMs = 0;

  constructor(deps: AppTokensDeps) {
    this.#deps = deps;
    const { resilience, clock, random, log } = deps;
    this.#retry = new Retry({ settings: resilience, clock, random, log });
    this.#installationId = deps.installationId;
  }

  bearer(): string {
    return this.#token?.value ?? '';
  }

  freshUntil(): number {
    return this.#token?.freshUntil ?? 0;
  }

  forget(): boolean {
    this.#token = undefined;
    return true;
  }

  async prepare(deadlineAt: number, signal: AbortSignal): Promise<Stopped | undefined> {
    const { clock, log } = this.#deps;
    if (this.#token !== undefined && clock.now() < this.#token.usableUntil) return undefined;
    if (this.#installationId === undefined) {
      const found = await this.#retry.run(this.#lookUp(), deadlineAt, signal);
      if (found.kind === 'stopped') return found;
      this.#installationId = found.value;
    }
    const minted = await this.#retry.run(this.#mint(this.#installationId), deadlineAt, signal);
    if (minted.kind === 'stopped') return minted;
    this.#token = minted.value;
    log.info(`The GitHub App has a new token for the next ${minutes(minted.value.usableUntil - clock.now())} min.`);
    return undefined;
  }

  #lookUp(): Task<ApiResponse, number> {
    const path = `/orgs/${encodeURIComponent(this.#deps.target.name)}/installation`;
    return this.#task('installation', { method: 'get', path, success: 200 }, (body) => {
      const id = body['id'];
      return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
    });
  }

  #mint(installationId: number): Task<ApiResponse, AppToken> {
    const path = `/app/installations/${installationId}/access_tokens`;
    return this.#task('token', { method: 'post', path, success: 201 }, (body, date) => {
      const [value, ends] = [body['token'], Date.parse(String(body['expires_at']))];
      if (typeof value !== 'string' || !/^[\x21-\x7e]{4,}$/.test(value) || Number.isNaN(ends)) return undefined;
      this.#deps.hide(value);
      const lastsMs = ends - date;
      const now = this.#deps.clock.now();
      return { value, usableUntil: now + Math.max(lastsMs - MARGIN_MS, lastsMs / 2), freshUntil: now + FRESH_MS };
    });
  }

  #task<Value>(
    step: AppStep,
    { method, path, success }: { readonly method: 'get' | 'post'; readonly path: string; readonly success: number },
    read: (body: Readonly<Record<string, unknown>>, date: number) => Value | undefined,
  ): Task<ApiResponse, Value> {
    let unstatedWaits = 0;
    const ask = async (signal: AbortSignal) => (await this.#connected())[method]({ path, query: {} }, signal);
    return {
      what: step === 'token' ? 'Requesting a token of the GitHub App' : 'Looking up the installation of the GitHub App',
      send: async (signal) => {
        const response = await ask(signal);
        return response.status === 401 && this.#learnClock(response) ? ask(signal) : response;
      },
      judge: (response): Verdict<Value> => {
        if (response.status === success) {
          const value = read(
            parseObject(response.body.toString()),
            parseHttpDate(response.headers['date']) ?? this.#serverNow(),
          );
          return value === undefined ? NOT_AS_DOCUMENTED : { kind: 'done', value };
        }
        const { target, apiUrl, clock } = this.#deps;
        const circumstances = { target, apiUrl, asker: 'app' } as const;
        const requestFacts = { ...circumstances, cursorSent: false, unstatedWaits, now: clock.now() };
        const classified = classifyResponse(response, requestFacts);
        if (classified.kind === 'wait') unstatedWaits += 1;
        if (classified.kind === 'fail') return { kind: 'fail', error: diagnoseApp(step, response, circumstances) };
        return classified.kind === 'retry' || classified.kind === 'wait' ? classified : NOT_AS_DOCUMENTED;
      },
      classify: classifyRejection,
    };
  }

  #connected(): Promise<Pick<GitHubClient, 'get' | 'post'>> {
    this.#client ??= this.#deps.connect(async () => {
      const proof = await this.#deps.sign(this.#offsetMs);
      this.#deps.hide(proof);
      return proof;
    });
    return this.#client;
  }

  #serverNow(): number {
    return this.#deps.clock.now() + this.#offsetMs;
  }

  /** Whether the refused signature was made by a clock that differs from the server's. */
  #learnClock({ headers }: ApiResponse): boolean {
    const date = parseHttpDate(headers['date']);
    if (date === undefined || Math.abs(date - this.#serverNow()) <= CLOCK_TOLERANCE_MS) return false;
    this.#offsetMs = date - this.#deps.clock.now();
    return true;
  }
}

const NOT_AS_DOCUMENTED = {
  kind: 'retry',
  failure: 'a response that is not what GitHub documents',
  hint: withLink('Run again later; check `api-url`, and any proxy between the runner and it.', 'not-github'),
  waitMs: undefined,
} as const;

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
