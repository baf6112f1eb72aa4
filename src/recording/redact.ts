/**
 * What of a response can be kept in a recording: the headers that this program reads and a few that help to find out
 * what happened, by name. A header that nobody listed is left out, so that no cookie and no token can get in unnoticed.
 */

import type { ApiResponse } from '../github/api.ts';
import { tokenPattern } from '../model/token-shapes.ts';

const KEPT_HEADERS = new Set([
  'content-type',
  'date',
  'github-authentication-token-expiration',
  'link',
  'location',
  'retry-after',
  'server',
  'x-accepted-github-permissions',
  'x-accepted-oauth-scopes',
  'x-github-enterprise-version',
  'x-github-media-type',
  'x-github-request-id',
  'x-github-sso',
  'x-oauth-scopes',
]);

/** Replaces every secret of the run. */
export type Redact = (text: string) => string;

/** `redact`, and everything that looks like a token: those that were made during the run, and those of other people. */
export function withoutTokens(redact: Redact): Redact {
  return (text) => redact(text).replace(tokenPattern(), '***');
}

/** The response with the listed headers only, and without a secret even where the server echoed it. */
export function redactResponse({ status, headers, body }: ApiResponse, redact: Redact): ApiResponse {
  const kept = Object.entries(headers)
    .filter(([name]) => KEPT_HEADERS.has(name) || name.startsWith('x-ratelimit-'))
    .map(([name, value]) => [name, redact(withoutRequest(name, value))]);
  return { status, headers: Object.fromEntries(kept), body: Buffer.from(redact(body.toString())) };
}

/** The address for single sign-on carries a one-time request in its query; the page itself is what people need. */
function withoutRequest(name: string, value: string): string {
  return name === 'x-github-sso' || name === 'location' ? value.replace(/\?[^;\s]*/, '') : value;
}
