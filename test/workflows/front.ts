/**
 * Stands in for hosts of the real world: a forward proxy that opens the TLS of the hosts it is given, shows a certificate of its
 * own, and hands every request on to a server of this machine. Any other host is refused, so that nothing leaves this machine.
 */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { selfSigned } from '../emulator/certificate.ts';

export interface Front extends AsyncDisposable {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** PEM text of the authority to trust. */
  readonly authority: string;
  /** `host:port` of everything that was refused. */
  readonly refused: readonly string[];
}

/** @param targets The origin that answers, by the `host:port` that it stands for. */
export async function startFront(targets: ReadonlyMap<string, string>): Promise<Front> {
  const tls = selfSigned(...[...targets.keys()].map((host) => host.replace(/:\d+$/, '')));
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const inside = createTlsServer(tls, (message, response) => pass(targets, message, response));
  const outside = createServer((message, response) => {
    refused.push(message.url ?? '');
    response.writeHead(502).end();
  });
  outside.on('connect', ({ url = '' }: IncomingMessage, client: Socket) => {
    sockets.add(client);
    client.on('error', () => {});
    if (!targets.has(url)) {
      refused.push(url);
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    inside.emit('connection', client);
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(outside.address() as AddressInfo).port}`,
    authority: tls.cert,
    refused,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => outside.close(() => resolve()));
    },
  };
}

function pass(targets: ReadonlyMap<string, string>, message: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/', headers } = message;
  const host = headers.host ?? '';
  const target = targets.get(host.includes(':') ? host : `${host}:443`);
  if (target === undefined) {
    response.writeHead(421).end();
    return;
  }
  // The server links to the host of the request, not to itself.
  const forwarded = { ...headers, 'x-forwarded-proto': 'https' };
  const onward = forward(new URL(url, target), { method, headers: forwarded }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  message.pipe(onward);
}
