/**
 * GitHub's REST API over Octokit, which builds the request and nothing more. It is sent by the run's own HTTP client,
 * and what comes back is read here, because Octokit treats a body that was cut short as an empty one, parses numbers
 * away, and calls a dead connection "status 500".
 */
import { assert } from '../model/assert.ts';
import { type Answer, exchange, type HeaderFields } from '../runtime/http-client.ts';
import type { ApiRequest, ApiResponse, GitHubApi } from './api.ts';
import { BODY_BYTES_MAX, type Connection, headersOf, renderPath, rootOf } from './connection.ts';

export interface GitHubClient extends GitHubApi {
  /** As {@link GitHubApi.get}, with the method POST and no body. */
  post(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
  /** As {@link GitHubApi.get}, with the method DELETE. */
  delete(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
}

type Method = 'GET' | 'POST' | 'DELETE';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function connectOctokit(connection: Connection): Promise<GitHubClient> {
  const { Octokit } = await import('@octokit/rest');
  const octokit = new Octokit({ baseUrl: rootOf(connection), log: SILENT });
  const bodyBytesMax = connection.bodyBytesMax ?? BODY_BYTES_MAX;

  async function send(method: Method, request: ApiRequest, signal: AbortSignal): Promise<ApiResponse> {
    const url = renderPath(request);
    const headers = await headersOf(connection);
    const watched = watchExchange(bodyBytesMax, signal);
    // Octokit rejects with its own picture of a failure; what really happened is known to the exchange.
    await octokit
      .request({ method, url, headers: { ...headers }, request: { fetch: watched.fetch, signal, log: SILENT } })
      .catch(() => {});
    return watched.result();
  }
  return {
    get: (request, signal) => send('GET', request, signal),
    post: (request, signal) => send('POST', request, signal),
    delete: (request, signal) => send('DELETE', request, signal),
  };
}

type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: unknown };

/** An empty answer that Octokit cannot misread, without the `Response` that would load Node's own fetch. */
const EMPTY = { status: 204, ok: true, url: '', headers: new Map<string, string>() };

/** A `fetch` that keeps the complete response, or why there is none. */
function watchExchange(bodyBytesMax: number, signal: AbortSignal) {
  let outcome: Outcome | undefined;
  return {
    fetch: async (url: string, { method, headers }: { method: string; headers: HeaderFields }) => {
      try {
        const answer = await exchange({ method, url: new URL(url), headers, bodyBytesMax }, signal);
        outcome = { kind: 'answered', answer };
        return EMPTY;
      } catch (error) {
        outcome = { kind: 'failed', error };
        throw error;
      }
    },
    result(): ApiResponse {
      assert(outcome !== undefined, 'Octokit sends every request that it is given');
      if (outcome.kind === 'failed') throw outcome.error;
      return outcome.answer;
    },
  };
}
