/**
 * Stands between the action and a foreign receiver and forwards every request as it is, so that a scenario can say when the
 * receiver fails: before a request reaches it, instead of it, or after it was taken and before anybody learns of it. It changes no
 * byte, unless a scenario alters a body to see it refused.
 */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../emulator/wire.ts';

/**
 * What happens to a request. `drop-answer`: the receiver gets it, nobody gets the answer. `instead`: the receiver never sees it, and
 * this is the answer. `alter`: the receiver gets these bytes in the place of the body.
 */
export type Passage =
  | 'pass'
  | 'drop-answer'
  | {
      readonly instead: {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      };
    }
  | { readonly alter: (body: Buffer) => Buffer };

export interface Gate extends AsyncDisposable {
  /** Origin. */
  readonly url: string;
  /** Statuses that the receiver answered with, 0 where it did not; in order. */
  readonly statuses: readonly number[];
}

export interface GateOptions {
  /** Any free one when absent. */
  readonly port?: number;
  /** Called for each request before it goes on; the first is 1. */
  readonly decide?: (nth: number, message: IncomingMessage) => Passage | Promise<Passage>;
}

/** `target`: the origin of the receiver. */
export async function startGate(target: string, { port = 0, decide = () => 'pass' }: GateOptions = {}): Promise<Gate> {
  const statuses: number[] = [];
  let count = 0;
  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    count += 1;
    const passage = await decide(count, message);
    if (typeof passage === 'object' && 'instead' in passage) {
      const { status, headers, body: text } = passage.instead;
      statuses.push(status);
      response.writeHead(status, headers).end(text);
      return;
    }
    const onward = typeof passage === 'object' ? passage.alter(body) : body;
    const answer = await pass(target, message, onward).catch(() => undefined);
    statuses.push(answer?.status ?? 0);
    if (answer === undefined || passage === 'drop-answer') {
      response.socket?.destroy();
      return;
    }
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Sends a request on to `target` as it came. */
export function pass(
  target: string,
  { method = 'GET', url = '/', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // A connection of its own each time: one that was kept from before a restart would fail once more.
    const onward = forward(new URL(url, target), { method, headers, agent: false }, (answer) => {
      readBody(answer).then((read) => {
        resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: read });
      }, reject);
    });
    onward.on('error', reject);
    onward.end(body);
  });
}
