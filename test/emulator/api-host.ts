/**
 * The emulated GitHub under the name of a real one: TLS with a certificate for that name, and a proxy that leads there. The
 * built action is then configured as its users have it, `api-url: https://api.github.com`, and no request leaves this machine.
 */

import { request as forward } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate.ts';
import type { GitHub } from './github.ts';
import { type Proxy as ForwardProxy, startProxy } from './proxy.ts';

export interface ApiHost extends AsyncDisposable {
  /** `https://127.0.0.1:port`: the same, without the proxy. */
  readonly url: string;
  /** What a client has to trust. */
  readonly cert: string;
  /** The variables of a runner that reaches the internet through the proxy. */
  readonly env: Readonly<Record<string, string>>;
  readonly proxy: ForwardProxy;
}

/** Serves `github` as `name` until it is disposed of. */
export async function startApiHost(github: GitHub, name = 'api.github.com'): Promise<ApiHost> {
  const tls = selfSigned(name);
  const server = createServer(tls, (message, response) => {
    const { method, headers, url } = message;
    const onward = forward(new URL(url ?? '/', github.apiUrl), { method: method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = await startProxy({ [`${name}:443`]: `127.0.0.1:${port}` });
  return {
    url: `https://127.0.0.1:${port}`,
    cert: tls.cert,
    env: { HTTPS_PROXY: proxy.url },
    proxy,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await closeServer(server);
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
