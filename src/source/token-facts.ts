/**
 * What is known about a token without another request: its kind from its prefix, the rest from the headers of a
 * response. Of the headers only known shapes are shown, because a proxy can write anything there.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
import type { ApiResponse } from '../github/api.ts';
import { parseHttpDate } from '../resilience/http-date.ts';

const KINDS = [
  { prefix: 'ghp_', kind: 'a classic personal access token' },
  { prefix: 'github_pat_', kind: 'a fine-grained personal access token' },
  { prefix: 'ghs_', kind: 'a token of a GitHub App installation' },
  { prefix: 'ghu_', kind: 'a token of a user of a GitHub App' },
  { prefix: 'gho_', kind: 'a token of an OAuth app' },
  { prefix: 'ghr_', kind: 'a refresh token, which is no access token at all' },
] as const;

/** In words. */
export function tokenKind(token: string): string {
  const known = KINDS.find(({ prefix }) => token.startsWith(prefix))?.kind;
  return known ?? (/^[0-9a-f]{40}$/.test(token) ? 'a personal access token of the old form' : 'of an unknown kind');
}

export interface TokenFacts {
  /** Of classic tokens; `undefined` when GitHub named none, as for every other kind. */
  readonly scopes: readonly string[] | undefined;
  /** UTC epoch milliseconds; `undefined`: it does not say, and a token without an end does not either. */
  readonly expiresAt: number | undefined;
  readonly budget: { readonly remaining: number; readonly limit: number | undefined } | undefined;
  /** The server's clock. */
  readonly date: number | undefined;
}

export function readTokenFacts({ headers }: ApiResponse): TokenFacts {
  const remaining = readCount(headers['x-ratelimit-remaining']);
  return {
    scopes: headers['x-oauth-scopes']
      ?.split(',')
      .map((scope) => scope.trim())
      .filter((scope) => /^[a-z][a-z_:]{0,40}$/.test(scope)),
    expiresAt: readExpiry(headers['github-authentication-token-expiration']),
    budget: remaining === undefined ? undefined : { remaining, limit: readCount(headers['x-ratelimit-limit']) },
    date: parseHttpDate(headers['date']),
  };
}

/** `2026-12-01 10:00:00 UTC`, or with an offset like `-0700`. */
function readExpiry(text: string | undefined): number | undefined {
  const [, day, time, zone = ''] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|[+-]\d{4})$/.exec(text ?? '') ?? [];
  if (day === undefined) return undefined;
  const at = Date.parse(`${day}T${time}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d)$/, ':$1')}`);
  return Number.isNaN(at) ? undefined : at;
}

function readCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
