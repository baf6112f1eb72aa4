/**
 * GitHub's REST API over Octokit, which builds the request and nothing more: what comes back is read here, because Octokit
 * takes a body that was cut short for an empty one, parses numbers away, and calls a dead connection "status 500".
 * Every URL is the configured root plus a path, redirects are not followed, so the token goes to that origin only.
 */
import { assert } from '../model/assert.ts';
import type { ApiRequest, ApiResponse, GitHubApi } from './api.ts';
import { readBody } from './read-body.ts';

export interface Connection {
  /** API root, with or without a trailing slash: `https://api.github.com`, `https://HOST/api/v3`. */
  readonly url: string;
  /** What stands behind `Authorization: Bearer`, asked before each request; '' sends none. */
  readonly bearer: () => string | Promise<string>;
  /** `X-GitHub-Api-Version`. */
  readonly apiVersion: string;
  readonly userAgent: string;
  /** A body with more bytes than this is not read to its end and rejects; 32 MiB by default. */
  readonly bodyBytesMax?: number;
  readonly fetch?: typeof fetch;
}

export interface GitHubClient extends GitHubApi {
  /** As {@link GitHubApi.get}, with the method POST and no body. */
  post(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
  /** As {@link GitHubApi.get}, with the method DELETE. */
  delete(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
}

type Method = 'GET' | 'POST' | 'DELETE';

export const BODY_BYTES_MAX = 32 * 1024 * 1024;

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function connectOctokit(connection: Connection): Promise<GitHubClient> {
  const { Octokit } = await import('@octokit/rest');
  const octokit = new Octokit({ baseUrl: connection.url.replace(/\/+$/, ''), log: SILENT });
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': connection.apiVersion,
    'user-agent': connection.userAgent,
  };
  const bodyBytesMax = connection.bodyBytesMax ?? BODY_BYTES_MAX;

  async function send(method: Method, request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    const bearer = await connection.bearer();
    const exchange = watchExchange(connection.fetch ?? fetch, bodyBytesMax);
    // Octokit rejects with its own picture of a failure; what really happened is known to the exchange.
    await octokit
      .request({
        method,
        url: renderPath(request),
        headers: bearer === '' ? headers : { ...headers, authorization: `Bearer ${bearer}` },
        request: { fetch: exchange.fetch, signal, log: SILENT },
      })
      .catch(() => {});
    return exchange.result();
  }
  return {
    get: (request, signal) => send('GET', request, signal),
    post: (request, signal) => send('POST', request, signal),
    delete: (request, signal) => send('DELETE', request, signal),
  };
}

/** Path and query, fully encoded: Octokit would take `:name` and `{name}` in it for templates. */
function renderPath({ path, query }: ApiRequest): string {
  assert(/^(\/(?!\.{1,2}(\/|$))[\w.~%!'()*-]+)+$/.test(path), 'an API path is absolute, encoded and without a query');
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

type Outcome =
  | { readonly kind: 'answered'; readonly response: ApiResponse }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A `fetch` that keeps the whole answer, or why there is none, and shows Octokit an empty one that it cannot misread. */
function watchExchange(send: typeof fetch, bodyBytesMax: number) {
  let outcome: Outcome | undefined;
  return {
    fetch: async (url: string, init: RequestInit): Promise<Response> => {
      try {
        const response = await send(url, { ...init, redirect: 'manual' });
        const body = await readBody(response, bodyBytesMax);
        const kept = { status: response.status, headers: Object.fromEntries(response.headers), body: body.toString() };
        outcome = { kind: 'answered', response: kept };
        return new Response(null, { status: 204 });
      } catch (error) {
        outcome = { kind: 'failed', error };
        throw error;
      }
    },
    result(): ApiResponse {
      assert(outcome !== undefined, 'Octokit sends every request that it is given');
      if (outcome.kind === 'failed') throw outcome.error;
      return outcome.response;
    },
  };
}
