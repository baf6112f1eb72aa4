/**
 * What every request to a GitHub API says, and where it goes: the configured root plus a path, so that the token reaches that
 * origin only.
 */
import { assert } from '../model/assert.ts';
import type { HeaderFields } from '../runtime/http-client.ts';
import type { ApiRequest } from './api.ts';

export interface Connection {
  /** API root, with or without a trailing slash: `https://api.github.com`, `https://HOST/api/v3`. */
  readonly url: string;
  /** What stands behind `Authorization: Bearer`, queried before each request; '' sends none. */
  readonly bearer: () => string | Promise<string>;
  /** `X-GitHub-Api-Version`. */
  readonly apiVersion: string;
  readonly userAgent: string;
  /** A body with more bytes than this is not read to its end and rejects; 32 MiB by default. */
  readonly bodyBytesMax?: number;
}

export const BODY_BYTES_MAX = 32 * 1024 * 1024;

export async function headersOf({ apiVersion, userAgent, bearer }: Connection): Promise<HeaderFields> {
  const token = await bearer();
  return {
    accept: 'application/vnd.github+json',
    'x-github-api-version': apiVersion,
    'user-agent': userAgent,
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
}

export function rootOf({ url }: Connection): string {
  return url.replace(/\/+$/, '');
}

/** Path and query, fully encoded: Octokit would treat `:name` and `{name}` in it as templates. */
export function renderPath({ path, query }: ApiRequest): string {
  assert(/^(\/(?!\.{1,2}(\/|$))[\w.~%!'()*-]+)+$/.test(path), 'an API path is absolute, encoded and without a query');
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}
