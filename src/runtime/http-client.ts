/**
 * The one HTTP client of a run: a request, and its complete response or a rejection. A body that was cut short, damaged
 * or larger than the cap is never an answer, and a redirect is one like any other, so nothing is believed in part and
 * no token goes to another host.
 */
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { type Way, wayTo } from './agents.ts';

/** Names in lower case. */
export type HeaderFields = Readonly<Record<string, string>>;

export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderFields;
  readonly body?: Uint8Array;
  /** More bytes than this, packed or unpacked, are not read to their end. */
  readonly bodyBytesMax: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderFields;
  /** Unpacked. */
  readonly body: Buffer;
}

/** The body is larger than we read; a smaller request can help. */
export class BodyTooLargeError extends Error {
  readonly code = 'BODY_TOO_LARGE';
  override readonly name = 'BodyTooLargeError';

  constructor(bytesMax: number) {
    super(`more than ${bytesMax} bytes`);
  }
}

/** There was no connection: the request never left. `cause` has the code. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  /** `HOST:PORT` of the proxy that was used. */
  readonly proxy: string | undefined;

  constructor(cause: unknown, proxy: string | undefined) {
    super('no connection', { cause });
    this.proxy = proxy;
  }
}

/** The proxy answered, but does not connect. */
class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super('the proxy did not connect');
    this.code = `PROXY_HTTP_${status}`;
  }
}

const DEFAULT_HEADERS = { accept: '*/*', 'accept-encoding': 'gzip' };

/** Rejects with the reason of `signal` once it is aborted, with `ConnectionError` or the failure of the transfer otherwise. */
export async function exchange(given: Exchange, signal: AbortSignal): Promise<Answer> {
  signal.throwIfAborted();
  const way = await wayTo(given.url);
  return new Promise<Answer>((resolve, reject) => {
    const request = open(given, way);
    let connected = false;
    const abort = () => fail(signal.reason);
    const leave = () => signal.removeEventListener('abort', abort);
    const fail = (error: unknown) => {
      leave();
      reject(error);
      request.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    request.on('socket', (socket) => {
      connected = request.reusedSocket;
      if (connected) return;
      socket.once(given.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) fail(new ConnectionError(new ProxyRefusal(statusCode), way.proxy));
    });
    request.on('error', (error) => fail(connected ? error : new ConnectionError(error, way.proxy)));
    request.once('response', (response) => {
      collect(response, given.bodyBytesMax, (outcome) => {
        if (outcome instanceof Error) return fail(outcome);
        leave();
        resolve(outcome);
      });
    });
    request.end(given.body);
  });
}

function open({ method, url, headers }: Exchange, { agent }: Way): ClientRequest {
  const send = url.protocol === 'https:' ? requestTls : requestPlain;
  return send(url, { method, agent, headers: { ...DEFAULT_HEADERS, ...headers } });
}

function collect(response: IncomingMessage, bytesMax: number, done: (outcome: Answer | Error) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bytesMax) done(new BodyTooLargeError(bytesMax));
  });
  response.once('error', done);
  response.once('end', () => {
    try {
      const headers = flatten(response.headers);
      const [first] = chunks;
      const sent = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
      done({ status: response.statusCode ?? 0, headers, body: unpack(sent, headers['content-encoding'], bytesMax) });
    } catch (error) {
      done(error instanceof Error ? error : new Error('not unpacked', { cause: error }));
    }
  });
}

/** Complete or not at all: a packed body without its end rejects. */
function unpack(body: Buffer, encoding: string | undefined, bytesMax: number): Buffer {
  if (body.length === 0 || encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw Object.assign(new Error('a content encoding that was not requested'), { code: 'UNKNOWN_ENCODING' });
  }
  try {
    return gunzipSync(body, { maxOutputLength: bytesMax });
  } catch (error) {
    const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? new BodyTooLargeError(bytesMax) : error;
  }
}

function flatten(headers: IncomingMessage['headers']): HeaderFields {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) fields[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return fields;
}
