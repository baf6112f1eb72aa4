/**
 * What passes between the server, the services and the faults: a request that was read to its end, and a reply that has not
 * been sent yet. A reply also says how its bytes travel, so that a fault can cut, drip or withhold them.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Names the step of a protocol that a request is; faults, kills and assertions speak in these. */
export type Label =
  | 'audit-log'
  | 'cache.create'
  | 'cache.finalize'
  | 'cache.get'
  | 'blob.put'
  | 'blob.put.block'
  | 'blob.put.list'
  | 'blob.get'
  | 'artifact.create'
  | 'artifact.finalize'
  | 'artifact.list'
  | 'artifact.url'
  | 'artifact.delete'
  | 'rest.repo'
  | 'rest.run'
  | 'rest.runs'
  | 'rest.compare'
  | 'rest.jobs'
  | 'rest.caches'
  | 'rest.caches.delete'
  | 'rest.artifacts'
  | 'rest.artifact'
  | 'rest.artifact.zip'
  | 'rest.rate-limit'
  | 'app.installation'
  | 'app.token'
  | 'sink'
  | 'sink-ack'
  | 'sink-token'
  | 'archive.put'
  | 'archive.token'
  | 'unrouted';

/** A label, a whole group of them (`blob` is every `blob.…`), or `*` for all. */
export type LabelPattern = Label | 'cache' | 'blob' | 'artifact' | 'rest' | 'app' | 'sink' | 'archive' | '*';

/** Whether `label` is `pattern` or lies below it: `blob.put` covers `blob.put.block`. */
export function covers(pattern: LabelPattern, label: Label): boolean {
  return pattern === '*' || label === pattern || label.startsWith(`${pattern}.`);
}

/** One request, as it came. The emulator keeps all of them, in the order of their arrival. */
export interface Request {
  /** Arrival in the emulator's time, ms since the epoch. */
  readonly time: number;
  readonly method: string;
  /** Path without the query and without a leading `/api/v3`. */
  readonly path: string;
  /** Path and query exactly as they were sent. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** `http://127.0.0.1:port` as the client called it. */
  readonly origin: string;
  /** The prefix that stood before `path`: `/api/v3` on Enterprise Server, else empty. */
  readonly prefix: '' | '/api/v3';
  readonly label: Label;
  /** The `:name` parts of the route. */
  readonly params: Readonly<Record<string, string>>;
  /** The connection that it came over, numbered, and the port of the client's end: they show which process sent it. */
  readonly connection: number;
  readonly clientPort: number;
  /** What was answered; absent while it is under way and when no answer was sent. */
  status?: number;
}

/** How the bytes of a reply travel. */
export type Transport =
  | { readonly kind: 'whole' }
  /** Announces the whole length, sends a share of the body, destroys the socket. */
  | { readonly kind: 'cut'; readonly share: number }
  /** Sends `bytes` of the body every `everyMs`. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** Sends nothing, or the headers only, and keeps the connection open. */
  | { readonly kind: 'hang'; readonly after: 'nothing' | 'headers' }
  /** Resets the connection without a byte. */
  | { readonly kind: 'reset' };

/** An answer that has not been sent yet. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly transport?: Transport;
}

/** A reply with a JSON body. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The body of a request as a JSON object; `undefined` when it is none. */
export function jsonObject(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
