/** A REST API that answers from a script, and remembers its requests. */
import type { ApiRequest, ApiResponse } from '../../../src/github/api.ts';
import type { GitHubClient } from '../../../src/github/octokit.ts';

/** An answer, or an error to reject with. */
export type Scripted = (Partial<Omit<ApiResponse, 'body'>> & { readonly body?: string }) | Error;

export class ScriptedApi implements GitHubClient {
  readonly requests: (ApiRequest & { readonly method: string })[] = [];
  readonly #answer: (request: ApiRequest, index: number) => Scripted;

  constructor(answer: (request: ApiRequest, index: number) => Scripted) {
    this.#answer = answer;
  }

  get(request: ApiRequest): Promise<ApiResponse> {
    return this.#send('GET', request);
  }

  post(request: ApiRequest): Promise<ApiResponse> {
    return this.#send('POST', request);
  }

  delete(request: ApiRequest): Promise<ApiResponse> {
    return this.#send('DELETE', request);
  }

  async #send(method: string, request: ApiRequest): Promise<ApiResponse> {
    this.requests.push({ method, ...request });
    const scripted = this.#answer(request, this.requests.length - 1);
    if (scripted instanceof Error) throw scripted;
    return { status: 200, headers: {}, ...scripted, body: Buffer.from(scripted.body ?? '') };
  }
}

export function json(value: unknown): Scripted {
  return { body: JSON.stringify(value) };
}
