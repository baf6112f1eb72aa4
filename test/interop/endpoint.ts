/** An HTTP server in this process, for libraries that have none of their own: what they say decides the answer. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../emulator/wire.ts';

type Headers = Readonly<Record<string, string>>;

export interface Endpoint extends AsyncDisposable {
  /** Origin. */
  readonly url: string;
  /** What the library threw. */
  readonly failures: readonly unknown[];
}

/** `take` gives the status of the answer; when it throws, that is `refusal`. The first request is 1. */
export async function openEndpoint(
  take: (headers: Headers, body: Buffer, nth: number) => number,
  refusal = 400,
): Promise<Endpoint> {
  const failures: unknown[] = [];
  let count = 0;
  const server = createServer((message, response) => {
    void readBody(message).then((body) => {
      count += 1;
      response.writeHead(decide(message, body)).end();
    });
  });
  function decide({ headers }: IncomingMessage, body: Buffer): number {
    try {
      return take(
        Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body,
        count,
      );
    } catch (error) {
      failures.push(error);
      return refusal;
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
