/**
 * The audit log over GitHub's REST API: one page a call. A page is believed only when every part of it is as requested;
 * anything else is tried again, refused or reported, and never counts as the end of the list. No link and no redirect
 * is ever followed, so the token reaches the configured host only.
 */
import type { ApiResponse, GitHubApi } from '../github/api.ts';
import type { Credentials } from '../github/credentials.ts';
import { InputError } from '../model/errors.ts';
import type { ResilienceSettings } from '../model/settings.ts';
import { auditLogPath, type Target } from '../model/target.ts';
import { waitWithin } from '../resilience/deadline.ts';
import { RateBudget } from '../resilience/rate-limit.ts';
import { Retry, type Task, type Verdict } from '../resilience/retry.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { classifyResponse } from './classify-response.ts';
import { describeSkew } from './clock-skew.ts';
import { CursorChains } from './cursor-chain.ts';
import { withLink } from './finding.ts';
import { classifyRejection, mayBeTooLarge } from './network-failure.ts';
import type { Allowance, AuditLog, Page, PageAnswer, PageRequest, Usage } from './page.ts';
import { PageSize } from './page-size.ts';
import { renderPhrase } from './phrase.ts';
import { readPage } from './read-page.ts';

export interface AuditLogDeps {
  readonly api: GitHubApi;
  /** What `api` sends; here it is only prepared, and given up when it is refused. */
  readonly credentials: Omit<Credentials, 'bearer'>;
  /** Root of the API as configured; for advice only. */
  readonly apiUrl: string;
  readonly target: Target;
  /** Search phrase without `created:`, or ''. */
  readonly phrase: string;
  /** 1 to 100. */
  readonly perPage: number;
  /** Pause before every page but the first. */
  readonly pageDelayMs: number;
  readonly resilience: ResilienceSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

type Answer = Extract<PageAnswer, { kind: 'page' | 'cursor-refused' }> | { readonly kind: 'token-refused' };

const OUT_OF_BUDGET = `GitHub's rate limit ends the reading of this run; the next run continues from here. ${withLink('All tokens of a user share one budget: give the collector its own user or GitHub App.', 'rate-limit')}.`;

/** Between tries with a token that not every server of GitHub knows yet. */
const FRESH_WAITS_MS = [1000, 2000, 4000] as const;

/** `mayForget`: whether a refused token can be replaced by another one. */
type TokenAllowance = Allowance & { readonly canReplace: boolean };

export function openAuditLog(deps: AuditLogDeps): AuditLog {
  return new GitHubAuditLog(deps);
}

class GitHubAuditLog implements AuditLog {
  readonly #deps: AuditLogDeps;
  readonly #retry: Retry;
  readonly #budget: RateBudget;
  /** By feed and order: each is a list of its own. */
  readonly #chains = new Map<string, CursorChains>();
  #begun = false;
  #clockReported = false;
  #requests = 0;
  #retries = 0;

  constructor(deps: AuditLogDeps) {
    this.#deps = deps;
    const { resilience, clock, random, log } = deps;
    this.#retry = new Retry({ settings: resilience, clock, random, log });
    this.#budget = new RateBudget(clock);
  }

  get usage(): Usage {
    return { requests: this.#requests, retries: this.#retries, rateLimitRemaining: this.#budget.remaining };
  }

  async read(request: PageRequest, allowance: Allowance, signal: AbortSignal): Promise<PageAnswer> {
    const pauseMs = this.#begun ? this.#deps.pageDelayMs : 0;
    this.#begun = true;
    this.#refuseReserve(allowance.reserve);
    const { deadlineAt } = allowance;
    const stopped = await waitWithin(this.#deps.clock, { ms: pauseMs, deadlineAt, otherwise: 'max-duration' }, signal);
    if (stopped !== undefined) return stopped;
    return this.#readWithToken(request, { ...allowance, canReplace: true }, signal);
  }

  /** Nothing could ever be read, in any hour: no limit was reached, the setting cannot work. */
  #refuseReserve(reserve: number): void {
    const { limit } = this.#budget;
    if (limit === undefined || reserve < limit) return;
    throw new InputError(
      `rate-limit-reserve (${reserve}) is not less than the ${limit} requests that GitHub allows in an hour`,
      {
        hint: 'Nothing can be read with it. Set rate-limit-reserve lower; see docs/troubleshooting.md#rate-limit.',
      },
    );
  }

  /** A token that is refused is replaced once; when the next one is refused as well, that is the answer. */
  async #readWithToken(request: PageRequest, allowance: TokenAllowance, signal: AbortSignal): Promise<PageAnswer> {
    const { deadlineAt } = allowance;
    const stopped = await this.#deps.credentials.prepare(deadlineAt, signal);
    if (stopped !== undefined) return stopped;
    const retried = await this.#retry.run(this.#task(request, allowance), deadlineAt, signal);
    if (retried.kind === 'stopped') {
      if (retried.reason === 'rate-limit') this.#deps.log.warning(OUT_OF_BUDGET);
      return retried;
    }
    if (retried.value.kind !== 'token-refused') return retried.value;
    this.#retries += 1;
    return this.#readWithToken(request, { ...allowance, canReplace: false }, signal);
  }

  #task(request: PageRequest, allowance: TokenAllowance): Task<ApiResponse, Answer> {
    const { api, target, clock, credentials } = this.#deps;
    const size = new PageSize(this.#deps.perPage);
    let tries = 0;
    let unstatedWaits = 0;
    let freshTries = 0;
    return {
      what: `Reading a page of the ${request.feed} feed`,
      holdMs: () => this.#budget.holdMs(allowance.reserve),
      send: (signal) => {
        this.#requests += 1;
        if (tries > 0) this.#retries += 1;
        tries += 1;
        return api.get({ path: auditLogPath(target), query: this.#query(request, size.current) }, signal);
      },
      judge: (response) => {
        this.#budget.observe(response.headers);
        this.#watchClock(response);
        if (response.status >= 500) size.failed();
        const freshWaitMs = FRESH_WAITS_MS[freshTries];
        if (response.status === 401 && freshWaitMs !== undefined && this.#isFresh(freshWaitMs, allowance)) {
          freshTries += 1;
          return {
            kind: 'wait',
            failure: 'HTTP 401, which a token can get that was just created',
            waitMs: freshWaitMs,
          };
        }
        if (response.status === 401 && allowance.canReplace && credentials.forget()) {
          return { kind: 'done', value: { kind: 'token-refused' } };
        }
        const cursorSent = request.after !== undefined;
        const circumstances = { target, apiUrl: this.#deps.apiUrl, asker: credentials.kind };
        const requestFacts = { ...circumstances, cursorSent, unstatedWaits, now: clock.now() };
        const classified = classifyResponse(response, requestFacts);
        if (classified.kind === 'wait') unstatedWaits += 1;
        if (classified.kind === 'answered') return this.#judgePage(response, request, size);
        return classified.kind === 'cursor-refused' ? { kind: 'done', value: classified } : classified;
      },
      classify: (error) => {
        if (mayBeTooLarge(error)) size.failed();
        return classifyRejection(error);
      },
    };
  }

  /** Whether a refusal can be over in a moment, and the run has that moment. */
  #isFresh(waitMs: number, { deadlineAt }: TokenAllowance): boolean {
    const now = this.#deps.clock.now();
    return now < this.#deps.credentials.freshUntil() && now + waitMs < deadlineAt;
  }

  /** Once a run: a clock that is wrong is wrong in every answer. */
  #watchClock({ headers }: ApiResponse): void {
    if (this.#clockReported) return;
    const skew = describeSkew(headers, this.#deps.clock.now());
    if (skew === undefined) return;
    this.#clockReported = true;
    this.#deps.log.warning(skew);
  }

  #judgePage(response: ApiResponse, request: PageRequest, size: PageSize): Verdict<Answer> {
    const reading = readPage(response, request.order);
    if (reading.kind === 'no-page') {
      if (reading.cut) size.failed();
      return { kind: 'retry', failure: `HTTP 200, but ${reading.why}`, hint: reading.hint, waitMs: undefined };
    }
    const page = withoutStandstill(reading.page, request);
    const chains = this.#chainsOf(request);
    if (page.next !== undefined && chains.leadsBack(request.after, page.next)) {
      const hint = withLink('Run again later; if it persists, report it to GitHub Support.', 'server-errors');
      return { kind: 'retry', failure: 'HTTP 200, but its next cursor leads back', hint, waitMs: undefined };
    }
    chains.follow(request.after, page.next);
    return { kind: 'done', value: { kind: 'page', page } };
  }

  #query(request: PageRequest, perPage: number): Readonly<Record<string, string>> {
    const phrase = renderPhrase(this.#deps.phrase, request.createdFrom, request.createdTo);
    return {
      include: request.feed,
      order: request.order,
      per_page: String(perPage),
      ...(phrase === '' ? {} : { phrase }),
      ...(request.after === undefined ? {} : { after: request.after }),
    };
  }

  #chainsOf(request: PageRequest): CursorChains {
    const key = `${request.feed} ${request.order}`;
    const chains = this.#chains.get(key) ?? new CursorChains();
    this.#chains.set(key, chains);
    return chains;
  }
}

/**
 * An empty page that leads to itself says that nothing comes after it. Nobody documents whether GitHub has such pages;
 * as an end of the list it is believed like any other end: only when the list has reached its newest event.
 */
function withoutStandstill(page: Page, { after }: PageRequest): Page {
  return page.elements.length === 0 && page.next === after ? { ...page, next: undefined } : page;
}
