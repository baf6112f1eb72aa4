/** A forward proxy on the loopback: plain requests by their whole URL, everything else by CONNECT. It counts what came through. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** `host:port` of each request or tunnel. */
  readonly seen: readonly string[];
  /** Answers everything with 407, as a proxy does that wants to know who asks. */
  wantsCredentials: boolean;
}

/** `routes` leads tunnels to a `host:port` elsewhere. */
export async function startProxy(routes: Readonly<Record<string, string>> = {}): Promise<Proxy> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = { wantsCredentials: false };
  const server = createServer((message: IncomingMessage, response: ServerResponse) => {
    if (proxy.wantsCredentials) return void response.writeHead(407, REFUSAL).end();
    const url = new URL(message.url ?? '/', 'http://none.invalid');
    seen.push(url.host);
    const { method, headers } = message;
    const onward = forward(url, { method: method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message: IncomingMessage, client: Socket) => {
    const target = message.url ?? '';
    seen.push(target);
    sockets.add(client);
    if (proxy.wantsCredentials) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host = '', port = ''] = (routes[target] ?? target).split(':');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await closed;
    },
  });
}

const REFUSAL = { 'proxy-authenticate': 'Basic realm="proxy"' };
