/** TLS in front of something that speaks plain HTTP: what a proxy has to tunnel, and cannot read. */
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';

export interface TlsFront extends AsyncDisposable {
  /** Origin. */
  readonly url: string;
}

export async function startTlsFront(
  plainUrl: string,
  tls: { readonly key: string; readonly cert: string },
): Promise<TlsFront> {
  const { hostname, port } = new URL(plainUrl);
  const sockets = new Set<Socket>();
  const server = createServer(tls, (client) => {
    const onward = connect(Number(port), hostname);
    client.pipe(onward).pipe(client);
    for (const socket of [client, onward]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
