/**
 * Sees what becomes of the requests that libraries make over `node:http`, which they report as a number, as "Error" or in the
 * server's words. Nothing that a request or an answer says is kept: a method, a path without its query, a status, a code.
 * https://nodejs.org/api/diagnostics_channel.html#http
 */
import { type Channel, channel } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

export interface WatchedRequest {
  readonly method: string;
  /** Without the query, which can hold a signature. */
  readonly path: string;
  /** `comp=…` of a request to a blob storage. */
  readonly part: string | undefined;
  /** Whether it goes through a proxy, or requests a tunnel of one. */
  readonly isProxied: boolean;
}

export type Watched =
  | { readonly kind: 'sent'; readonly request: WatchedRequest }
  /** `errorCode` is the header of a blob storage that names one. */
  | {
      readonly kind: 'answered';
      readonly request: WatchedRequest;
      readonly status: number;
      readonly errorCode: string | undefined;
    }
  | { readonly kind: 'failed'; readonly request: WatchedRequest; readonly error: unknown };

/** Watches requests until it is given up. */
export type WatchHttp = (see: (what: Watched) => void) => () => void;

/** All requests of this process over `node:http`. `fetch` is not among them. */
export const watchSystemHttp: WatchHttp = (see) => {
  const subscriptions = [
    subscribe('http.client.request.start', ({ request }) => see({ kind: 'sent', request: describe(request) })),
    subscribe('http.client.response.finish', ({ request, response }) => {
      const status = response?.statusCode ?? 0;
      const errorCode = readErrorCode(response?.headers['x-ms-error-code']);
      see({ kind: 'answered', request: describe(request), status, errorCode });
    }),
    subscribe('http.client.request.error', ({ request, error }) => {
      see({ kind: 'failed', request: describe(request), error });
    }),
  ];
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe();
  };
};

interface Message {
  readonly request: ClientRequest;
  readonly response?: IncomingMessage;
  readonly error?: unknown;
}

function subscribe(name: string, listen: (message: Message) => void): () => void {
  const from: Channel = channel(name);
  const onMessage = (message: unknown) => listen(message as Message);
  from.subscribe(onMessage);
  return () => {
    from.unsubscribe(onMessage);
  };
}

function describe(request: ClientRequest): WatchedRequest {
  const [path = '', query = ''] = request.path.split('?', 2);
  const part = new URLSearchParams(query).get('comp') ?? undefined;
  return { method: request.method, path, part, isProxied: request.method === 'CONNECT' || hasProxy(request) };
}

/** The agents that the toolkits make for a proxy keep its address: `tunnel` and `https-proxy-agent`. */
function hasProxy(request: ClientRequest): boolean {
  const agent: unknown = 'agent' in request ? request.agent : undefined;
  return typeof agent === 'object' && agent !== null && ('proxy' in agent || 'proxyOptions' in agent);
}

function readErrorCode(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]{1,60}$/.test(value) ? value : undefined;
}
