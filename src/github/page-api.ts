/**
 * The pages of the audit log over the run's own HTTP client. A backlog is thousands of them, nothing of Octokit is needed for
 * one, and a run that keeps its position in a directory does not load it at all (docs/decisions/0013-http-client.md).
 */
import { exchange } from '../runtime/http-client.ts';
import type { GitHubApi } from './api.ts';
import { BODY_BYTES_MAX, type Connection, headersOf, renderPath, rootOf } from './connection.ts';

/** Nothing is connected yet. */
export function connectPages(connection: Connection): GitHubApi {
  const root = rootOf(connection);
  const bodyBytesMax = connection.bodyBytesMax ?? BODY_BYTES_MAX;
  return {
    async get(request, signal) {
      const url = new URL(root + renderPath(request));
      const headers = await headersOf(connection);
      return exchange({ method: 'GET', url, headers, bodyBytesMax }, signal);
    },
  };
}
