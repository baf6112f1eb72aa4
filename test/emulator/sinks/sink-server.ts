/**
 * A receiver of events over real HTTP on the loopback. What a protocol answers, and above all what it stores, is the business of
 * the double that it is started with; faults, requests and bodies are the same for all.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Label, Reply, Request } from '../exchange.ts';
import { FaultPlan } from '../faults.ts';
import { readBody, send } from '../wire.ts';

/** What a double stored for one event: the text of the event, whatever the protocol had around it. */
export interface StoredEvent {
  readonly raw: string;
  /** What the protocol stored with it. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The behaviour of one protocol. */
export interface Double {
  /** In the order in which they were stored. */
  readonly stored: readonly StoredEvent[];
  /** `body` is decompressed. What is stored is stored when this returns. */
  answer(request: Request, body: string): Reply | Promise<Reply>;
  /** Which step of the protocol a request is; `sink` when absent. */
  label?(path: string): Label;
}

export interface SinkOptions {
  /** That of an emulated GitHub: kills and faults of both are then one plan. */
  readonly faults?: FaultPlan;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export class SinkServer<D extends Double = Double> implements AsyncDisposable {
  readonly double: D;
  /** Faults on `sink`, `sink-ack` and `sink-token`. */
  readonly faults: FaultPlan;
  readonly requests: Request[] = [];
  readonly #server: ReturnType<typeof createServer>;
  readonly #scheme: 'http' | 'https';

  /** Use {@link startSink}. */
  constructor(double: D, { faults = new FaultPlan(), tls }: SinkOptions) {
    this.double = double;
    this.faults = faults;
    this.#scheme = tls === undefined ? 'http' : 'https';
    const serve = (message: IncomingMessage, response: ServerResponse) => void this.#serve(message, response);
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  }

  /** Origin. */
  get url(): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get stored(): readonly string[] {
    return this.double.stored.map(({ raw }) => raw);
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message).catch(() => undefined);
    if (body === undefined) return;
    const { method = 'GET', url = '/', headers, socket } = message;
    const origin = `http://${headers.host ?? '127.0.0.1'}`;
    const { pathname: path, searchParams: query } = new URL(url, origin);
    const label = this.double.label?.(path) ?? 'sink';
    const request: Request = {
      ...{ time: Date.now(), method, path, url, query, headers, body, origin, prefix: '' as const },
      ...{ label, params: {}, connection: numberOf(socket), clientPort: socket.remotePort ?? 0 },
    };
    this.requests.push(request);
    const reply = await this.faults.run(request, async () => this.#answer(request));
    if (reply.transport?.kind !== 'reset' && reply.transport?.kind !== 'hang') request.status = reply.status;
    send(response, reply, { date: new Date().toUTCString() });
  }

  #answer(request: Request): Reply | Promise<Reply> {
    const { body, headers } = request;
    const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    return this.double.answer(request, plain.toString('utf8'));
  }
}

const connections = new WeakMap<Socket, number>();
/** Far from the numbers that an emulated GitHub gives to its own. */
let lastConnection = 1_000_000;

function numberOf(socket: Socket): number {
  const known = connections.get(socket);
  if (known !== undefined) return known;
  lastConnection += 1;
  connections.set(socket, lastConnection);
  return lastConnection;
}

/** Starts a receiver on a free port of the loopback. */
export async function startSink<D extends Double>(double: D, options: SinkOptions = {}): Promise<SinkServer<D>> {
  const server = new SinkServer(double, options);
  await server.listen();
  return server;
}

/** The media type of a request, without parameters. */
export function mediaType(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
