/**
 * GitHub's REST API as the rest of the program sees it: GET a path below the configured root, get status, headers and
 * body. No retry, no paging, no redirect, no other host: those are decided by callers, or refused.
 */
export interface ApiRequest {
  /** Below the API root, with a leading slash and without a query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked; text, as UTF-8, where it is looked into. */
  readonly body: Buffer;
}

export interface GitHubApi {
  /**
   * Resolves with any HTTP response that arrived complete, whatever its status. Rejects when none did: no connection,
   * body cut short or larger than the cap, or the signal aborted.
   */
  get(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
}
