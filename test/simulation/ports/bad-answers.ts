/** Answers that are no page. Their texts are foreign, and some echo the token: none of it may ever leave. */
import type { ApiResponse } from '../../../src/github/api.ts';
import type { Chance } from '../chance.ts';

/** The secret of the simulation; in no byte that leaves. */
export const TOKEN_CANARY = 'ghp_SecretCanary0123456789';
/** Words of others; in no log, report or position. */
export const FOREIGN_CANARY = 'Foreign-Text';

/** Its body as text. */
export type Answer = Pick<ApiResponse, 'status'> & { readonly body: string; readonly headers?: ApiResponse['headers'] };
const ECHO = `${FOREIGN_CANARY} ${TOKEN_CANARY}`;

export function serverError(chance: Chance): Answer {
  return { status: chance.pick([500, 502, 503, 504, 408, 409]), body: `{"message":"${ECHO}"}` };
}

/** 200, and nothing that can be believed. */
export function badPage(chance: Chance): Answer {
  const cut = '[{"@timestamp":1,"_document_id":"cut';
  return chance.pick<Answer>([
    { status: 200, body: '' },
    { status: 200, body: cut },
    { status: 200, body: `"${ECHO}"` },
    { status: 200, body: '{"total_count":0,"items":[]}' },
    { status: 200, body: `<html>${ECHO}</html>`, headers: { 'content-type': 'text/html' } },
    { status: 200, body: '[]', headers: { date: ECHO } },
    { status: 200, body: '[]', headers: { link: `<https://api.github.com/?${ECHO}` } },
    { status: 200, body: '[]', headers: { link: '<https://elsewhere.example/?before=x>; rel="next"' } },
  ]);
}

/** Nothing that another try fixes. */
export function refusal(chance: Chance): Answer {
  return { status: chance.pick([401, 403, 404, 301]), body: `{"message":"Bad credentials ${ECHO}"}` };
}

export function limited(kind: 'hour' | 'secondary', chance: Chance): Answer {
  if (kind === 'hour') return { status: 403, body: `{"message":"API rate limit exceeded ${ECHO}"}` };
  const headers = chance.pick<ApiResponse['headers']>([{}, { 'retry-after': '7' }, { 'retry-after': '900' }]);
  return {
    status: chance.pick([403, 429]),
    body: `{"message":"You have exceeded a secondary rate limit ${ECHO}"}`,
    headers,
  };
}

/** The budget of the hour, as far as this history has one. */
export class HourlyLimit {
  #perHour: number | undefined;
  #hour = 0;
  #used = 0;

  constructor(perHour: number | undefined) {
    this.#perHour = perHour;
  }

  get isUsedUp(): boolean {
    return this.#perHour !== undefined && this.#used > this.#perHour;
  }

  /** From here on there is none. */
  lift(): void {
    this.#perHour = undefined;
  }

  /** Counts a request; returns the headers that report it. */
  take(now: number): Readonly<Record<string, string>> {
    if (this.#perHour === undefined) return {};
    const hour = Math.floor(now / 3_600_000);
    this.#used = hour === this.#hour ? this.#used + 1 : 1;
    this.#hour = hour;
    return {
      'x-ratelimit-limit': String(this.#perHour),
      'x-ratelimit-remaining': String(Math.max(0, this.#perHour - this.#used)),
      'x-ratelimit-reset': String((hour + 1) * 3600),
    };
  }
}
