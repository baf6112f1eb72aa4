/**
 * The hourly budget of one REST resource (`audit_log`, `core`), counted per token as GitHub does per user, and the four
 * headers that report it. The window opens with its first request.
 */
import { type Clock, HOUR } from './clock.ts';
import { json, type Reply } from './exchange.ts';
import { problem } from './tokens.ts';

interface Window {
  used: number;
  resetAtSeconds: number;
}

/** One bucket. `limit` may be changed at any time; 0 means that there is none, as on Enterprise Server. */
export class RateLimit {
  limit: number;
  /** The status of the refusal; GitHub uses both. */
  refusalStatus: 403 | 429 = 403;
  readonly #resource: string;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(resource: string, limit: number, clock: Clock) {
    this.#resource = resource;
    this.limit = limit;
    this.#clock = clock;
  }

  /** Takes one request from the budget. Gives the headers, and the refusal when nothing was left. */
  take(token: string): { readonly headers: Record<string, string>; readonly refusal: Reply | undefined } {
    if (this.limit === 0) return { headers: {}, refusal: undefined };
    const window = this.#window(token);
    const exhausted = window.used >= this.limit;
    if (!exhausted) window.used += 1;
    const headers = this.#headers(window);
    return { headers, refusal: exhausted ? this.#refuse(headers) : undefined };
  }

  /** Uses up the budget of a token but for `remaining` requests, as if others had used it. */
  drain(token: string, remaining = 0): void {
    this.#window(token).used = Math.max(0, this.limit - remaining);
  }

  /** What `GET /rate_limit` says; asking costs nothing. */
  show(token: string): Readonly<Record<string, number | string>> {
    const { used, resetAtSeconds } = this.#window(token);
    return { limit: this.limit, used, remaining: this.limit - used, reset: resetAtSeconds, resource: this.#resource };
  }

  #window(token: string): Window {
    const now = this.#clock.now();
    const open = this.#windows.get(token);
    if (open !== undefined && now < open.resetAtSeconds * 1000) return open;
    const fresh = { used: 0, resetAtSeconds: Math.ceil((now + HOUR) / 1000) };
    this.#windows.set(token, fresh);
    return fresh;
  }

  #headers({ used, resetAtSeconds }: Window): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.limit - used)),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(resetAtSeconds),
      'x-ratelimit-resource': this.#resource,
    };
  }

  #refuse(headers: Readonly<Record<string, string>>): Reply {
    const at = new Date(this.#clock.now()).toISOString().slice(0, 19).replace('T', ' ');
    const message = `API rate limit exceeded for user ID 583231. If you reach out to GitHub Support for help, please include the request ID CDAF:3E8BD1:CAACC0:EE752D:67481E64 and timestamp ${at} UTC.`;
    const docs = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api';
    return json(this.refusalStatus, problem(message, this.refusalStatus, docs), headers);
  }
}
