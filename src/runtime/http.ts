/**
 * HTTP as a value: one request, one complete response. Nothing is followed, nothing is retried, nothing is read without
 * end: a redirect is an answer like any other, and a body that was cut short or does not stop rejects.
 */
import { exchange, type HeaderFields } from './http-client.ts';

export type { HeaderFields };

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Absolute. */
  readonly url: string;
  readonly headers: HeaderFields;
  readonly body?: Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderFields;
  /** As UTF-8. */
  readonly body: string;
}

export interface Http {
  /** Rejects when no complete response came, with the client's own error. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

/** Far more than the answer to the largest batch: `_bulk` answers some 300 bytes for each event. */
const BODY_BYTES_MAX = 32 * 1024 * 1024;

export const systemHttp: Http = createHttp();

/** `bodyBytesMax`: an answer with more bytes rejects. */
export function createHttp(bodyBytesMax = BODY_BYTES_MAX): Http {
  return {
    async send({ url, ...request }, signal) {
      const { status, headers, body } = await exchange({ ...request, url: new URL(url), bodyBytesMax }, signal);
      return { status, headers, body: body.toString() };
    },
  };
}
