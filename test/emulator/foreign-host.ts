/**
 * A host that nobody has a reason to call: it records what reaches it, so that a test can assert that nothing did. With an
 * `answer` it plays an attacker who returns events.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from './wire.ts';

/** What reached the foreign host. */
export interface ForeignRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** See the file comment. */
export interface ForeignHost extends AsyncDisposable {
  readonly origin: string;
  readonly requests: readonly ForeignRequest[];
  close(): Promise<void>;
}

/** Starts a foreign host on a free port of the loopback. It answers 200 with `answer`, as JSON. */
export async function startForeignHost(answer = '[]'): Promise<ForeignHost> {
  const requests: ForeignRequest[] = [];
  const server = createServer(async (message, response) => {
    const { method = '', url = '', headers } = message;
    const entry = { method, url, headers: { ...headers }, body: '' };
    requests.push(entry);
    entry.body = (await readBody(message).catch(() => Buffer.alloc(0))).toString('utf8');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, requests, close, [Symbol.asyncDispose]: close };
}
