/**
 * HTTP as a value: one request, one whole answer. Nothing is followed, nothing is retried, nothing is read without end: a
 * redirect is an answer like any other, and a body that was cut short or does not stop rejects.
 */
/** Names in lower case. */
export type HeaderFields = Readonly<Record<string, string>>;

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
  /** Rejects when no whole answer came, with the client's own error. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}

/** Far more than the answer to the largest batch: `_bulk` answers some 300 bytes for each event. */
const BODY_BYTES_MAX = 32 * 1024 * 1024;

export const systemHttp: Http = createHttp(fetch);

/** HTTP over a `fetch` of one's own. */
export function createHttp(send: typeof fetch, bodyBytesMax = BODY_BYTES_MAX): Http {
  return {
    async send({ method, url, headers, body }, signal) {
      const init = { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body: own(body) }) };
      const response = await send(url, init as RequestInit);
      const text = await readText(response, bodyBytesMax);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
    },
  };
}

/** The same bytes, as the kind of array that `fetch` takes. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

async function readText(response: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the body, and so the transfer.
    if (length > bytesMax) throw Object.assign(new Error('the answer is too long'), { code: 'ANSWER_TOO_LONG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
